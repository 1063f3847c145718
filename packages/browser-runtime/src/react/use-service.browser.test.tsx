import { StrictMode, type ReactNode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, expectTypeOf, it, vi } from 'vitest'
import { definePlugin } from '../define-plugin.ts'
import { createHost, type Host } from '../host.ts'
import { defineService } from '../services/define-service.ts'
import { FeatureBoundary } from './feature-boundary.tsx'
import { HostProvider, useService } from './index.ts'

interface Greeter {
  greet(): string
}

const greeter = defineService<Greeter>('greeter')
const greet = (text: string): Greeter => ({ greet: () => text })

let host: Host
let root: Root
let element: HTMLElement

beforeEach(() => {
  host = createHost()
  element = document.body.appendChild(document.createElement('div'))
  root = createRoot(element)
})

afterEach(async () => {
  root.unmount()
  element.remove()
  if (host.state === 'running') await host.shutdown()
})

function render(content: ReactNode) {
  root.render(
    <StrictMode>
      <HostProvider host={host}>{content}</HostProvider>
    </StrictMode>,
  )
}

const text = () => element.textContent

/** Provides the service by its manifest. */
function provider(id: string, init: () => Greeter) {
  const version = { major: 1, minor: 0, patch: 0 }
  return definePlugin({
    manifest: {
      id,
      version: '1.0.0',
      type: 'plugin',
      name: id,
      loading: { strategy: 'lazy' },
      capabilities: {
        provides: [{ id: 'com.example.interface.greeter', name: greeter, version, methods: [] }],
      },
    },
    init: ({ services }) => void services.register(greeter, init()),
  })
}

function Greeting({ kind, wait = false }: { kind?: string; wait?: boolean }) {
  const service = useService(greeter, kind === undefined ? undefined : { kind }, { wait })
  expectTypeOf(service).toEqualTypeOf<Greeter | undefined>()
  return <>{service?.greet() ?? 'nobody'}</>
}

it('shows a service that is there at once, and follows it as it comes, goes and is replaced', async () => {
  const first: (string | undefined)[] = []
  function First() {
    first.push(useService(greeter)?.greet())
    return null
  }
  const undo = host.services.register(greeter, greet('hello'))
  render(
    <>
      <First />
      <Greeting />
    </>,
  )
  await expect.poll(text).toBe('hello')
  expect(new Set(first)).toEqual(new Set(['hello']))
  host.services.register(greeter, greet('welcome'), { ranking: 1 })
  await expect.poll(text).toBe('welcome')
  const back = await host.services.replace(greeter, greet('WELCOME'))
  await expect.poll(text).toBe('WELCOME')
  back()
  undo()
  await expect.poll(text).toBe('welcome')
})

it('takes the service that a filter chooses, also when the filter changes', async () => {
  for (const kind of ['formal', 'casual']) {
    host.services.register(greeter, greet(kind), { ranking: 0, properties: { kind } })
  }
  render(<Greeting kind="casual" />)
  await expect.poll(text).toBe('casual')
  render(<Greeting kind="formal" />)
  await expect.poll(text).toBe('formal')
  render(<Greeting kind="rude" />)
  await expect.poll(text).toBe('nobody')
  const Casual = () => useService(greeter, ({ kind }) => kind === 'casual')?.greet()
  render(<Casual />)
  await expect.poll(text).toBe('casual')
})

it('has the singleton of a factory made', async () => {
  const factory = vi.fn(async () => greet('made'))
  await host.services.registerFactory(greeter, factory)
  render(
    <>
      <Greeting />
      <Greeting />
    </>,
  )
  await expect.poll(text).toBe('mademade')
  expect(factory).toHaveBeenCalledOnce()
})

it('loads no plugin by itself, and with `wait` the one that provides the service', async () => {
  host.use(provider('a', () => greet('loaded')))
  await host.bootstrap()
  render(<Greeting />)
  await expect.poll(text).toBe('nobody')
  expect(host.status('a')?.state).toBe('pending')
  render(<Greeting wait />)
  await expect.poll(text).toBe('loaded')
  await host.unload('a')
  await expect.poll(text).toBe('nobody')
})

const Code = ({ error }: { error: unknown }) => <>{(error as { code: string }).code}</>

it('gives an error boundary what a wait rejects with', async () => {
  const silent = vi.spyOn(console, 'error').mockImplementation(() => {})
  host.use(
    provider('a', () => {
      throw new Error('boom')
    }),
  )
  await host.bootstrap()
  render(
    <FeatureBoundary errorFallback={Code} retry={() => {}}>
      <Greeting wait />
    </FeatureBoundary>,
  )
  await expect.poll(text).toBe('SERVICE_PROVIDER_FAILED')
  silent.mockRestore()
})

it('follows nothing when it is gone', async () => {
  const filter = vi.fn(() => true)
  const Filtered = () => useService(greeter, filter)?.greet() ?? 'nobody'
  render(<Filtered />)
  await expect.poll(text).toBe('nobody')
  host.services.register(greeter, greet('hello'))
  await expect.poll(text).toBe('hello')
  render(null)
  await expect.poll(text).toBe('')
  await host.services.track('other', () => {})
  filter.mockClear()
  host.services.register(greeter, greet('late'), { ranking: 1 })
  expect(filter).not.toHaveBeenCalled()
})
