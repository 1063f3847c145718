import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { readArguments } from '../src/cli/arguments.ts'
import type { PluginBuild } from '../src/cli/dev/plugin-builder.ts'
import { serveBuilds } from '../src/cli/dev/serve-builds.ts'

test.each([
  [['dev'], /Name the address of the host/],
  [['dev', '--attach', 'host.example'], /Name the address of the host/],
  [['dev', '--attach', 'https://host.example', '--port', 'x'], /"x" is no port/],
])('%j is refused', (typed, why) => {
  expect(readArguments(typed)).toMatch(why)
})

test('mortise dev takes plugins, the host and a port', () => {
  expect(readArguments(['dev', 'a', 'b', '--attach', 'https://host.example/x'])).toMatchObject({
    names: ['a', 'b'],
    attach: new URL('https://host.example/x'),
    port: 4174,
  })
})

/** A port that nobody listens at. */
async function freePort() {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function serve() {
  const port = await freePort()
  const server = await serveBuilds(port, 'https://host.example')
  onTestFinished(() => server.close())
  return { server, port, url: `http://127.0.0.1:${port}` }
}

const build = (name: string): PluginBuild => ({
  files: new Map([
    ['plugins.json', name],
    [`plugins/${name}.js`, name],
  ]),
  catalog: 'plugins.json',
})

/** The next message that a page is told when it comes now. */
const told = (url: string) =>
  new Promise<string>((resolve) => {
    const request = get(`${url}/events`, (response) => {
      response.on('data', (data: Buffer) => {
        const message = /data: (.*)/.exec(String(data))?.[1]
        if (message) resolve(message)
        request.destroy()
      })
    })
    request.on('error', () => {})
  })

test('the newest catalog is served, and the files of builds before it, to the host alone', async () => {
  const { server, url } = await serve()
  server.offer(build('one'))
  server.offer(build('two'))
  const catalog = await fetch(`${url}/plugins.json`)
  expect(await catalog.text()).toBe('two')
  expect(catalog.headers.get('access-control-allow-origin')).toBe('https://host.example')
  expect(catalog.headers.get('cache-control')).toBe('no-store')
  expect(await (await fetch(`${url}/plugins/one.js`)).text()).toBe('one')
  expect((await fetch(`${url}/plugins/three.js`)).status).toBe(404)
})

test('a page that comes is told at once how things stand', async () => {
  const { server, url } = await serve()
  server.offer(build('one'))
  expect(await told(url)).toBe('{}')
  server.fail('broken')
  expect(await told(url)).toBe('{"error":"broken"}')
})

test('a port that is taken is named', async () => {
  const { port } = await serve()
  await expect(serveBuilds(port, 'https://host.example')).rejects.toMatchObject({
    code: 'CONFIG_PORT_TAKEN',
  })
})
