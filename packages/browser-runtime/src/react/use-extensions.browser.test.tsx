import { type ReactNode, StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLab, entryFactory } from '../../test/page-lab.ts'
import { createHost, type Host } from '../host.ts'
import { HostProvider, useExtensions } from './index.ts'

let lab: ReturnType<typeof createLab>
let host: Host
let root: Root
let element: HTMLElement

beforeEach(() => {
  lab = createLab()
  element = document.body.appendChild(document.createElement('div'))
  root = createRoot(element)
})

afterEach(async () => {
  root.unmount()
  element.remove()
  if (host.state === 'running') await host.shutdown()
  lab.restore()
})

const text = () => element.textContent

function render(content: ReactNode) {
  root.render(
    <StrictMode>
      <HostProvider host={host}>{content}</HostProvider>
    </StrictMode>,
  )
}

it('follows what a contribution’s condition is about, and renders nobody else', async () => {
  const catalog = await lab.catalog([
    {
      id: 'a',
      chunks: { index: { factory: entryFactory('{init(){}}') } },
      entry: {
        extensions: {
          tabs: [{ label: 'all' }, { label: 'admins', when: { roles: ['admin'] } }],
          cards: [{ label: 'card' }],
        },
      },
    },
  ])
  const roles = observable<readonly string[]>(['viewer'])
  host = createHost({ catalog, roles })
  const renders = { tabs: 0, cards: 0 }
  function List({ point }: { point: 'tabs' | 'cards' }) {
    const found = useExtensions<{ label: string }>(point)
    renders[point]++
    return <p>{found.map(({ label }) => label).join(' ')}</p>
  }
  root.render(
    <HostProvider host={host}>
      <List point="tabs" />
      <List point="cards" />
    </HostProvider>,
  )
  await host.bootstrap()
  await expect.poll(text).toBe('allcard')
  const { cards } = renders
  roles.set(['admin'])
  await expect.poll(text).toBe('all adminscard')
  roles.set(['viewer'])
  await expect.poll(text).toBe('allcard')
  expect(renders.cards).toBe(cards)
})

it('follows what running plugins contribute', async () => {
  const entry = '{init(x){x.extensions.contribute("app.routes",{path:"/b"})}}'
  const catalog = await lab.catalog([
    {
      id: 'a',
      chunks: { index: { factory: entryFactory(entry) } },
      entry: { extensions: { 'app.routes': [{ path: '/a' }] } },
    },
  ])
  host = createHost({ catalog })
  await host.bootstrap()
  function Routes() {
    return <>{useExtensions<{ path: string }>('app.routes').map(({ path }) => path)}</>
  }
  render(<Routes />)
  await expect.poll(text).toBe('/a')
  await host.loadPlugin('a')
  await expect.poll(text).toBe('/a/b')
  await host.unload('a')
  await expect.poll(text).toBe('/a')
})

function observable<Value>(value: Value) {
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
  }
}
