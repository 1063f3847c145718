import type { PluginManifestInput } from '@mortise/shared'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDeployLab, show, type DeployedPlugin, type Tab } from '../../test/deploy-lab.ts'

type HotReload = NonNullable<NonNullable<PluginManifestInput['loading']>['hotReload']>

declare global {
  // What the code of deployed plugins says.
  var reloadLog: string[]
}

let lab: ReturnType<typeof createDeployLab>
beforeEach(() => {
  lab = createDeployLab()
  globalThis.reloadLog = []
})
afterEach(async () => {
  vi.useRealTimers()
  await lab.restore()
})

/** A plugin that reloads in production, and says what becomes of it. */
function live(
  release: number,
  hotReload: HotReload = {},
  more: Partial<DeployedPlugin> = {},
): DeployedPlugin {
  const { entry, ...others } = more
  return {
    id: 'a',
    release,
    entry: { strategy: 'eager', ...entry },
    loading: {
      hotReload: {
        enabled: true,
        environment: 'production',
        strategy: 'state-preserve',
        ...hotReload,
      },
    },
    ...others,
  }
}

/** Another deploy, and a look at it, after which the tab has heard of it. */
async function deploy(tab: Tab, ...plugins: DeployedPlugin[]) {
  await lab.deploy(plugins)
  await (await tab.host.releases()).look()
}

/** Resolves when a reload of the plugin is over, well or not. */
const reloaded = ({ host }: Tab, id = 'a') =>
  new Promise<{ error?: object | undefined }>((resolve) => {
    const stop = host.on('hot-reload', (event) => {
      if (event.pluginId !== id) return
      stop()
      resolve(event)
    })
  })

const running = async (tab: Tab, id = 'a') => (await show(tab, id, 'list')).release

describe('a plugin with `environment: production`', () => {
  it('moves to a new release by itself, with its state', async () => {
    await lab.deploy([live(1)])
    const tab = await lab.open()
    const { state } = await show(tab, 'a', 'list')
    state.count = 5
    const over = reloaded(tab)
    await deploy(tab, live(2))
    await over
    expect(await show(tab, 'a', 'list')).toMatchObject({ release: 'a list 2', state: { count: 5 } })
    expect(tab.host.status('a')).toMatchObject({ state: 'ready', generation: 1 })
    expect((await tab.host.releases()).next()).toEqual([])
  })

  it.each([
    ['is not enabled', { enabled: false }],
    ['is for staging', { environment: 'staging' }],
    ['is for the dev server', { environment: 'development' }],
  ] as const)('stays as it is when hotReload %s', async (_, hotReload) => {
    await lab.deploy([live(1, hotReload)])
    const tab = await lab.open()
    await deploy(tab, live(2, hotReload))
    await vi.waitFor(() => expect(tab.diagnostics).toContain('RELEASE_READY'))
    expect(await running(tab)).toBe('a list 1')
    await tab.host.upgrade('a')
    expect(await running(tab)).toBe('a list 2')
  })

  it('moves on a staging host when it is for staging', async () => {
    await lab.deploy([live(1, { environment: 'staging' })])
    const tab = await lab.open({ environment: 'staging' })
    const over = reloaded(tab)
    await deploy(tab, live(2, { environment: 'staging' }))
    await over
    expect(await running(tab)).toBe('a list 2')
  })

  it('calls hooks and the exports that it names, in order, and each of its own release', async () => {
    const names = { hooks: { beforeReload: 'before', afterReload: 'after' } }
    const speaking = (release: number) =>
      live(release, names, {
        exports: `before:()=>reloadLog.push("before ${release}"),after:()=>reloadLog.push("after ${release}")`,
        hooks: `start(){reloadLog.push("start ${release}")},destroy(){reloadLog.push("destroy ${release}")},healthCheck(){reloadLog.push("health ${release}")}`,
      })
    await lab.deploy([speaking(1)])
    const tab = await lab.open()
    globalThis.reloadLog = []
    const over = reloaded(tab)
    await deploy(tab, speaking(2))
    await over
    expect(globalThis.reloadLog).toEqual([
      'before 1',
      'destroy 1',
      'start 2',
      'health 2',
      'after 2',
    ])
  })

  it('keeps state by the serializer that it names, in the place of its hooks', async () => {
    const stateSerialization = { enabled: true, handler: 'tenfold' }
    const exports = 'tenfold:{serialize:()=>v.count*10,restore(count){v.count=count}}'
    const counting = (release: number) =>
      live(release, { strategy: 'full', stateSerialization }, { exports })
    await lab.deploy([counting(1)])
    const tab = await lab.open()
    const { state } = await show(tab, 'a', 'list')
    state.count = 5
    const over = reloaded(tab)
    await deploy(tab, counting(2))
    await over
    expect((await show(tab, 'a', 'list')).state.count).toBe(50)
  })

  it('restarts with those that are wired to it, which keep their state', async () => {
    const user: DeployedPlugin = {
      id: 'b',
      release: 1,
      entry: { strategy: 'eager', dependencies: { a: '*' } },
    }
    await lab.deploy([live(1), user])
    const tab = await lab.open()
    const { state } = await show(tab, 'b', 'list')
    state.count = 8
    const over = reloaded(tab)
    await deploy(tab, live(2), user)
    await over
    expect(await running(tab)).toBe('a list 2')
    expect((await show(tab, 'b', 'list')).state.count).toBe(8)
    expect(tab.host.status('b')?.generation).toBe(1)
  })
})

const sick = { hooks: 'healthCheck(){return {healthy:false,message:"sick"}}' }
const broken = { hooks: 'start(){throw new Error("broken")}' }

const quickly = { minReloadInterval: 1000 }

describe('productionSafety', () => {
  it.each([
    ['that is not well', sick],
    ['that does not start', broken],
  ])('rollbackOnFailure: a release %s gives way to the one before', async (_, how) => {
    await lab.deploy([live(1)])
    const tab = await lab.open()
    const { state } = await show(tab, 'a', 'list')
    state.count = 5
    const over = reloaded(tab)
    await deploy(tab, live(2, {}, how))
    expect((await over).error).toBeDefined()
    await vi.waitFor(() => expect(tab.diagnostics).toContain('RELEASE_ROLLED_BACK'))
    expect(await show(tab, 'a', 'list')).toMatchObject({ release: 'a list 1', state: { count: 5 } })
  })

  it.each([
    ['that is not well runs', sick, 'ready'],
    ['that does not start has failed', broken, 'failed'],
  ])('rollbackOnFailure: false: a release %s', async (_, how, state) => {
    const rule = { productionSafety: { rollbackOnFailure: false } }
    await lab.deploy([live(1, rule)])
    const tab = await lab.open()
    const over = reloaded(tab)
    await deploy(tab, live(2, rule, how))
    await over
    expect(tab.host.status('a')?.state).toBe(state)
    expect((await tab.host.releases()).next()).toEqual([])
  })

  it('healthValidation: false takes a release whose health nobody asks for', async () => {
    const rule = { productionSafety: { healthValidation: false } }
    await lab.deploy([live(1, rule)])
    const tab = await lab.open()
    const over = reloaded(tab)
    await deploy(tab, live(2, rule, sick))
    await over
    expect(await running(tab)).toBe('a list 2')
  })

  it('healthTimeout: a check that does not end in time is a bad one', async () => {
    const rule = { productionSafety: { healthTimeout: 1000 } }
    await lab.deploy([live(1, rule)])
    const tab = await lab.open()
    const over = reloaded(tab)
    await deploy(tab, live(2, rule, { hooks: 'healthCheck(){return new Promise(()=>{})}' }))
    await over
    expect(await running(tab)).toBe('a list 1')
  })

  const asking = { hooks: 'start({fetch}){v.ask=()=>fetch("/slow").then(r=>r.text())}' }

  /** A tab whose plugin has moved once, so that what follows it is there, and asks for `/slow`. */
  async function askingTab(rule: HotReload, ...others: DeployedPlugin[]) {
    await lab.deploy([live(1, rule), ...others])
    const send = slowServer()
    const tab = await lab.open()
    const over = reloaded(tab)
    await deploy(tab, live(2, rule, asking), ...others)
    await over
    const { state } = await show(tab, 'a', 'list')
    const answer = (state as unknown as { ask(): Promise<string> }).ask().catch(String)
    return { tab, send, answer }
  }

  /** `/slow` answers when it is told to. */
  function slowServer() {
    const given = globalThis.fetch
    let send = (_text: string) => {}
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        send = (text) => {
          send = () => {}
          controller.enqueue(new TextEncoder().encode(text))
          controller.close()
        }
      },
    })
    globalThis.fetch = async (input, init) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input, location.href)
      if (pathname !== '/slow') return given(input, init)
      init?.signal?.addEventListener('abort', () => send('cut off'))
      return new Response(body)
    }
    return (text: string) => send(text)
  }

  it('drainConnections: what context.fetch has under way comes in before anything stops', async () => {
    const rule = { productionSafety: quickly }
    const { tab, send, answer } = await askingTab(rule)
    const over = reloaded(tab)
    await deploy(tab, live(3, rule))
    expect(await running(tab)).toBe('a list 2')
    send('whole')
    await over
    expect(await answer).toBe('whole')
    expect(await running(tab)).toBe('a list 3')
  })

  it.each([
    ['drainTimeout: no longer than that', { drainTimeout: 1 }],
    ['drainConnections: false: not at all', { drainConnections: false }],
  ])('%s', async (_, safety) => {
    const rule = { productionSafety: { ...quickly, ...safety } }
    const { tab, answer } = await askingTab(rule)
    const over = reloaded(tab)
    await deploy(tab, live(3, rule))
    await over
    expect(await answer).toBe('cut off')
  })

  it('minReloadInterval: the next release waits, and the newest of those that wait is taken', async () => {
    const rule = { productionSafety: quickly }
    await lab.deploy([live(1, rule)])
    const tab = await lab.open()
    const first = reloaded(tab)
    await deploy(tab, live(2, rule))
    await first
    const next = reloaded(tab)
    await deploy(tab, live(3, rule))
    expect(await running(tab)).toBe('a list 2')
    await deploy(tab, live(4, rule))
    await next
    expect(await running(tab)).toBe('a list 4')
  })

  it.each([
    [1, ['a', 'b']],
    [2, ['b', 'a']],
  ])(
    'maxConcurrentReloads: %i, while another plugin still waits for its requests',
    async (limit, order) => {
      const rule = { productionSafety: { ...quickly, maxConcurrentReloads: limit } }
      const b = (release: number) => live(release, rule, { id: 'b' })
      const { tab, send } = await askingTab(rule, b(1))
      const seen: string[] = []
      tab.host.on('hot-reload', ({ pluginId }) => seen.push(pluginId))
      const over = [reloaded(tab, 'a'), reloaded(tab, 'b')]
      await deploy(tab, live(3, rule), b(1))
      // Ahead of its deploy, and once more for its reload.
      const asked = () => lab.requests.filter((path) => path.startsWith('a/3.json'))
      await vi.waitFor(() => expect(asked()).toHaveLength(2), { timeout: 5000 })
      await deploy(tab, live(3, rule), b(2))
      if (limit === 2) await over[1]
      expect(await running(tab, 'b')).toBe(`b list ${limit}`)
      send('whole')
      await Promise.all(over)
      expect(seen).toEqual(order)
    },
  )
})
