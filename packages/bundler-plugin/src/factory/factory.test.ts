import { describe, expect, it } from 'vitest'
import { transformChunks, type TransformOptions } from './index.ts'

type Sources = Record<string, string>

function transform(sources: Sources, options: Partial<TransformOptions> = {}) {
  const chunks = Object.entries(sources).map(([name, code]) => ({ name: `${name}.js`, code }))
  return transformChunks(chunks, {
    resolve: (specifier) =>
      specifier.startsWith('./')
        ? { chunk: specifier.slice(2, -3) }
        : { shared: `${specifier}@^1.0.0` },
    logicalName: (file) => file.slice(0, -3),
    ...options,
  })
}

const codeOf = (sources: Sources, name = 'entry', options?: Partial<TransformOptions>) =>
  transform(sources, options).find((chunk) => chunk.name === name)?.code

describe('the form of a factory', () => {
  it('is a strict classic script that registers a parenthesised function', () => {
    expect(codeOf({ entry: 'console.log(1)' })).toBe(
      '"use strict";mortise([],(()=>{console.log(1)}));',
    )
  })

  it('takes constant imports as locals', () => {
    const sources = {
      entry: `import React,{useState as s} from"react";import{x}from"./dep.js";export{s as a};s(x,React)`,
      dep: 'export const x=1',
    }
    expect(codeOf(sources)).toBe(
      '"use strict";mortise(["react@^1.0.0","dep"],(({default:React,useState:s},{x})=>{s(x,React);return{a:s}}));',
    )
  })

  it('reads an import as a property where a function of its chunk reassigns it', () => {
    const sources = {
      entry: 'import{n,f}from"./dep.js";f(n)',
      dep: 'export let n=0;export function f(){n++}',
    }
    expect(codeOf(sources)).toContain('(($)=>{const{f}=$;f($.n)})')
    expect(codeOf(sources, 'dep')).toContain('return{f,get n(){return n}}')
  })

  it('keeps a local for what is reassigned only while its chunk runs', () => {
    const sources = {
      entry: 'import{E}from"./dep.js";E.A',
      dep: 'export var E;(function(e){e.A=1})(E||(E={}))',
    }
    expect(codeOf(sources)).toContain('(({E})=>{E.A})')
  })

  it('is a generator in a cycle, and async with top-level await', () => {
    const cycle = { entry: 'import"./dep.js";export let a', dep: 'import"./entry.js"' }
    expect(codeOf(cycle)).toContain('(function*(){yield {get a(){return a}};let a})')
    expect(codeOf({ entry: 'await 1' })).toContain('(async()=>{await 1})')
    expect(transform({ entry: 'await 1', dep: 'async()=>{await 1}' })).toMatchObject([
      { async: true },
      { async: false },
    ])
  })

  it('passes the context only where it is used', () => {
    const sources = { entry: 'import"./dep.js";import(`./dep.js`);import.meta.url', dep: '' }
    expect(codeOf(sources)).toContain('mortise(["dep"],((_,$)=>{$.i("dep");$.m.url}))')
  })

  it('hands an import by an expression to the linker, which refuses it', () => {
    expect(codeOf({ entry: 'import((a,b))' })).toContain('$.x((a,b))')
  })

  it('keeps a property read for a shared dependency that says it is live', () => {
    const isSharedLive = (key: string, name: string) => key === 'store@^1.0.0' && name === 'now'
    expect(
      codeOf({ entry: 'import{now,set}from"store";set(now)' }, 'entry', { isSharedLive }),
    ).toBe('"use strict";mortise(["store@^1.0.0"],(($)=>{const{set}=$;set($.now)}));')
  })

  it('drops the address of the source map', () => {
    expect(codeOf({ entry: 'a()\n//# sourceMappingURL=a.js.map' })).not.toContain('sourceMapping')
  })

  it('is ASCII', () => {
    const code = codeOf({ entry: 'export const é="日本",t=tag`→${1}`,r=/[ü]/u // ö' }) ?? ''
    expect(code).toMatch(/^[\x20-\x7e\n]*$/)
  })
})

describe('what is told of a chunk', () => {
  it('names static and dynamic dependencies, and the names of shared ones', () => {
    const [entry] = transform({
      entry: `import"./dep.js";import{a,b as c}from"lib";export*from"all";import*as ns from"ns";import("./lazy.js");import("lib")`,
      dep: '',
      lazy: '',
    })
    expect(entry).toMatchObject({
      deps: ['dep', 'lib@^1.0.0', 'all@^1.0.0', 'ns@^1.0.0'],
      dynamicDeps: ['lazy', 'lib@^1.0.0'],
    })
    expect(entry?.importedNames).toEqual(
      new Map([
        ['lib@^1.0.0', ['a', 'b']],
        ['all@^1.0.0', undefined],
        ['ns@^1.0.0', undefined],
      ]),
    )
  })
})

describe('a chunk that cannot be a factory', () => {
  const failure = (sources: Sources, options?: Partial<TransformOptions>) => {
    try {
      return transform(sources, options)
    } catch (error) {
      return error
    }
  }
  it.each([
    ['CHUNK_SYNTAX', { entry: 'let a =' }],
    ['CHUNK_EXPORT_MISSING', { entry: 'import{a}from"./dep.js"', dep: 'export const b=1' }],
    ['CHUNK_UNRESOLVED', { entry: 'import"./nowhere.js"' }],
    [
      'CHUNK_AWAIT_IN_CYCLE',
      { entry: 'import"./dep.js";for await(const a of[]);', dep: 'import"./entry.js"' },
    ],
  ])('fails with %s', (code, sources) => {
    expect(failure(sources)).toMatchObject({ code })
  })

  it('names the specifier and the chunk', () => {
    expect(failure({ entry: 'import"lodash"' }, { resolve: () => undefined })).toMatchObject({
      code: 'CHUNK_UNRESOLVED',
      details: { specifier: 'lodash', chunk: 'entry.js' },
    })
  })
})
