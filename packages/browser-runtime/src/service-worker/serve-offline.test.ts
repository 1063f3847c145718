import { createHash } from 'node:crypto'
import type { OfflinePlan } from '@mortise/shared'
import { expect, test } from 'vitest'
import { createWorkerLab, type WorkerLab } from '../../test/worker-lab.ts'

const integrityOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`

/** Puts a build on the server: a page, a script and a catalog, and a chunk of a lazy plugin. */
function deploy({ server }: WorkerLab, build: string, options = {}): OfflinePlan {
  const script = `assets/app-${build}.js`
  server.clear()
  server.set('/', `<script src="/${script}">`)
  server.set(`/${script}`, build)
  server.set('/plugins.json', `catalog ${build}`)
  server.set(`/plugins/lazy/index-${build}.js`, `lazy ${build}`)
  return {
    build,
    marks: [script],
    catalog: { address: 'plugins.json', integrity: integrityOf(`catalog ${build}`) },
    files: { [script]: integrityOf(build) },
    folders: ['assets/', 'plugins/'],
    packs: 'plugins/packs/',
    options: { navigation: 'network-first', deadline: 1000, maxSize: 1, ...options },
  }
}

async function installed(lab: WorkerLab, build: string, options = {}) {
  const worker = lab.start(deploy(lab, build, options))
  await worker.install()
  await worker.activate()
  return worker
}

const text = async (answer: Promise<Response> | undefined) => (await answer)?.text()
const addresses = ({ disk }: WorkerLab) =>
  [...disk.caches.values()]
    .flatMap((cache) => [...cache.keys()])
    .map((url) => new URL(url).pathname)

test('without a server a page, its scripts and its catalog are of one build', async () => {
  const lab = createWorkerLab()
  const worker = await installed(lab, 'one')
  lab.server.clear()
  expect(await text(worker.navigate('/reports'))).toContain('app-one')
  expect(await text(worker.request('/assets/app-one.js'))).toBe('one')
  expect(await text(worker.request('/plugins.json'))).toBe('catalog one')
})

test('a page of the server never gets the catalog of a kept build', async () => {
  const lab = createWorkerLab()
  const worker = await installed(lab, 'one')
  deploy(lab, 'two')
  expect(await text(worker.navigate('/'))).toContain('app-two')
  expect(worker.request('/plugins.json')).toBeUndefined()
})

test('what is none of its files is left to the browser', async () => {
  const lab = createWorkerLab()
  const worker = await installed(lab, 'one')
  expect(worker.request('/api/orders')).toBeUndefined()
  expect(worker.request('https://other.example/assets/a.js')).toBeUndefined()
  expect(worker.request('/assets/app-one.js', { method: 'POST' })).toBeUndefined()
  expect(worker.request('/assets/film.mp4', { headers: { range: 'bytes=0-' } })).toBeUndefined()
})

test('a server that has just answered is left alone with its files', async () => {
  const lab = createWorkerLab()
  const worker = await installed(lab, 'one')
  await worker.navigate('/')
  expect(worker.request('/assets/app-one.js')).toBeUndefined()
})

test('a file that the next deploy has deleted is found by a tab that is open still', async () => {
  const lab = createWorkerLab()
  await installed(lab, 'one')
  const next = await installed(lab, 'two')
  expect(await text(next.request('/assets/app-one.js'))).toBe('one')
})

test('a build that is not whole on the server does not take the place of the last', async () => {
  const lab = createWorkerLab()
  const old = await installed(lab, 'one')
  const plan = deploy(lab, 'two')
  lab.server.set('/', 'a page of some other build')
  await expect(lab.start(plan).install()).rejects.toThrow('another build')
  lab.server.set('/', `<script src="/assets/app-two.js">`)
  lab.server.set('/plugins.json', 'catalog one')
  await expect(lab.start(plan).install()).rejects.toThrow('another hash')
  lab.server.clear()
  expect(await text(old.navigate('/'))).toContain('app-one')
})

test('an install that was broken off fetches the rest only', async () => {
  const lab = createWorkerLab()
  const plan = deploy(lab, 'one')
  lab.disk.room = 1
  await expect(lab.start(plan).install()).rejects.toThrow('full')
  lab.disk.room = Infinity
  lab.asked.length = 0
  await lab.start(plan).install()
  expect(lab.asked).toEqual(['/', '/plugins.json'])
})

test('two builds are kept, and what was used', async () => {
  const lab = createWorkerLab()
  const first = await installed(lab, 'one')
  await first.tell({ mortiseUsed: ['https://app.example/plugins/lazy/index-one.js'] })
  await installed(lab, 'two')
  await installed(lab, 'three')
  expect(addresses(lab).filter((path) => path.includes('one'))).toEqual([
    '/plugins/lazy/index-one.js',
  ])
  expect(addresses(lab)).toContain('/assets/app-two.js')
})

test('no room for what was used is no harm, and what is too large is not kept', async () => {
  const lab = createWorkerLab()
  const worker = await installed(lab, 'one')
  const tell = () => worker.tell({ mortiseUsed: ['https://app.example/plugins/lazy/index-one.js'] })
  lab.disk.room = 0
  await tell()
  lab.disk.room = Infinity
  expect(addresses(lab)).not.toContain('/plugins/lazy/index-one.js')
  lab.server.set('/plugins/lazy/index-one.js', 'x'.repeat(1024 * 1024 + 1))
  await tell()
  expect(addresses(lab)).not.toContain('/plugins/lazy/index-one.js')
})

test('damaged bytes are dropped, and a broken cache is an empty one', async () => {
  const lab = createWorkerLab()
  const worker = await installed(lab, 'one')
  const [files] = lab.disk.caches.values()
  files?.set('https://app.example/assets/app-one.js', new Response('damaged'))
  lab.server.delete('/')
  await worker.navigate('/')
  expect(await text(worker.request('/assets/app-one.js'))).toBe('one')
  lab.disk.isBroken = true
  deploy(lab, 'one')
  expect(await text(worker.navigate('/'))).toContain('app-one')
})

test('cache-first asks the server for nothing that is kept', async () => {
  const lab = createWorkerLab()
  const worker = await installed(lab, 'one', { navigation: 'cache-first' })
  lab.asked.length = 0
  expect(await text(worker.navigate('/'))).toContain('app-one')
  expect(await text(worker.request('/plugins.json'))).toBe('catalog one')
  expect(await text(worker.request('/assets/app-one.js'))).toBe('one')
  expect(lab.asked).toEqual([])
})
