import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { pluginJsonSchema } from './json-schema.ts'
import { parsePluginManifest } from './parse.ts'

interface Node {
  type?: string
  description?: string
  enum?: string[]
  default?: unknown
  properties?: Record<string, Node>
  additionalProperties?: unknown
  items?: Node
  required?: string[]
}

const published: Node = JSON.parse(
  readFileSync(new URL('../../plugin.schema.json', import.meta.url), 'utf8'),
)

/** Objects with named keys, at their paths. */
function blocks(node: Node, path = ''): [string, Node][] {
  const inner = Object.entries(node.properties ?? {}).flatMap(([key, child]) =>
    blocks(child.items ?? child, path === '' ? key : `${path}.${key}`),
  )
  return node.properties ? [[path, node], ...inner] : inner
}

test('the published file is what the schemas say', () => {
  expect(
    published,
    'stale: run `npx tsc -b packages/shared && node packages/shared/scripts/write-schema.mjs`',
  ).toEqual(JSON.parse(JSON.stringify(pluginJsonSchema())))
})

const example = {
  $schema: '…/plugin.schema.json',
  id: 'com.example.analytics',
  version: '1.0.0',
  type: 'plugin',
  name: 'Analytics Dashboard',
  entry: './src/index.ts',
  features: { dashboard: './src/dashboard.tsx', report: './src/report.tsx' },
  dependencies: { 'com.example.auth': '^1.0.0' },
  extensions: {
    'app.routes': [{ path: '/analytics', label: 'Analytics', feature: 'dashboard' }],
  },
  loading: {
    strategy: 'lazy',
    preload: {
      enabled: true,
      conditions: { routes: ['/analytics'], roles: ['admin', 'analyst'] },
    },
  },
}

/** Paths that a schema of objects, lists, enums and plain types does not allow. */
function refusedPaths(value: unknown, node: Node, path = ''): string[] {
  if (Array.isArray(value)) {
    const ofItem = (item: unknown, index: number) =>
      refusedPaths(item, node.items ?? {}, `${path}.${index}`)
    return node.type === 'array' || !node.type ? value.flatMap(ofItem) : [path]
  }
  if (typeof value !== 'object' || value === null) {
    const fits = !node.type || node.type === typeof value
    return fits && (node.enum?.includes(String(value)) ?? true) ? [] : [path]
  }
  return Object.entries(value).flatMap(([key, child]) => {
    const known = node.properties?.[key] ?? node.additionalProperties ?? (node.type ? false : {})
    return known ? refusedPaths(child, known as Node, `${path}.${key}`) : [`${path}.${key}`]
  })
}

test('a manifest as an author writes it fits both the JSON Schema and the schemas', () => {
  expect(refusedPaths(example, published)).toEqual([])
  expect(parsePluginManifest(example, 'plugin.json')).toMatchObject(example)
})

test('what an author gets wrong fits neither', () => {
  const wrong = { ...example, feature: {}, type: 'widget', loading: { strategy: 'fast' } }
  expect(refusedPaths(wrong, published)).toEqual(['.type', '.loading.strategy', '.feature'])
  expect(() => parsePluginManifest(wrong, 'plugin.json')).toThrow('3 problems')
})

describe('the published JSON Schema', () => {
  const all = new Map(blocks(published))
  const loading = [...all].filter(([path]) => /^loading(\.|$)/.test(path))

  test('needs no more than an id, a version, a type and a name', () => {
    expect(published.required).toEqual(['id', 'version', 'type', 'name'])
    expect(published.properties).toHaveProperty('$schema')
  })

  test('refuses unknown keys wherever the contract names the keys', () => {
    const open = [...all].filter(([, node]) => node.additionalProperties !== false)
    expect(open.map(([path]) => path)).toEqual(['contributes.actions'])
  })

  test('explains every key of the loading block, and requires none', () => {
    const silent = loading.flatMap(([path, node]) =>
      Object.entries(node.properties ?? {})
        .filter(([, child]) => !child.description)
        .map(([key]) => `${path}.${key}`),
    )
    expect(silent).toEqual([])
    expect(loading.filter(([, node]) => node.required)).toEqual([])
  })

  test('offers values and shows defaults', () => {
    const keys = all.get('loading')?.properties
    expect(keys?.strategy).toMatchObject({
      default: 'lazy',
      enum: ['eager', 'lazy', 'parallel', 'deferred', 'on-demand'],
    })
    expect(all.get('loading.initialization')?.properties?.timeout).toEqual({
      default: 30000,
      type: 'integer',
      minimum: 100,
      description: 'Limit of one `init` in ms.',
    })
  })
})
