import type { Page } from '@playwright/test'

export interface Heap {
  /** Bytes in use after forced collections, when they no longer fall: all that V8 counts. */
  used(): Promise<number>
  /**
   * Bytes of what the page itself keeps, by kind: objects, strings, closures, DOM nodes. Without
   * what V8 makes of functions that run: bytecode, machine code, type feedback.
   */
  contents(): Promise<HeapContents>
  /** How many objects of each class the page keeps. */
  count(...classes: string[]): Promise<Record<string, number>>
}

/** Bytes by kind and constructor, such as `object FiberNode`. */
export type HeapContents = ReadonlyMap<string, number>

/** The parts of V8's snapshot format that are read here. */
interface Snapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } }
  nodes: number[]
  strings: string[]
}

/** Reads the page's heap through the DevTools protocol. */
export async function openHeap(page: Page): Promise<Heap> {
  const devtools = await page.context().newCDPSession(page)
  return {
    async used() {
      let last = Infinity
      for (;;) {
        await devtools.send('HeapProfiler.collectGarbage')
        const { usedSize } = await devtools.send('Runtime.getHeapUsage')
        if (usedSize > last - 10_000) return usedSize
        last = usedSize
      }
    },
    async contents() {
      const parts: string[] = []
      const collect = ({ chunk }: { chunk: string }) => parts.push(chunk)
      devtools.on('HeapProfiler.addHeapSnapshotChunk', collect)
      await devtools.send('HeapProfiler.collectGarbage')
      await devtools.send('HeapProfiler.takeHeapSnapshot')
      devtools.off('HeapProfiler.addHeapSnapshotChunk', collect)
      return weigh(JSON.parse(parts.join('')) as Snapshot)
    },
    async count(...classes) {
      const counts: Record<string, number> = {}
      for (const name of classes) counts[name] = await countOne(name)
      return counts
    },
  }

  /** Collects what nobody holds before it looks. */
  async function countOne(name: string): Promise<number> {
    const { result } = await devtools.send('Runtime.evaluate', { expression: `${name}.prototype` })
    const prototypeObjectId = result.objectId ?? ''
    const { objects } = await devtools.send('Runtime.queryObjects', { prototypeObjectId })
    const length = await devtools.send('Runtime.callFunctionOn', {
      objectId: objects.objectId ?? '',
      functionDeclaration: 'function () { return this.length }',
    })
    for (const { objectId } of [result, objects]) {
      if (objectId) await devtools.send('Runtime.releaseObject', { objectId })
    }
    return Number(length.result.value)
  }
}

/** Bytes that came to a heap's contents; less than nothing when it shrank. */
export function growth(before: HeapContents, after: HeapContents): number {
  return sizeOf(after) - sizeOf(before)
}

/** What grew most, for the message of a test that failed. */
export function grewMost(before: HeapContents, after: HeapContents): string {
  return [...after]
    .map(([kind, bytes]) => ({ kind, grown: bytes - (before.get(kind) ?? 0) }))
    .sort((a, b) => b.grown - a.grown)
    .slice(0, 10)
    .map(({ kind, grown }) => `${grown} bytes of ${kind}`)
    .join('\n')
}

function sizeOf(contents: HeapContents): number {
  return [...contents.values()].reduce((total, bytes) => total + bytes, 0)
}

/** V8's own: it goes with the page, not with a plugin's objects. */
const ofTheEngine = ['code', 'object shape']

function weigh({ snapshot: { meta }, nodes, strings }: Snapshot): HeapContents {
  const { node_fields: fields } = meta
  const [type, name, size] = ['type', 'name', 'self_size'].map((field) => fields.indexOf(field))
  const contents = new Map<string, number>()
  for (let at = 0; at < nodes.length; at += fields.length) {
    const kind = meta.node_types[0][field(at, type)] as string
    if (ofTheEngine.includes(kind)) continue
    const key = kind.includes('string') ? kind : `${kind} ${strings[field(at, name)]?.slice(0, 60)}`
    contents.set(key, (contents.get(key) ?? 0) + field(at, size))
  }
  return contents

  function field(at: number, offset = 0) {
    return nodes[at + offset] ?? 0
  }
}
