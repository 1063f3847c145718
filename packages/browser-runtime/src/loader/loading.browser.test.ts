import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLab, entryFactory, never } from '../../test/page-lab.ts'
import { createHost, type Host, type HostOptions } from '../host.ts'

type Lab = ReturnType<typeof createLab>

let lab: Lab
let host: Host
let diagnostics: string[]

beforeEach(() => {
  lab = createLab()
})

afterEach(async () => {
  if (host.state === 'running') await host.shutdown()
  lab.restore()
})

async function start(options: HostOptions) {
  host = createHost(options)
  diagnostics = []
  host.on('diagnostic', ({ code }) => diagnostics.push(code))
  await host.bootstrap()
}

const plain = entryFactory('{init(){}}')
const counter = `$=>{let count=0;return{next:()=>++count}}`

describe('a plugin from a build', () => {
  it('runs its entry and its features, each chunk once, all of a step at once', async () => {
    const catalog = await lab.catalog([
      {
        id: 'a',
        features: ['page'],
        chunks: {
          index: { factory: entryFactory('{init(c){c.services.register("name",c.id)}}', ['page']) },
          common: { factory: `()=>({word:"hello"})` },
          page: { factory: `({word:w})=>({default:w})`, deps: ['common'] },
        },
      },
    ])
    await start({ catalog })
    expect(lab.fetched).toEqual(['plugins.json'])
    const added: number[] = []
    const observer = new MutationObserver((records) => {
      const scripts = records.flatMap(({ addedNodes }) => [...addedNodes])
      added.push(scripts.filter((node) => node.nodeName === 'SCRIPT').length)
    })
    const plugin = await host.loadPlugin('a')
    expect(host.services.get('name')).toBe('a')
    observer.observe(document.head, { childList: true })
    const [page, again] = await Promise.all([plugin.feature('page'), plugin.feature('page')])
    observer.disconnect()
    expect(page.default).toBe('hello')
    expect(again).toBe(page)
    expect(added.filter(Boolean)).toEqual([2])
    expect(document.querySelectorAll('script[src^=blob]')).toHaveLength(0)
  })

  it('has its own state in each generation', async () => {
    const chunks = {
      index: { factory: entryFactory('{init(){}}', ['c']) },
      c: { factory: counter },
    }
    const catalog = await lab.catalog([{ id: 'a', features: ['c'], chunks }])
    await start({ catalog })
    type Counter = { next(): number }
    const first = (await (await host.loadPlugin('a')).feature('c')) as unknown as Counter
    expect([first.next(), first.next()]).toEqual([1, 2])
    await host.unload('a')
    const second = (await (await host.loadPlugin('a')).feature('c')) as unknown as Counter
    expect(second.next()).toBe(1)
  })

  it('is refused when a chunk is not what its manifest says', async () => {
    const index = { factory: plain, corrupted: true }
    await start({ catalog: await lab.catalog([{ id: 'a', chunks: { index } }]) })
    await expect(host.loadPlugin('a')).rejects.toMatchObject({
      code: 'CHUNK_INTEGRITY',
      details: { id: 'a', version: '1.0.0', chunk: 'index' },
    })
  })

  it('is refused when its entry exports no plugin, or a chunk registers nothing', async () => {
    const catalog = await lab.catalog([
      { id: 'a', chunks: { index: { factory: entryFactory('42') } } },
      { id: 'b', chunks: { index: { script: '/* no factory */' } } },
      { id: 'c', chunks: { index: { factory: `()=>{throw new Error("at once")}` } } },
    ])
    await start({ catalog })
    await expect(host.loadPlugin('a')).rejects.toMatchObject({ code: 'LIFECYCLE_NOT_A_PLUGIN' })
    await expect(host.loadPlugin('b')).rejects.toMatchObject({ code: 'CHUNK_NOT_REGISTERED' })
    await expect(host.loadPlugin('c')).rejects.toMatchObject({
      code: 'LIFECYCLE_MODULE_THREW',
      cause: { message: 'at once' },
    })
  })

  it('names the nearest feature', async () => {
    const index = { factory: entryFactory('{init(){}}', ['dashboard']) }
    await start({ catalog: await lab.catalog([{ id: 'a', chunks: { index } }]) })
    const plugin = await host.loadPlugin('a')
    await expect(plugin.feature('dashbord')).rejects.toMatchObject({
      code: 'LIFECYCLE_FEATURE_MISSING',
      why: expect.stringContaining('Did you mean "dashboard"?'),
    })
  })

  it('is never run unsandboxed when it asks for a sandbox', async () => {
    const index = { factory: plain }
    const loading = { sandboxing: { enabled: true } }
    await start({ catalog: await lab.catalog([{ id: 'a', chunks: { index }, loading }]) })
    await expect(host.loadPlugin('a')).rejects.toMatchObject({ code: 'CONFIG_UNSUPPORTED' })
  })

  it('rejects at once when aborted; late bytes register and do not run', async () => {
    const run: string[] = []
    Object.assign(globalThis, { labRun: run })
    const index = { factory: `$=>{labRun.push("ran");return(${plain})($)}` }
    await start({ catalog: await lab.catalog([{ id: 'a', chunks: { index } }]) })
    const controller = new AbortController()
    const scripts = new Promise((resolve) => {
      const observer = new MutationObserver(() => resolve(observer.disconnect()))
      observer.observe(document.head, { childList: true })
    })
    const load = host.loadPlugin('a', { signal: controller.signal })
    load.catch(() => {})
    await scripts
    controller.abort(new Error('changed my mind'))
    await expect(load).rejects.toThrow('changed my mind')
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(run).toEqual([])
    await host.loadPlugin('a')
    expect(run).toEqual(['ran'])
  })
})

describe('shared dependencies', () => {
  const requirement = { specifier: 'lib', package: 'lib', range: '^1.0.0' }
  const user = (id: string, extra = {}) => ({
    id,
    chunks: {
      index: {
        factory: `l=>({default:{init(){}},$features:{lib:async()=>l}})`,
        shared: ['lib@^1.0.0'],
      },
    },
    shared: { 'lib@^1.0.0': requirement },
    ...extra,
  })

  it('are the host’s own copy where it fits', async () => {
    const module = { answer: 42 }
    const catalog = await lab.catalog([user('a')], { lib: '1.2.0' }, { 'lib@^1.0.0': 'host' })
    await start({ catalog, shared: { lib: { version: '1.2.0', module } } })
    expect(await (await host.loadPlugin('a')).feature('lib')).toBe(module)
  })

  it('say which export the host’s copy lacks', async () => {
    const shared = { 'lib@^1.0.0': { ...requirement, names: ['missing'] } }
    const catalog = await lab.catalog(
      [user('a', { shared })],
      { lib: '1.2.0' },
      { 'lib@^1.0.0': 'host' },
    )
    await start({ catalog, shared: { lib: { version: '1.2.0', module: { answer: 42 } } } })
    await expect(host.loadPlugin('a')).rejects.toMatchObject({
      code: 'SHARED_EXPORT_MISSING',
      details: { names: ['missing'], specifier: 'lib' },
    })
  })

  it('come from one fallback provider for all plugins, linked once', async () => {
    const a = user('a')
    const provider = {
      ...a,
      chunks: { ...a.chunks, lib: { factory: `()=>({token:{}})` } },
      provides: { lib: { package: 'lib', version: '1.5.0', chunk: 'lib' } },
    }
    const catalog = await lab.catalog([provider, user('b')], {}, { 'lib@^1.0.0': 'a' })
    await start({ catalog })
    const [one, two] = await Promise.all([host.loadPlugin('a'), host.loadPlugin('b')])
    const { token } = await one.feature('lib')
    expect(token).toBeDefined()
    expect((await two.feature('lib')).token).toBe(token)
  })
})

describe('style sheets', () => {
  it('come before the feature, in the plan’s order, and leave with the last user', async () => {
    document.body.insertAdjacentHTML('beforeend', '<p id="styled"></p>')
    const plugin = (id: string, css: string) => ({
      id,
      features: ['page'],
      styles: { own: css },
      chunks: {
        index: { factory: entryFactory('{init(){}}', ['page']) },
        page: {
          factory: `()=>({color:getComputedStyle(document.getElementById("styled")).color})`,
          styles: ['own'],
        },
      },
    })
    const catalog = await lab.catalog([
      plugin('a', '#styled{color:rgb(1,1,1)}'),
      plugin('b', '#styled{color:rgb(2,2,2)}'),
    ])
    await start({ catalog })
    const b = await host.loadPlugin('b')
    expect(await b.feature('page')).toMatchObject({ color: 'rgb(2, 2, 2)' })
    const a = await host.loadPlugin('a')
    expect(await a.feature('page')).toMatchObject({ color: 'rgb(2, 2, 2)' })
    await host.unload('b')
    const styled = document.getElementById('styled') as HTMLElement
    expect(getComputedStyle(styled).color).toBe('rgb(1, 1, 1)')
    await host.unload('a')
    expect(document.querySelectorAll('link[rel=stylesheet][href^="data:"]')).toHaveLength(0)
    styled.remove()
  })
})

describe('catalogs', () => {
  it.each([
    ['missing', 404, 'CATALOG_UNREACHABLE'],
    ['empty', '', 'CATALOG_NOT_JSON'],
    ['truncated', '{"format":1,"plugins":[', 'CATALOG_NOT_JSON'],
    ['of a newer format', '{"format":2,"plugins":[]}', 'CATALOG_FORMAT'],
    ['without plugins', '{"format":1}', 'CATALOG_INVALID'],
  ])('one that is %s does not stop the others', async (_, answer, code) => {
    const good = await lab.catalog([{ id: 'a', chunks: { index: { factory: plain } } }])
    lab.answer('bad.json', answer)
    await start({ catalog: [lab.url('bad.json'), good] })
    expect(diagnostics).toEqual([code])
    await expect(host.loadPlugin('a')).resolves.toMatchObject({ state: 'ready' })
  })

  it('eager plugins are ready when bootstrap resolves', async () => {
    const index = { factory: plain }
    const catalog = await lab.catalog([
      { id: 'a', chunks: { index }, entry: { strategy: 'eager' } },
    ])
    await start({ catalog })
    expect(host.status('a')).toMatchObject({ state: 'ready', progress: 100 })
    expect(diagnostics).toEqual([])
  })

  it('a build manifest that stands in the catalog is not fetched, unless it is of another format', async () => {
    const plugin = { chunks: { index: { factory: plain } }, entry: { strategy: 'eager' as const } }
    const catalog = await lab.catalog([
      { id: 'a', ...plugin, embedded: {} },
      { id: 'b', ...plugin, embedded: { format: 2 as 1 } },
    ])
    await start({ catalog })
    expect([host.status('a')?.state, host.status('b')?.state]).toEqual(['ready', 'ready'])
    expect(lab.fetched).toEqual(['plugins.json', 'b/manifest.json'])
  })

  it('contributions need no plugin code', async () => {
    const index = { factory: plain }
    const extensions = { 'app.routes': [{ path: '/a' }] }
    const catalog = await lab.catalog([{ id: 'a', chunks: { index }, entry: { extensions } }])
    await start({ catalog })
    expect(host.extensions('app.routes')).toEqual([{ path: '/a', pluginId: 'a' }])
    expect(host.extensions('app.routes')).toBe(host.extensions('app.routes'))
    expect(lab.fetched).toEqual(['plugins.json'])
  })

  it('a build manifest that never comes fails its plugin when its time is over', async () => {
    const ended = new AbortController()
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(ended.signal)
    const catalog = await lab.catalog([{ id: 'a', chunks: { index: { factory: plain } } }])
    lab.answer('a/manifest.json', never)
    await start({ catalog })
    const load = host.loadPlugin('a')
    load.catch(() => {})
    await vi.waitFor(() => expect(lab.fetched).toContain('a/manifest.json'))
    ended.abort(new DOMException('signal timed out', 'TimeoutError'))
    await expect(load).rejects.toMatchObject({
      code: 'MANIFEST_UNREACHABLE',
      cause: { name: 'TimeoutError' },
    })
    expect(timeout).toHaveBeenCalledWith(30_000)
    timeout.mockRestore()
  })

  it.each([
    ['missing', 404, 'MANIFEST_UNREACHABLE'],
    ['changed', '{}', 'MANIFEST_INTEGRITY'],
  ])('a build manifest that is %s fails its plugin only', async (_, answer, code) => {
    const chunks = { index: { factory: plain } }
    const catalog = await lab.catalog([
      { id: 'a', chunks },
      { id: 'b', chunks },
    ])
    lab.answer('a/manifest.json', answer)
    await start({ catalog })
    await expect(host.loadPlugin('a')).rejects.toMatchObject({ code })
    await expect(host.loadPlugin('b')).resolves.toMatchObject({ state: 'ready' })
  })
})
