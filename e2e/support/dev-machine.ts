import { spawn } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

/** `mortise dev --attach`, as somebody runs it in a terminal. */
export interface DevMachine {
  /** The link that it printed. */
  readonly link: string
  /** All that it printed so far. */
  printed(): string
  stop(): Promise<void>
}

const bin = fileURLToPath(new URL('../../packages/bundler-plugin/bin/mortise.js', import.meta.url))

export async function startDevMachine(
  folder: string,
  typed: readonly string[],
): Promise<DevMachine> {
  const child = spawn(process.execPath, [bin, 'dev', ...typed], { cwd: folder })
  let printed = ''
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
  })
  const link = await new Promise<string>((resolve, reject) => {
    const read = (data: Buffer) => {
      printed += String(data)
      const [found] = /http\S*mortise-attach=\S+/.exec(printed) ?? []
      if (found) resolve(found)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', () => reject(new Error(`It ended: ${printed}`)))
  })
  return {
    link,
    printed: () => printed,
    stop() {
      child.kill()
      return ended
    },
  }
}

/** A port of this machine that nobody listens at. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => {
    server.close(resolve)
  })
  return port
}
