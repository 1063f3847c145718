import { createContext, StrictMode, useState, type ReactNode } from 'react'
import * as React from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createLab, entryFactory } from '../../test/page-lab.ts'
import { createHost, type Host } from '../host.ts'
import { Feature, HostProvider, useExtensions, usePlugin } from './index.ts'

const Theme = createContext('light')

let lab: ReturnType<typeof createLab>
let host: Host
let root: Root
let element: HTMLElement

beforeEach(() => {
  lab = createLab()
  Object.assign(globalThis, { lab: { React, Theme, log: [] as unknown[] } })
  element = document.body.appendChild(document.createElement('div'))
  root = createRoot(element)
})

afterEach(async () => {
  root.unmount()
  element.remove()
  if (host.state === 'running') await host.shutdown()
  lab.restore()
})

const log = () => (globalThis as any).lab.log as unknown[]

async function start(page: string, entry = '{init(){}}') {
  const catalog = await lab.catalog([
    {
      id: 'a',
      features: ['page'],
      chunks: {
        index: { factory: entryFactory(entry, ['page']) },
        page: { factory: page },
      },
      entry: { extensions: { 'app.routes': [{ path: '/a' }] } },
    },
  ])
  host = createHost({ catalog })
  await host.bootstrap()
}

function render(content: ReactNode) {
  root.render(
    <StrictMode>
      <HostProvider host={host}>{content}</HostProvider>
    </StrictMode>,
  )
}

const text = () => element.textContent

const component = `()=>({default:({label})=>lab.React.createElement("b",null,label," ",lab.React.useContext(lab.Theme))})`

it('renders a component in the host’s tree: props, hooks and context cross', async () => {
  await start(component)
  const tree = (name: string) => (
    <Theme.Provider value="dark">
      <Feature plugin="a" name="page" fallback="loading" label={name} />
    </Theme.Provider>
  )
  render(tree('x'))
  await expect.poll(text).toBe('loading')
  await expect.poll(text).toBe('x dark')
  render(tree('y'))
  await expect.poll(text).toBe('y dark')
})

it('shows the fallback after an unload, and the feature again when the plugin is loaded again', async () => {
  await start(component)
  render(<Feature plugin="a" name="page" fallback="gone" />)
  await expect.poll(text).toBe(' light')
  await host.unload('a')
  await expect.poll(text).toBe('gone')
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(host.status('a')?.state).toBe('unloaded')
  await host.loadPlugin('a')
  await expect.poll(text).toBe(' light')
})

it('loads an unloaded plugin for a feature that comes new', async () => {
  await start(component)
  await host.loadPlugin('a')
  await host.unload('a')
  render(<Feature plugin="a" name="page" fallback="loading" />)
  await expect.poll(text).toBe(' light')
})

it('keeps what a feature throws to itself, and tries again on request', async () => {
  const silent = vi.spyOn(console, 'error').mockImplementation(() => {})
  await start(
    component,
    '{init(){lab.log.push("init");if(lab.log.length<2)throw new Error("boom")}}',
  )
  render(
    <>
      host{' '}
      <Feature
        plugin="a"
        name="page"
        errorFallback={({ error, retry }) => (
          <button type="button" onClick={retry}>
            {(error as { code: string }).code}
          </button>
        )}
      />
    </>,
  )
  await expect.poll(text).toBe('host LIFECYCLE_THREW')
  element.querySelector('button')?.click()
  await expect.poll(text).toBe('host  light')
  silent.mockRestore()
})

it('gives a feature with mount() an element, its props and a signal', async () => {
  const page = `()=>({mount(element,{props,context,signal}){
    const show=p=>{element.textContent=context.id+" "+p.count};show(props);
    signal.addEventListener("abort",()=>lab.log.push("aborted"));
    return{update:show,unmount(){lab.log.push("unmounted")}}}})`
  await start(page)
  let setCount: (count: number) => void = () => {}
  function Counter() {
    const [count, set] = useState(1)
    setCount = set
    return <Feature plugin="a" name="page" count={count} />
  }
  render(<Counter />)
  await expect.poll(text).toBe('a 1')
  setCount(2)
  await expect.poll(text).toBe('a 2')
  log().length = 0
  render(null)
  await vi.waitFor(() => expect(log()).toEqual(['aborted', 'unmounted']))
})

it('follows contributions and states', async () => {
  await start(component)
  function Page() {
    const routes = useExtensions<{ path: string }>('app.routes')
    const { status } = usePlugin('a')
    return <>{`${routes[0]?.path} ${routes[0]?.pluginId} ${status?.state}`}</>
  }
  render(<Page />)
  await expect.poll(text).toBe('/a a pending')
  await host.loadPlugin('a')
  await expect.poll(text).toBe('/a a ready')
})
