import { describe, expect, it, vi } from 'vitest'
import { lab } from '../../test/kernel-lab.ts'

const of = { a: 2, b: 3, c: 3, d: 5 }
const levels = (now = 1) => ({ now, of })

describe('start levels', () => {
  it('an eager plugin above the level waits until the level is reached, in ascending order', async () => {
    const { plugin, bootstrap, kernel, log, levels: at } = lab(levels())
    await bootstrap(plugin('d'), plugin('b'), plugin('c'), plugin('a'), plugin('e'))
    expect(log).toEqual(['init e', 'start e'])
    await kernel.setStartLevel(3)
    expect(log.slice(2)).toEqual(['init a', 'start a', 'init b', 'init c', 'start b', 'start c'])
    expect(at.now).toBe(3)
    expect(kernel.status('d')?.state).toBe('pending')
  })

  it('falls in descending order, and what ran comes back when it rises', async () => {
    const { plugin, bootstrap, kernel, log, levels: at } = lab(levels(5))
    await bootstrap(
      plugin('e'),
      plugin('a'),
      plugin('b'),
      plugin('d'),
      plugin('c', { strategy: 'lazy' }),
    )
    await kernel.load('c')
    log.length = 0
    await kernel.setStartLevel(1)
    const stopped = log.filter((line) => line.startsWith('destroy'))
    expect(stopped).toEqual(['destroy d', 'destroy c', 'destroy b', 'destroy a'])
    expect(kernel.plugins.get('d')?.stopped).toMatchObject({ reason: 'StartLevel' })
    expect(at.now).toBe(1)
    log.length = 0
    await kernel.setStartLevel(5)
    const started = log.filter((line) => line.startsWith('start'))
    expect(started).toEqual(['start a', 'start b', 'start c', 'start d'])
  })

  it('a lazy plugin below the level waits for its first use all the same', async () => {
    const { plugin, bootstrap, kernel, log } = lab(levels())
    await bootstrap(plugin('b', { strategy: 'lazy' }))
    await kernel.setStartLevel(9)
    expect(log).toEqual([])
  })

  it('a load above the level is refused, and is a wish that the level grants', async () => {
    const { plugin, bootstrap, kernel } = lab(levels())
    await bootstrap(plugin('b', { strategy: 'lazy' }))
    await expect(kernel.load('b')).rejects.toMatchObject({ code: 'HOST_START_LEVEL' })
    await kernel.setStartLevel(3)
    expect(kernel.status('b')?.state).toBe('ready')
  })

  it('an unload takes the wish back', async () => {
    const { plugin, bootstrap, kernel } = lab(levels())
    await bootstrap(plugin('a'), plugin('b', { strategy: 'lazy' }))
    await expect(kernel.load('b')).rejects.toThrow('start level')
    await Promise.all([kernel.unload('a'), kernel.unload('b')])
    await kernel.setStartLevel(3)
    expect(kernel.status('a')?.state).toBe('pending')
    expect(kernel.status('b')?.state).toBe('pending')
  })

  it('a plugin stands as high as what it needs, and does without what it can', async () => {
    const { plugin, bootstrap, kernel } = lab(levels())
    await bootstrap(
      plugin('d'),
      plugin('needs', { requires: ['d'] }),
      plugin('can', { wants: ['d'] }),
    )
    expect(kernel.status('needs')?.state).toBe('pending')
    expect(kernel.status('can')?.state).toBe('ready')
    expect(kernel.status('d')?.state).toBe('pending')
    await kernel.setStartLevel(5)
    expect(kernel.status('needs')?.state).toBe('ready')
    await kernel.setStartLevel(1)
    expect(kernel.status('needs')?.state).toBe('unloaded')
    expect(kernel.status('can')?.state).toBe('ready')
  })

  it('goes on after a plugin that fails, and says so', async () => {
    const { plugin, bootstrap, kernel, diagnostics } = lab(levels())
    const init = () => {
      throw new Error('boom')
    }
    await bootstrap(plugin('a', { init }), plugin('b'))
    await kernel.setStartLevel(3)
    expect(kernel.status('b')?.state).toBe('ready')
    expect(diagnostics).toEqual(['LIFECYCLE_THREW'])
  })

  it('calls at the same time take their turns', async () => {
    const { plugin, bootstrap, kernel, log, levels: at } = lab(levels())
    await bootstrap(plugin('a'), plugin('b'), plugin('d'))
    await Promise.all([kernel.setStartLevel(5), kernel.setStartLevel(2), kernel.setStartLevel(3)])
    expect(log.filter((line) => /^(start|destroy)/.test(line))).toEqual([
      'start a',
      'start b',
      'start d',
      'destroy d',
      'destroy b',
      'start b',
    ])
    expect(at.now).toBe(3)
  })

  it('0 stops everything; what is no whole number is refused', async () => {
    const { plugin, bootstrap, kernel } = lab()
    await bootstrap(plugin('x'))
    await kernel.setStartLevel(0)
    expect(kernel.status('x')?.state).toBe('unloaded')
    for (const wrong of [-1, 1.5, Number.NaN]) {
      await expect(kernel.setStartLevel(wrong)).rejects.toMatchObject({
        code: 'HOST_LEVEL_INVALID',
      })
    }
    await kernel.setStartLevel(1)
    expect(kernel.status('x')?.state).toBe('ready')
  })

  it('a start below the first level starts nothing', async () => {
    const { plugin, bootstrap, kernel } = lab({ now: 0, of: {} })
    await bootstrap(plugin('x'))
    expect(kernel.status('x')?.state).toBe('pending')
  })

  it('a shutdown while it rises ends it', async () => {
    const { plugin, bootstrap, kernel } = lab(levels())
    const started = vi.fn()
    await bootstrap(
      plugin('a', { start: () => void kernel.shutdown() }),
      plugin('b', { start: started }),
    )
    await kernel.setStartLevel(3)
    await kernel.shutdown()
    expect(kernel.state).toBe('stopped')
    expect(started).not.toHaveBeenCalled()
  })
})
