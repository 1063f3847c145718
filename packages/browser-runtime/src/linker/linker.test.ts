import { describe, expect, it, vi } from 'vitest'
import { createLinker, type ChunkSource, type Factory, type Namespace } from './linker.ts'

type Context = {
  m: { url: string; resolve(specifier: string): string }
  i(name: string): Promise<Namespace>
  x(specifier: unknown): Promise<never>
}
type Chunks = Record<string, [deps: string[], factory: Factory]>

function setUp(chunks: Chunks, source: Partial<ChunkSource> = {}) {
  const linker = createLinker()
  const register = (name: string) => {
    const [deps, factory] = chunks[name] ?? []
    if (deps && factory) linker.register(`id-of-${name}`, deps, factory)
  }
  Object.keys(chunks).forEach(register)
  const create = () =>
    linker.createGeneration({
      chunk: (name) =>
        name in chunks ? { id: `id-of-${name}`, url: `https://host/${name}.js` } : undefined,
      shared: () => undefined,
      load: async () => {},
      ...source,
    })
  return { linker, create, register }
}

describe('a generation', () => {
  it('evaluates each chunk once, dependencies first', () => {
    const log: string[] = []
    const { create } = setUp({
      entry: [['left', 'right'], () => void log.push('entry')],
      left: [['base'], () => void log.push('left')],
      right: [['base'], () => void log.push('right')],
      base: [[], () => void log.push('base')],
    })
    const generation = create()
    expect(generation.link('entry')).toBe(generation.link('entry'))
    expect(log).toEqual(['base', 'left', 'right', 'entry'])
  })

  it('has state of its own', () => {
    const counter = () => {
      let count = 0
      return { increment: () => ++count }
    }
    const { create } = setUp({ counter: [[], counter] })
    const [first, second] = [create(), create()].map((generation) => generation.link('counter'))
    const { increment } = first as { increment(): number }
    increment()
    expect(increment()).toBe(2)
    expect((second as { increment(): number }).increment()).toBe(1)
  })

  it('hands in shared dependencies by key', () => {
    const react = { version: '19' }
    const { create } = setUp(
      { entry: [['react@^19'], ((shared: Namespace) => ({ shared })) as Factory] },
      { shared: (key) => (key === 'react@^19' ? react : undefined) },
    )
    expect(create().link('entry')).toMatchObject({ shared: react })
  })

  it('throws the same error for each importer of a chunk that failed', () => {
    const evaluate = vi.fn(() => {
      throw new Error('broken')
    })
    const { create } = setUp({
      broken: [[], evaluate],
      first: [['broken'], () => ({})],
      second: [['broken'], () => ({})],
    })
    const generation = create()
    const errors = ['first', 'second', 'broken', 'first'].map((name) => {
      try {
        return generation.link(name)
      } catch (error) {
        return error
      }
    })
    expect(new Set(errors).size).toBe(1)
    expect(evaluate).toHaveBeenCalledOnce()
  })

  it('says which chunk is missing, and links once it is there', () => {
    const chunks: Chunks = { entry: [['late'], (late: Namespace) => ({ late })] as Chunks[string] }
    const { create, register } = setUp(chunks)
    chunks['late'] = [[], () => ({ value: 1 })]
    const generation = create()
    expect(() => generation.link('entry')).toThrow(
      expect.objectContaining({ code: 'CHUNK_MISSING', chunk: 'late' }),
    )
    register('late')
    expect(generation.link('entry')).toMatchObject({ late: { value: 1 } })
  })

  it('gives up a chunk whose top-level await never ends, when it is told how long to wait', async () => {
    const { create } = setUp(
      { entry: [['endless'], () => ({})], endless: [[], async () => new Promise(() => {})] },
      { timeout: 20 },
    )
    await expect(create().link('entry')).rejects.toMatchObject({
      code: 'LIFECYCLE_MODULE_TIMEOUT',
      message: expect.stringContaining('20 ms'),
    })
  })

  it('is asynchronous only where a chunk is', async () => {
    const { create } = setUp({
      slow: [[], async () => ({ value: await Promise.resolve(1) })],
      entry: [['slow'], (({ value }: { value: number }) => ({ value: value + 1 })) as Factory],
      other: [[], () => ({})],
    })
    const generation = create()
    const linked = generation.link('entry')
    expect(linked).toBeInstanceOf(Promise)
    await expect(linked).resolves.toMatchObject({ value: 2 })
    expect(generation.link('entry')).toMatchObject({ value: 2 })
    expect(generation.link('other')).not.toBeInstanceOf(Promise)
  })
})

describe('a dynamic import', () => {
  const entry: Chunks[string] = [
    [],
    (({ i, x }: Context) => ({ load: () => i('lazy'), unknown: () => x('./a.js') })) as Factory,
  ]
  type Entry = { load(): Promise<Namespace>; unknown(): Promise<never> }

  it('can be tried again after its load failed', async () => {
    const load = vi.fn().mockRejectedValueOnce(new Error('offline')).mockResolvedValue(undefined)
    const { create } = setUp({ entry, lazy: [[], () => ({ value: 1 })] }, { load })
    const loaded = create().link('entry') as unknown as Entry
    await expect(loaded.load()).rejects.toThrow('offline')
    const [first, second] = await Promise.all([loaded.load(), loaded.load()])
    expect(first).toMatchObject({ value: 1 })
    expect(first).toBe(second)
  })

  it('rejects with the same error each time after its evaluation threw', async () => {
    const { create } = setUp({
      entry,
      lazy: [[], () => { throw new Error('broken') }], // oxfmt-ignore
    })
    const { load } = create().link('entry') as unknown as Entry
    const first = await load().catch((error: unknown) => error)
    expect(first).toHaveProperty('message', 'broken')
    expect(await load().catch((error: unknown) => error)).toBe(first)
  })

  it('by an expression is refused', async () => {
    const { create } = setUp({ entry })
    const { unknown } = create().link('entry') as unknown as Entry
    await expect(unknown()).rejects.toMatchObject({ code: 'CHUNK_UNKNOWN', chunk: './a.js' })
  })
})

describe('a disposed generation', () => {
  it('links and imports nothing more', async () => {
    const { create } = setUp({
      entry: [[], (({ i }: Context) => ({ load: () => i('lazy') })) as Factory],
      lazy: [[], () => ({})],
    })
    const generation = create()
    const { load } = generation.link('entry') as { load(): Promise<Namespace> }
    generation.dispose()
    const disposed = expect.objectContaining({ code: 'CHUNK_DISPOSED' })
    expect(() => generation.link('entry')).toThrow(disposed)
    await expect(load()).rejects.toEqual(disposed)
  })

  it('does not instantiate what arrives later', async () => {
    const late = vi.fn()
    let arrive = () => {}
    const { create } = setUp(
      {
        entry: [[], (({ i }: Context) => ({ load: () => i('lazy') })) as Factory],
        lazy: [[], late],
      },
      { load: () => new Promise((resolve) => (arrive = resolve)) },
    )
    const generation = create()
    const pending = (generation.link('entry') as { load(): Promise<Namespace> }).load()
    generation.dispose()
    arrive()
    await expect(pending).rejects.toMatchObject({ code: 'CHUNK_DISPOSED' })
    expect(late).not.toHaveBeenCalled()
  })

  it('does not run what waits for a top-level await', async () => {
    const late = vi.fn()
    let arrive = () => {}
    const { create } = setUp({
      entry: [['slow'], late],
      slow: [[], async () => void (await new Promise<void>((resolve) => (arrive = resolve)))],
    })
    const generation = create()
    const pending = generation.link('entry')
    generation.dispose()
    arrive()
    await expect(pending).rejects.toMatchObject({ code: 'CHUNK_DISPOSED' })
    expect(late).not.toHaveBeenCalled()
  })

  it('gives the memory of its modules back, though a callback of it is still held', async () => {
    const { setFlagsFromString } = await import('node:v8')
    const { runInNewContext } = await import('node:vm')
    setFlagsFromString('--expose-gc')
    const collectGarbage = runInNewContext('gc') as () => void
    const { create } = setUp({
      entry: [['big'], ((_: Namespace, { i }: Context) => ({ load: () => i('big') })) as Factory],
      big: [[], () => ({ data: Array.from({ length: 1000 }) })],
    })
    let generation: ReturnType<typeof create> | undefined = create()
    const { load } = generation.link('entry') as { load(): Promise<Namespace> }
    const big = new WeakRef((generation.link('big') as { data: object }).data)
    generation.dispose()
    generation = undefined
    await new Promise((resolve) => setTimeout(resolve))
    collectGarbage()
    expect(big.deref()).toBeUndefined()
    await expect(load()).rejects.toMatchObject({ code: 'CHUNK_DISPOSED' })
  })
})
