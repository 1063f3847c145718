import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { pluginJsonSchema } from './json-schema.ts'

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
