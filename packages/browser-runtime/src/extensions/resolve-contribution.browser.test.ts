import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLab, entryFactory } from '../../test/page-lab.ts'
import { createHost, type Host } from '../host.ts'

let lab: ReturnType<typeof createLab>
let host: Host

beforeEach(() => {
  lab = createLab()
  Object.assign(globalThis, { lab: { log: [] as unknown[] } })
})

afterEach(async () => {
  if (host.state === 'running') await host.shutdown()
  lab.restore()
})

const log = () => (globalThis as any).lab.log as unknown[]

async function start(strategy: 'lazy' | 'on-demand', tab: Record<string, unknown>) {
  const catalog = await lab.catalog([
    {
      id: 'a',
      features: ['panel'],
      chunks: {
        index: { factory: entryFactory('{init(){lab.log.push("init")}}', ['panel']) },
        panel: { factory: '()=>{lab.log.push("panel");return{default:"the panel"}}' },
      },
      entry: { strategy, extensions: { tabs: [tab] } },
    },
  ])
  host = createHost({ catalog })
  await host.bootstrap()
  const [contribution] = host.extensions('tabs')
  if (!contribution) throw new Error('no contribution')
  return contribution
}

it('loads its plugin once, however many ask, and gives all the same module', async () => {
  const contribution = await start('lazy', { feature: 'panel' })
  expect(host.status('a')?.state).toBe('pending')
  const modules = await Promise.all([1, 2, 3].map(() => host.resolveContribution(contribution)))
  modules.push(await host.resolveContribution(contribution))
  expect(modules[0]).toMatchObject({ default: 'the panel' })
  expect(new Set(modules).size).toBe(1)
  expect(log()).toEqual(['init', 'panel'])
  expect(lab.fetched.filter((path) => path === 'a/manifest.json')).toHaveLength(1)
})

it('does not load an on-demand plugin, and takes one that somebody has loaded', async () => {
  const contribution = await start('on-demand', { feature: 'panel' })
  await expect(host.resolveContribution(contribution)).rejects.toMatchObject({
    code: 'EXTENSION_ON_DEMAND',
    message: expect.stringContaining('"a"'),
  })
  expect(log()).toEqual([])
  expect(host.status('a')?.state).toBe('pending')
  const loading = host.loadPlugin('a')
  await loading
  await expect(host.resolveContribution(contribution)).resolves.toMatchObject({
    default: 'the panel',
  })
})

it('says of a contribution without a feature that there is nothing to load', async () => {
  const contribution = await start('lazy', { label: 'A' })
  await expect(host.resolveContribution(contribution)).rejects.toMatchObject({
    code: 'EXTENSION_WITHOUT_FEATURE',
  })
  expect(log()).toEqual([])
})

it('leaves when its signal aborts, and lets the others go on', async () => {
  const contribution = await start('lazy', { feature: 'panel' })
  const controller = new AbortController()
  const left = host.resolveContribution(contribution, { signal: controller.signal })
  const stayed = host.resolveContribution(contribution)
  controller.abort(new Error('left'))
  await expect(left).rejects.toThrow('left')
  await expect(stayed).resolves.toMatchObject({ default: 'the panel' })
})
