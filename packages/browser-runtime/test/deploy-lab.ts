import type { BuildManifest, Catalog, CatalogEntry } from '@mortise/shared'
import { createHost, type Host, type HostOptions } from '../src/index.ts'
import { forgetReleases } from './page-lab.ts'

/** One plugin of a deploy. */
export interface DeployedPlugin {
  readonly id: string
  /** Every chunk of it says this; it is the version too. */
  readonly release: number
  readonly entry?: Partial<CatalogEntry>
  /** Hooks beside those that carry the state, as code. */
  readonly hooks?: string
  /** What its entry exports besides, as code. */
  readonly exports?: string
  readonly loading?: BuildManifest['manifest']['loading']
}

const origin = `${location.origin}/deploys/`
const features = ['list', 'detail', 'help']

/**
 * A server on which releases replace each other, and the tabs that are open meanwhile. Each plugin has
 * three features, and shares one chunk with the others of its deploy that have the same release. All
 * chunks of a generation write down which release they are of.
 */
export function createDeployLab() {
  const files = new Map<string, string>()
  const blobs = new Map<string, string>()
  const requests: string[] = []
  /** Address of the newest chunk of each name. */
  const built = new Map<string, string>()
  const described = new Map<string, BuildManifest>()
  const isThere = (file: string) => [...blobs.values()].includes(file)
  const gone = new Set<string>()
  const hosts: Host[] = []
  /** The HTTP cache, as far as build manifests are concerned. */
  const kept = new Map<string, string>()
  let onceBefore = ''
  let current: ReadonlySet<string> = new Set()
  const original = globalThis.fetch
  globalThis.fetch = async (input, init) => {
    const { href } = new URL(input instanceof Request ? input.url : input, location.href)
    if (gone.has(href)) return new Response('', { status: 404 })
    if (!href.startsWith(origin)) return original(input, init)
    init?.signal?.throwIfAborted()
    const path = href.slice(origin.length)
    if (path === 'plugins.json' && onceBefore) {
      const text = onceBefore
      onceBefore = ''
      return new Response(text)
    }
    requests.push(init?.cache ? `${path} ${init.cache}` : path)
    // Its name has a hash, so the browser keeps it.
    const text = files.get(path) ?? kept.get(path)
    if (text && path !== 'plugins.json') kept.set(path, text)
    return new Response(text ?? '', { status: text === undefined ? 404 : 200 })
  }

  function chunkAt(code: string) {
    const url =
      blobs.get(code) ?? URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))
    blobs.set(code, url)
    return url
  }

  async function describe(plugin: DeployedPlugin): Promise<BuildManifest> {
    const { id, release, hooks = '', exports = '', loading } = plugin
    const opened = features.map((name) => `${name}:()=>$.i("${name}")`).join()
    const state = `init({id:i}){v.count=0;v.id=i;v.release="${release}"},serialize(){return {count:v.count}},restore(s){v.count=s.count},${hooks}`
    const own = {
      index: `(["common"],(({v},$)=>({default:{${state}},release:"${id} ${release}",$features:{${opened}},${exports}})))`,
      ...Object.fromEntries(
        features.map((name) => [
          name,
          `(["common"],(({v,release:r})=>({release:"${id} ${name} ${release}",common:r,state:v})))`,
        ]),
      ),
    }
    const factories: Record<string, string> = {
      common: `([],(()=>({v:{},release:"${release}"})))`,
      ...own,
    }
    const chunks: BuildManifest['chunks'] = {}
    for (const [name, factory] of Object.entries(factories)) {
      const code = `"use strict";mortise${factory};`
      const file = chunkAt(code)
      built.set(`${id}:${name}`, file)
      chunks[name] = {
        file,
        id: name === 'common' ? `common@${release}` : `${id}:${name}@${release}`,
        size: code.length,
        integrity: await hash('SHA-384', code),
        deps: name === 'common' ? [] : ['common'],
      }
    }
    return {
      format: 1,
      id,
      version: `${release}.0.0`,
      release: `r${release}`,
      executor: 'factory',
      entry: 'index',
      size: 1,
      features: Object.fromEntries(features.map((name) => [name, { chunk: name }])),
      chunks,
      styles: {},
      shared: {},
      manifest: {
        id,
        version: `${release}.0.0`,
        type: 'plugin',
        name: id,
        // Nothing is tried twice: what is gone stays away.
        loading: { dynamicImport: { retry: { enabled: false } }, ...loading },
      },
    }
  }

  /** Unless one of its files was deleted. */
  async function describeOnce(plugin: DeployedPlugin) {
    const key = JSON.stringify(plugin)
    const known = described.get(key)
    const isWhole = known && Object.values(known.chunks).every(({ file }) => isThere(file))
    const build = isWhole ? known : await describe(plugin)
    described.set(key, build)
    return build
  }

  return {
    requests,
    /** Replaces the catalog. Files of earlier releases stay until they are deleted. */
    async deploy(plugins: readonly DeployedPlugin[]) {
      const entries: CatalogEntry[] = []
      const used = new Set<string>()
      for (const plugin of plugins) {
        const build = await describeOnce(plugin)
        const text = JSON.stringify(build)
        const path = `${plugin.id}/${plugin.release}.json`
        files.set(path, text)
        used.add(path)
        for (const { file } of Object.values(build.chunks)) used.add(file)
        const integrity = await hash('SHA-256', text)
        const { id, version, release } = build
        entries.push({ id, version, release, manifest: path, integrity, ...plugin.entry })
      }
      const catalog: Catalog = { format: 1, plugins: entries }
      files.set('plugins.json', JSON.stringify(catalog))
      current = used
    },
    /** Deletes all files that the catalog does not lead to. */
    deleteOld() {
      for (const path of files.keys()) {
        if (path !== 'plugins.json' && !current.has(path)) files.delete(path)
      }
      for (const [code, url] of blobs) {
        if (current.has(url)) continue
        URL.revokeObjectURL(url)
        blobs.delete(code)
      }
    },
    /** Deletes all files but the catalog. */
    deleteAll() {
      current = new Set()
      this.deleteOld()
    },
    /** A deploy that comes right after the next page has read the catalog. */
    async deployBehind(plugins: readonly DeployedPlugin[]) {
      const before = files.get('plugins.json') ?? ''
      await this.deploy(plugins)
      onceBefore = before
    },
    /** One chunk of a plugin does not come, until the returned undo. */
    lose(id: string, name: string) {
      const lost = built.get(`${id}:${name}`) ?? ''
      gone.add(lost)
      return () => gone.delete(lost)
    },
    async open(options: HostOptions = {}): Promise<Tab> {
      const host = createHost({ catalog: `${origin}plugins.json`, ...options })
      hosts.push(host)
      const diagnostics: string[] = []
      host.on('diagnostic', ({ code }) => diagnostics.push(code))
      await host.bootstrap()
      return { host, diagnostics }
    },
    /** Closes the tabs, and leaves nothing of them on the device. */
    async restore() {
      const cache = await hosts[0]?.cache()
      await cache?.clear(undefined, { force: true })
      for (const host of hosts) await host.shutdown()
      globalThis.fetch = original
      for (const url of blobs.values()) URL.revokeObjectURL(url)
      forgetReleases()
    },
  }
}

export interface Tab {
  readonly host: Host
  readonly diagnostics: string[]
}

/** What a feature's module says of itself and of what it was linked with. */
export interface Shown {
  readonly release: string
  /** Of the chunk that all features of a generation share. */
  readonly common: string
  /** What the entry wrote down, and a count that goes from release to release. */
  readonly state: { count: number; id: string; release: string }
}

export async function show({ host }: Tab, id: string, feature: string): Promise<Shown> {
  const plugin = await host.loadPlugin(id)
  return (await plugin.feature(feature)) as unknown as Shown
}

async function hash(algorithm: 'SHA-256' | 'SHA-384', text: string) {
  const bytes = await crypto.subtle.digest(algorithm, new TextEncoder().encode(text))
  const name = algorithm.toLowerCase().replace('-', '')
  return `${name}-${btoa(String.fromCharCode(...new Uint8Array(bytes)))}`
}
