import type { Catalog } from '@mortise/shared'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLab } from '../../test/page-lab.ts'
import { createHost, type Host, type HostOptions } from '../host.ts'

let lab: ReturnType<typeof createLab>
let host: Host

beforeEach(() => {
  lab = createLab()
})

afterEach(async () => {
  if (host.state === 'running') await host.shutdown()
  lab.restore()
})

const schema = { required: ['label'] }

/** A page with a catalog that the build of this host has not seen. */
async function start(entry: Partial<Catalog['plugins'][number]>, options: HostOptions = {}) {
  const catalog = await lab.catalog([{ id: 'a', chunks: { index: {} }, entry }])
  host = createHost({ catalog, ...options })
  const codes: string[] = []
  host.on('diagnostic', ({ code }) => codes.push(code))
  const seen: unknown[][] = []
  host.subscribe(() => seen.push(host.extensions('tabs').map(({ label }) => label)))
  await host.bootstrap()
  return { codes, seen, labels: () => host.extensions('tabs').map(({ label }) => label) }
}

it('never shows a contribution that it has yet to check', async () => {
  const { codes, seen, labels } = await start(
    { extensions: { tabs: [{ label: 'A' }, { lable: 'B' }] } },
    { extensionPoints: { tabs: { schema } } },
  )
  expect(labels()).toEqual(['A'])
  expect(codes).toEqual(['EXTENSION_INVALID'])
  expect(seen.flat()).not.toContain(undefined)
})

it('never shows what does not hold, and has judged it when bootstrap resolves', async () => {
  const tabs = [
    { label: 'A', when: { flags: ['on'] } },
    { label: 'B', when: { flags: ['off'] } },
  ]
  const { seen, labels } = await start({ extensions: { tabs } }, { flags: { on: true } })
  expect(labels()).toEqual(['A'])
  expect(seen.flat()).not.toContain('B')
})

it('checks against what a plugin of the catalog declares', async () => {
  const { codes, labels } = await start({
    extensions: { tabs: [{ label: 'A' }, {}] },
    extensionPoints: { tabs: { schema } },
  })
  expect(labels()).toEqual(['A'])
  expect(codes).toEqual(['EXTENSION_INVALID'])
})

it('shows nothing of a plugin that the host disables', async () => {
  const { labels } = await start(
    { extensions: { tabs: [{ label: 'A', priority: 1 }] } },
    { policy: { disabled: ['a'] } },
  )
  expect(labels()).toEqual([])
})

it('says again what a build has left out', async () => {
  const address = await lab.catalog([{ id: 'a', chunks: { index: {} } }])
  const catalog = (await (await fetch(address)).json()) as Catalog
  const dropped = [
    { plugin: 'a', code: 'EXTENSION_INVALID' as const, why: 'It is wrong.', fix: 'Mend it.' },
  ]
  const plan = { ...catalog.plan, contributions: { dropped } }
  lab.answer('plugins.json', JSON.stringify({ ...catalog, plan }))
  host = createHost({ catalog: address })
  const diagnostics: object[] = []
  host.on('diagnostic', (one) => diagnostics.push(one))
  await host.bootstrap()
  expect(diagnostics).toMatchObject([
    { code: 'EXTENSION_INVALID', pluginId: 'a', why: 'It is wrong.', severity: 'warning' },
  ])
})

it('judges what a catalog brings that is discovered later', async () => {
  const { codes, labels } = await start(
    { extensions: { tabs: [{ label: 'A' }] } },
    { flags: { on: true } },
  )
  expect(labels()).toEqual(['A'])
  const tabs = [
    { label: 'B', when: { flags: ['on'] } },
    { label: 'C', when: { flag: ['on'] } },
  ]
  const address = await lab.catalog([
    { id: 'b', chunks: { index: {} }, entry: { extensions: { tabs } } },
  ])
  lab.answer('more.json', await (await fetch(address)).text())
  await lab.catalog([
    { id: 'a', chunks: { index: {} }, entry: { extensions: { tabs: [{ label: 'A' }] } } },
  ])
  await host.discover(lab.url('more.json'))
  expect(labels()).toEqual(['A', 'B'])
  expect(codes).toEqual(['EXTENSION_CONDITION_INVALID'])
})
