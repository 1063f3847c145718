import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLab, entryFactory } from '../../test/page-lab.ts'
import { createHost, type Host, type HostOptions } from '../host.ts'

let lab: ReturnType<typeof createLab>
let host: Host

beforeEach(() => {
  lab = createLab()
})

afterEach(async () => {
  await host.shutdown()
  lab.restore()
})

const idle = () => new Promise((resolve) => requestIdleCallback(resolve))

/** A host with one plugin that is preloaded whatever the page. */
async function start(preload: NonNullable<HostOptions['preload']>) {
  const index = { factory: entryFactory('{init(){}}') }
  const entry = { preload: {} }
  const catalog = await lab.catalog([{ id: 'a', chunks: { index }, entry }])
  host = createHost({ catalog, preload })
  const codes: string[] = []
  const told: unknown[] = []
  host.on('diagnostic', ({ code }) => codes.push(code))
  host.on('preload-completed', ({ metadata, error }) => told.push(error ?? metadata))
  await host.bootstrap()
  return { codes, told }
}

/** The first test waits for modules that Vite has to make first. */
const patience = { timeout: 15_000 }
const manifest = 'a/manifest.json'

describe('the option `preload`', () => {
  it('left alone preloads what a manifest asks for, and counts it', async () => {
    const { told } = await start({})
    await expect.poll(() => told, patience).toMatchObject([{ reason: 'conditions', files: 2 }])
    expect(lab.fetched).toContain(manifest)
    expect(host.status('a')?.state).toBe('pending')
    await host.loadPlugin('a')
    const { preload } = await host.stats()
    expect(preload).toMatchObject({ waits: 1, hits: 1, hitRate: 1, wasted: 0 })
    expect(preload.used).toBeGreaterThan(100)
  })

  it('share: 0 preloads nothing, and a plugin that is asked for loads', async () => {
    const { told } = await start({ share: 0 })
    await host.stats()
    // It plans at the first of these.
    for (let moment = 0; moment < 3; moment++) await idle()
    expect(lab.fetched).not.toContain(manifest)
    await host.loadPlugin('a')
    expect(lab.fetched.filter((name) => name === manifest)).toHaveLength(1)
    expect(told).toEqual([])
    const { preload } = await host.stats()
    expect(preload).toMatchObject({ waits: 1, hits: 0, hitRate: 0 })
  })

  it.each([{ share: 2 }, { share: -1 }, { session: Number.NaN }])(
    'with %j reports HOST_PRELOAD_INVALID, and the defaults hold',
    async (wrong) => {
      const { codes, told } = await start(wrong)
      await expect.poll(() => told, patience).toHaveLength(1)
      expect(codes).toEqual(['HOST_PRELOAD_INVALID'])
    },
  )
})
