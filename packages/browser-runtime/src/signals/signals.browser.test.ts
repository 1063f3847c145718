import { afterEach, expect, it, vi } from 'vitest'
import { followNetwork } from './network.ts'
import { createSignals, type SignalSources } from './signals.ts'

const address = location.href
const undo: (() => void)[] = []

afterEach(() => {
  for (const one of undo.splice(0)) one()
  history.replaceState(null, '', address)
})

function follow(sources: SignalSources = {}) {
  const signals = createSignals(sources)
  const listener = vi.fn()
  undo.push(signals.subscribe(listener))
  return { signals, listener }
}

function cell<Value>(value: Value) {
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    set(next: Value) {
      value = next
      listeners.forEach((listener) => listener())
    },
    listeners,
  }
}

it('knows of the page what a host does not say', () => {
  const { signals } = follow()
  expect(signals.now()).toEqual({
    route: location.pathname,
    roles: [],
    device: 'desktop',
    network: { speed: expect.stringMatching(/^(slow-2g|[234]g)$/), saveData: false },
    flags: {},
  })
})

it('follows the history', () => {
  const { signals, listener } = follow()
  history.pushState(null, '', '/elsewhere')
  expect(listener).toHaveBeenCalled()
  expect(signals.route.get()).toBe('/elsewhere')
})

it('reads the address bar as the host does', () => {
  const { signals, listener } = follow({ routeOf: ({ hash }) => hash.slice(1) })
  location.hash = '#/analytics'
  expect(signals.route.get()).toBe('/analytics')
  expect(listener).toHaveBeenCalled()
})

it('takes values, and asks functions anew', () => {
  let role = 'viewer'
  const { signals } = follow({
    route: () => '/a',
    roles: () => [role],
    device: 'tablet',
    network: '2g',
    flags: { beta: true },
  })
  expect(signals.now()).toEqual({
    route: '/a',
    roles: ['viewer'],
    device: 'tablet',
    network: { speed: '2g', saveData: false },
    flags: { beta: true },
  })
  role = 'admin'
  expect(signals.roles.get()).toEqual(['admin'])
})

it.each(['route', 'roles', 'device', 'network', 'flags'] as const)(
  'follows an observable as %s, until it is told to stop',
  (name) => {
    const source = cell<any>('first')
    const { signals, listener } = follow({ [name]: source })
    source.set(name === 'network' ? { speed: '2g', saveData: true } : 'second')
    expect(listener).toHaveBeenCalledTimes(1)
    expect(signals[name].get()).toEqual(source.get())
    undo.splice(0).forEach((one) => one())
    expect(source.listeners.size).toBe(0)
  },
)

it('follows the network where the browser measures it', () => {
  const connection = Object.assign(new EventTarget(), {
    effectiveType: '3g',
    saveData: false,
  } as const)
  const network = followNetwork('4g', { connection })
  const listener = vi.fn()
  undo.push(network.subscribe(listener))
  Object.assign(connection, { effectiveType: '2g', saveData: true })
  connection.dispatchEvent(new Event('change'))
  expect(listener).toHaveBeenCalledTimes(1)
  expect(network.get()).toEqual({ speed: '2g', saveData: true })
})

it('takes a browser that does not measure for what the host says', () => {
  expect(followNetwork('3g', {}, () => []).get()).toEqual({ speed: '3g', saveData: false })
})

it('measures by the page’s own requests where the browser does not', () => {
  const slow = { requestStart: 10, responseStart: 2500, responseEnd: 2600, transferSize: 500 }
  expect(followNetwork('4g', {}, () => [slow, slow, slow]).get().speed).toBe('slow-2g')
})
