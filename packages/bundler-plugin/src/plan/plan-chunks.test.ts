import { expect, test } from 'vitest'
import type { CodeSplitting, ModuleGraph, PluginFacts } from './module-graph.ts'
import { findBundled } from './find-bundled.ts'
import { findBrokenInvariants } from './invariants.ts'
import { planChunks } from './plan-chunks.ts'

const KB = 1024
const defaults: CodeSplitting = {
  enabled: true,
  strategy: 'feature',
  sharedDependencies: { enabled: true, minChunks: 2 },
}

/** `{ 'a': 'b c ~d' }`: a imports b and c, and d by import(). Sizes: `{ a: 10 }` in KB, else 30. */
function graphOf(
  imports: Record<string, string>,
  plugins: Partial<PluginFacts>[],
  sizes: Record<string, number> = {},
  providers: Record<string, string> = {},
): ModuleGraph {
  const modules = new Map(
    Object.entries(imports).map(([id, targets]) => {
      const all = targets.split(' ').filter(Boolean)
      return [
        id,
        {
          size: (sizes[id] ?? 30) * KB,
          imports: all.filter((target) => !target.startsWith('~')),
          dynamicImports: all.flatMap((target) => (target.startsWith('~') ? target.slice(1) : [])),
        },
      ]
    }),
  )
  return {
    modules,
    providers: new Map(Object.entries(providers)),
    plugins: plugins.map((plugin) => ({
      id: 'p',
      entry: 'p',
      features: {},
      routes: [],
      codeSplitting: defaults,
      featureLoading: 'async',
      ...plugin,
    })),
  }
}

const options = { label: (module: string) => `src.${module}`, hash: (text: string) => `#${text}` }

/** Chunk name → its modules, sorted. */
function chunksOf(graph: ModuleGraph, extra = {}) {
  const { chunkOf } = planChunks(graph, { ...options, ...extra })
  const chunks: Record<string, string[]> = {}
  for (const [module, chunk] of [...chunkOf].sort()) (chunks[chunk] ??= []).push(module)
  return chunks
}

const twoFeatures = { p: '~f ~g', f: 'a', g: 'b', a: '', b: '' }
const features = { f: 'f', g: 'g' }

test('each feature and each import() is a chunk of its own', () => {
  const graph = graphOf({ ...twoFeatures, f: 'a ~v', v: '' }, [{ features }])
  expect(chunksOf(graph)).toEqual({
    'p/index': ['p'],
    'p/f': ['a', 'f'],
    'p/g': ['b', 'g'],
    'p/src.v': ['v'],
  })
})

test('what two features share is a chunk that the entry does not load', () => {
  const graph = graphOf({ ...twoFeatures, f: 'a s', g: 'b s', s: '' }, [{ features }])
  expect(chunksOf(graph)).toMatchObject({ 'p/f_g': ['s'], 'p/index': ['p'] })
})

test('what the entry uses stays in the entry, also when a feature uses it too', () => {
  const graph = graphOf({ ...twoFeatures, p: 's ~f ~g', f: 's', g: 's', s: 't', t: '' }, [
    { features },
  ])
  expect(chunksOf(graph)['p/index']).toEqual(['p', 's', 't'])
})

test('what two plugins share is one chunk beside both', () => {
  const graph = graphOf({ p: 's', q: 's', s: '' }, [{}, { id: 'q', entry: 'q' }])
  expect(chunksOf(graph)).toEqual({
    'p/index': ['p'],
    'q/index': ['q'],
    'shared/#p/index,q/index': ['s'],
  })
})

test('route: features of one route come together', () => {
  const routed = { ...defaults, strategy: 'route' } as const
  const graph = graphOf({ ...twoFeatures, p: '~f ~g ~h', h: '' }, [
    { features: { ...features, h: 'h' }, routes: [['f', 'g'], ['h']], codeSplitting: routed },
  ])
  expect(chunksOf(graph)).toEqual({
    'p/index': ['p'],
    'p/f_g': ['a', 'b', 'f', 'g'],
    'p/h': ['h'],
  })
})

test('size: chunks are filled up to the limit', () => {
  const filled = { ...defaults, strategy: 'size', maxChunkSize: 130 * KB } as const
  const graph = graphOf({ ...twoFeatures, p: '~f ~g ~h', h: '' }, [
    { features: { ...features, h: 'h' }, codeSplitting: filled },
  ])
  expect(chunksOf(graph)).toEqual({
    'p/index': ['p'],
    'p/f_g': ['a', 'b', 'f', 'g'],
    'p/h': ['h'],
  })
})

test("custom: the host's function names chunks, and the rest is cut by feature", () => {
  const custom = { ...defaults, strategy: 'custom' } as const
  const graph = graphOf(twoFeatures, [{ features, codeSplitting: custom }])
  const asked: unknown[] = []
  const chunkName = (module: { id: string }) => {
    asked.push(module)
    return module.id === 'a' || module.id === 'b' ? 'vendor' : undefined
  }
  expect(chunksOf(graph, { chunkName })).toEqual({
    'p/index': ['p'],
    'p/f': ['f'],
    'p/g': ['g'],
    'p/vendor': ['a', 'b'],
  })
  expect(asked).toContainEqual({ id: 'a', plugin: 'p', features: ['f'] })
})

test('bundled features are in the entry’s chunk, and what they import() themselves is not', () => {
  const graph = graphOf({ p: '~f', f: 'a ~b', a: '', b: '' }, [
    { features: { f: 'f' }, featureLoading: 'bundled' },
  ])
  expect(chunksOf(graph)).toEqual({ 'p/index': ['a', 'f', 'p'], 'p/src.b': ['b'] })
})

test('enabled: false is one chunk', () => {
  const graph = graphOf(twoFeatures, [
    { features, codeSplitting: { ...defaults, enabled: false }, featureLoading: 'bundled' },
  ])
  expect(chunksOf(graph)).toEqual({ 'p/index': ['a', 'b', 'f', 'g', 'p'] })
})

test.each([
  ['minChunks above the share count', { enabled: true, minChunks: 3 }],
  ['sharing switched off', { enabled: false, minChunks: 2 }],
])('%s keeps common code, and what it imports, in the entry', (_name, sharedDependencies) => {
  const graph = graphOf({ ...twoFeatures, f: 's', g: 's', s: 't', t: '' }, [
    { features, codeSplitting: { ...defaults, sharedDependencies } },
  ])
  expect(chunksOf(graph)['p/index']).toEqual(['p', 's', 't'])
})

test('maxChunkSize cuts a chunk into parts that import each other in one direction', () => {
  const limited = { ...defaults, maxChunkSize: 60 * KB }
  const graph = graphOf({ p: '~f', f: 'a b', a: 'c', b: 'c', c: 'd', d: 'c' }, [
    { features: { f: 'f' }, codeSplitting: limited },
  ])
  const { chunkOf } = planChunks(graph, options)
  expect(chunkOf.get('f')).toBe('p/f')
  expect(chunkOf.get('c')).toBe(chunkOf.get('d'))
  expect(chunkOf.get('c')).not.toBe('p/f')
})

test('small shared chunks merge where that loads little in vain', () => {
  const imports = { p: '~f ~g ~h', f: 's t', g: 's t', h: 's', s: '', t: '' }
  const all = { f: 'f', g: 'g', h: 'h' }
  expect(chunksOf(graphOf(imports, [{ features: all }], { s: 1, t: 1 }))).toMatchObject({
    'p/f_g_h': ['s', 't'],
  })
  expect(chunksOf(graphOf(imports, [{ features: all }]))).toMatchObject({
    'p/f_g_h': ['s'],
    'p/f_g': ['t'],
  })
})

test('a provider of a shared dependency is a chunk of its own', () => {
  const graph = graphOf({ p: '', r: 'x', x: '' }, [{}], {}, { r: 'shared/react-19.0.0' })
  expect(chunksOf(graph)).toMatchObject({ 'shared/react-19.0.0': ['r', 'x'] })
})

test('no plan has a cycle between chunks or makes a lazy module eager', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const graph = randomGraph(seed)
    const { chunkOf, facts } = planChunks(graph, options)
    const chunks = emittedChunks(graph, chunkOf)
    expect(findBrokenInvariants(chunks, facts), `seed ${seed}`).toEqual([])
  }
})

function emittedChunks(graph: ModuleGraph, chunkOf: ReadonlyMap<string, string>) {
  const chunks = new Map<string, { name: string; modules: string[]; imports: string[] }>()
  for (const [module, name] of chunkOf) {
    const chunk = chunks.get(name) ?? { name, modules: [], imports: [] }
    chunks.set(name, chunk)
    chunk.modules.push(module)
    for (const target of graph.modules.get(module)?.imports ?? []) {
      const other = chunkOf.get(target)
      if (other && other !== name && !chunk.imports.includes(other)) chunk.imports.push(other)
    }
  }
  return [...chunks.values()]
}

/** Plugins with features over a common pool of modules, with import() and circles of imports. */
function randomGraph(seed: number): ModuleGraph {
  let state = seed * 2654435761
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state % below
  }
  const imports: Record<string, string> = {}
  const pool = Array.from({ length: 30 }, (_, i) => `m${i}`)
  const pick = (count: number) => Array.from({ length: count }, () => pool[next(pool.length)])
  for (const module of pool)
    imports[module] = [...pick(next(3)), ...pick(next(2)).map((m) => `~${m}`)].join(' ')
  const plugins = Array.from({ length: 4 }, (_, i) => {
    const own = { f: `f${i}`, g: `g${i}`, h: `h${i}` }
    imports[`p${i}`] = ['~' + own.f, '~' + own.g, '~' + own.h, ...pick(next(2))].join(' ')
    for (const feature of Object.values(own)) imports[feature] = pick(1 + next(4)).join(' ')
    const strategies = ['feature', 'route', 'size'] as const
    const isOneChunk = next(5) === 0
    return {
      id: `p${i}`,
      entry: `p${i}`,
      features: own,
      routes: [['f', 'h']],
      codeSplitting: {
        enabled: !isOneChunk,
        strategy: strategies[next(3)] ?? 'feature',
        maxChunkSize: next(3) === 0 ? 90 * KB : undefined,
        sharedDependencies: { enabled: true, minChunks: 1 + next(4) },
      },
      featureLoading: isOneChunk || next(5) === 0 ? ('bundled' as const) : ('async' as const),
    }
  })
  const sizes = Object.fromEntries(Object.keys(imports).map((module) => [module, 1 + next(60)]))
  return graphOf(imports, plugins, sizes)
}

test('names a bundled package with the chain of imports that pulled it in', () => {
  const graph = graphOf({ p: '~f', f: 'lib', lib: 'react react2', react: '', react2: '' }, [{}])
  expect(findBundled(graph, (id) => (id.startsWith('react') ? 'react' : undefined))).toEqual([
    { plugin: 'p', package: 'react', path: ['p', 'f', 'lib', 'react'] },
  ])
})
