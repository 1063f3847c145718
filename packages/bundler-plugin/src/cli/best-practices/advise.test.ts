import type { ExplainedPlan } from '@mortise/shared'
import { parsePluginManifest } from '@mortise/shared/manifest'
import { describe, expect, it } from 'vitest'
import type { InspectedPlugin } from '../inspection.ts'
import { advise } from './advise.ts'
import { sections } from './sections.ts'

type Change = Omit<Partial<InspectedPlugin>, 'manifest'> & { manifest?: Record<string, unknown> }

function plugin(name: string, { manifest, ...facts }: Change = {}): InspectedPlugin {
  const id = `com.example.${name}`
  const version = facts.version ?? '1.0.0'
  const written = {
    id,
    version,
    type: 'plugin',
    name,
    features: { view: './view.js' },
    ...manifest,
  }
  return {
    id,
    version,
    manifest: parsePluginManifest(written, name),
    isForeign: false,
    size: 1000,
    importsLazily: false,
    packages: [],
    peers: [],
    silentErrors: [],
    ...facts,
  }
}

/** Plugins that a rule is right about, and why they would not be if one fact were another. */
function rulesFor(plugins: InspectedPlugin[], about = plugins[0]?.id, shared = new Set<string>()) {
  const plan = {} as ExplainedPlan
  return advise({ where: '', plugins, problems: [], warnings: [], plan, shared })
    .filter((warning) => warning.plugin === about)
    .map(({ rule }) => rule)
}

const loading = (block: object, more: Record<string, unknown> = {}) => ({
  manifest: { loading: block, ...more },
})
const needs = (name: string) => ({
  manifest: { dependencies: { 'com.example.a': '^1.0.0' }, name },
})
const bare = { features: undefined }
const kept = (caching: object) => loading({ caching: { storage: 'hybrid', ...caching } })
const monitored = (monitoring: object) => loading({ monitoring: { enabled: true, ...monitoring } })
const sandboxed = (sandboxing: object) => loading({ sandboxing: { enabled: true, ...sandboxing } })
const infrastructure = { ...bare, capabilities: { provides: [service()] } }

function service() {
  const version = { major: 1, minor: 0, patch: 0 }
  return { id: 'com.example.interface.a', name: 'a', version, methods: [] }
}

/** Rule, a plugin that breaks it, and the same plugin with what mends it. */
const cases: [string, Change, Change][] = [
  [
    'eager-infrastructure',
    loading({ strategy: 'eager' }, bare),
    loading({ strategy: 'deferred' }, bare),
  ],
  [
    'eager-infrastructure',
    loading({ strategy: 'parallel' }, bare),
    loading({ strategy: 'parallel' }, infrastructure),
  ],
  ['lazy-features', loading({ strategy: 'eager' }), loading({ strategy: 'lazy' })],
  [
    'lazy-features',
    loading({ strategy: 'deferred' }),
    loading({ strategy: 'deferred', initialization: { critical: true } }),
  ],
  ['deferred-background', loading({}, bare), loading({ strategy: 'deferred' }, bare)],
  ['deferred-background', loading({}, bare), loading({}, { ...bare, extensions: { menu: [{}] } })],
  [
    'split-large',
    { size: 100_001, ...loading({ codeSplitting: { enabled: false } }) },
    { size: 100_000, ...loading({ codeSplitting: { enabled: false } }) },
  ],
  ['dynamic-features', { size: 100_001, manifest: bare }, { size: 100_001 }],
  [
    'dynamic-features',
    { size: 100_001, manifest: bare },
    { size: 100_001, manifest: bare, importsLazily: true },
  ],
  [
    'dynamic-features',
    { size: 100_001, ...loading({ dynamicImport: { mode: 'eager' } }) },
    { size: 99_000, ...loading({ dynamicImport: { mode: 'eager' } }) },
  ],
  [
    'shared-dependencies',
    { packages: ['react'], peers: ['react'] },
    { packages: ['@types/react'], peers: ['@types/react'] },
  ],
  [
    'shared-dependencies',
    loading(
      { codeSplitting: { sharedDependencies: { enabled: false } } },
      { features: { a: './a', b: './b' } },
    ),
    loading({ codeSplitting: { sharedDependencies: { enabled: false } } }),
  ],
  ['cache-version-keys', loading({ caching: { keyStrategy: 'timestamp' } }), loading({})],
  ['cache-version-keys', loading({ caching: { enabled: false } }), loading({})],
  [
    'cache-hash-keys',
    loading({ caching: { keyStrategy: 'hash' } }),
    { version: '0.9.0', ...loading({ caching: { keyStrategy: 'hash' } }) },
  ],
  ['cache-ttl', kept({}), kept({ ttl: 0 })],
  ['cache-ttl', kept({ ttl: 59 }), kept({ ttl: 60 })],
  ['retry-transient', loading({ dynamicImport: { retry: { enabled: false } } }), loading({})],
  ['retry-transient', loading({ dynamicImport: { retry: { maxAttempts: 1 } } }), loading({})],
  [
    'retry-transient',
    loading({ initialization: { critical: true } }),
    loading({ initialization: { critical: true, retry: { enabled: true } } }),
  ],
  ['clear-errors', { silentErrors: ['a.js:1'] }, {}],
  ['clear-errors', { manifest: { name: ' ' } }, {}],
  ['realistic-budgets', monitored({}), monitored({ budgets: { maxLoadTimeMs: 20 } })],
  [
    'realistic-budgets',
    monitored({ budgets: { maxLoadTimeMs: 19 } }),
    monitored({ budgets: { maxLoadTimeMs: 10_000 } }),
  ],
  [
    'realistic-budgets',
    monitored({ budgets: { maxInitTimeMs: 10_001 } }),
    monitored({ budgets: { maxInitTimeMs: 9_999 } }),
  ],
  [
    'realistic-budgets',
    loading({
      monitoring: { enabled: true, budgets: { maxInitTimeMs: 500 } },
      initialization: { timeout: 500 },
    }),
    monitored({ budgets: { maxInitTimeMs: 500 } }),
  ],
  ['track-times', {}, monitored({})],
  [
    'track-times',
    monitored({ metrics: ['load-time'] }),
    monitored({ metrics: ['load-time', 'init-time'] }),
  ],
  ['track-memory', monitored({ metrics: ['load-time'] }), monitored({})],
  [
    'sandbox-third-party',
    { isForeign: true },
    { isForeign: true, ...sandboxed({ isolationLevel: 'iframe' }) },
  ],
  ['sandbox-third-party', sandboxed({}), sandboxed({ isolationLevel: 'web-worker' })],
  ['sandbox-quotas', sandboxed({}), sandboxed({ resourceQuotas: { maxMemoryMB: 10 } })],
  [
    'sandbox-allow-lists',
    sandboxed({ permissions: { allowedAPIs: [] } }),
    sandboxed({ permissions: { allowedAPIs: [], allowedPaths: [] } }),
  ],
  ['compress-cache', kept({}), kept({ compression: { enabled: true } })],
  ['hybrid-cache', kept({ storage: 'disk' }), kept({})],
  [
    'no-hot-reload',
    loading({ hotReload: { enabled: true, environment: 'production' } }),
    loading({ hotReload: { enabled: true } }),
  ],
  ['track-failures', {}, monitored({ metrics: ['error-rate'] })],
  [
    'track-cache',
    kept({}),
    loading({ caching: { storage: 'hybrid' }, monitoring: { enabled: true } }),
  ],
  [
    'budget-alerts',
    monitored({ budgets: { maxMemoryMB: 9 }, onBudgetViolation: 'ignore' }),
    monitored({ budgets: { maxMemoryMB: 9 } }),
  ],
  ['budget-alerts', loading({ monitoring: { budgets: { maxMemoryMB: 9 } } }), loading({})],
]

describe('each rule warns of what it is about, and only of that', () => {
  it.each(cases)('%s', (rule, broken, mended) => {
    expect(rulesFor([plugin('a', broken)])).toContain(rule)
    expect(rulesFor([plugin('a', mended)])).not.toContain(rule)
  })

  it('mark-critical: three plugins need it, one of them indirectly', () => {
    const eager = plugin('a', loading({ strategy: 'eager' }))
    const users = ['b', 'c'].map((name) => plugin(name, needs(name)))
    const indirect = plugin('d', { manifest: { dependencies: { 'com.example.c': '^1.0.0' } } })
    expect(rulesFor([eager, ...users])).not.toContain('mark-critical')
    expect(rulesFor([eager, ...users, indirect])).toContain('mark-critical')
    const critical = plugin('a', loading({ strategy: 'eager', initialization: { critical: true } }))
    expect(rulesFor([critical, ...users, indirect])).not.toContain('mark-critical')
  })

  it('shared-dependencies: two plugins name a package that is not shared', () => {
    const packages = ['d3-array']
    const users = [plugin('a', { packages }), plugin('b', { packages })]
    expect(rulesFor(users)).toContain('shared-dependencies')
    expect(rulesFor(users, users[0]?.id, new Set(['d3-array']))).not.toContain(
      'shared-dependencies',
    )
    expect(rulesFor(users.slice(1))).not.toContain('shared-dependencies')
  })

  it('sandbox-third-party: an id that begins otherwise than most', () => {
    const other = plugin('a', { id: 'org.other.a' })
    const most = [plugin('b'), plugin('c')]
    expect(rulesFor([other, ...most])).toContain('sandbox-third-party')
    expect(rulesFor([other])).not.toContain('sandbox-third-party')
  })

  it('every rule has a case here', () => {
    const tested = new Set([...cases.map(([rule]) => rule), 'mark-critical'])
    expect(sections.flatMap(({ rules }) => rules).filter(({ id }) => !tested.has(id))).toEqual([])
  })
})

it('advice that this version cannot honour is marked', () => {
  const plan = {} as ExplainedPlan
  const warnings = advise({
    where: '',
    plugins: [plugin('a', loading({ strategy: 'eager' }))],
    problems: [],
    warnings: [],
    plan,
    shared: undefined,
  })
  const marked = new Map(warnings.map(({ rule, notYet }) => [rule, notYet]))
  expect(marked.get('track-times')).toBe(true)
  expect(marked.has('lazy-features')).toBe(true)
  expect(marked.get('lazy-features')).toBeUndefined()
})
