import { expect, test } from 'vitest'
import type { ModuleFacts, ModuleGraph, NameIn } from './module-graph.ts'
import { seeThroughBarrels } from './see-through-barrels.ts'

/** `bar.x` is the name `x` of module `bar`. */
function nameIn(written: string): NameIn {
  const [module = '', name = ''] = written.split('.')
  return { module, name }
}

const user = (...uses: string[]): ModuleFacts => ({
  size: 1,
  imports: [...new Set(uses.map((use) => nameIn(use).module))],
  dynamicImports: [],
  names: { uses: uses.map(nameIn), handedOn: new Map(), stars: [] },
})

const leaf = (...exports: string[]): ModuleFacts => ({
  size: 1,
  imports: [],
  dynamicImports: [],
  exports,
})

/** `{ a: 'x.b' }` hands on `b` of module `x` as `a`; `own` are its own exports. */
function barrel(handedOn: Record<string, string>, stars: string[] = [], own: string[] = []) {
  const handed = Object.entries(handedOn).map(([name, from]) => [name, nameIn(from)] as const)
  const facts: ModuleFacts = {
    size: 1,
    imports: [...new Set([...handed.map(([, { module }]) => module), ...stars])],
    dynamicImports: [],
    exports: [...own, ...Object.keys(handedOn), ...(stars.length > 0 ? ['*'] : [])],
    isBarrel: true,
    names: {
      uses: [...handed.map(([, from]) => from), ...stars.map((star) => nameIn(`${star}.*`))],
      handedOn: new Map(handed),
      stars,
    },
  }
  return facts
}

function importsOf(module: string, modules: Record<string, ModuleFacts>) {
  const graph: ModuleGraph = {
    modules: new Map(Object.entries(modules)),
    plugins: [],
    providers: new Map(),
  }
  return seeThroughBarrels(graph).modules.get(module)?.imports
}

const library = {
  index: barrel({ Bar: 'bar.Bar', Default: 'line.default' }),
  bar: leaf('Bar'),
  line: leaf('default'),
}

test('an import through a barrel goes to the module that the name comes from', () => {
  expect(importsOf('view', { ...library, view: user('index.Bar') })).toEqual(['bar'])
  expect(importsOf('view', { ...library, view: user('index.Default', 'bar.Bar') })).toEqual([
    'line',
    'bar',
  ])
})

test('through several barrels, and through `export *` to whoever has the name', () => {
  const modules = {
    ...library,
    outer: barrel({}, ['index', 'dates']),
    dates: barrel({}, ['add', 'format']),
    add: leaf('add'),
    format: leaf('format'),
  }
  expect(importsOf('view', { ...modules, view: user('outer.Bar') })).toContain('bar')
  expect(importsOf('view', { ...modules, view: user('outer.Bar') })).not.toContain('line')
  expect(importsOf('view', { ...modules, view: user('dates.format') })).toEqual(['format'])
})

test('what a shared dependency exports is left to it', () => {
  const modules = { index: barrel({ useState: 'react.useState' }), view: user('index.useState') }
  expect(importsOf('view', modules)).toEqual(['react'])
})

test.each([
  ['a whole namespace', 'index.*', library.index],
  ['a name that the barrel declares itself', 'index.own', barrel({ Bar: 'bar.Bar' }, [], ['own'])],
  ['a name that nobody is known to have', 'index.lost', library.index],
])('%s needs the barrel', (_what, use, index) => {
  expect(importsOf('view', { ...library, index, view: user(use) })).toEqual(['index'])
})

test('what is imported for its effects, and what has them, stays', () => {
  const { index, ...rest } = library
  const plain: ModuleFacts = { ...index, isBarrel: false }
  const bare: ModuleFacts = { ...user(), imports: ['index'] }
  expect(importsOf('view', { ...library, view: bare })).toEqual(['index'])
  expect(importsOf('view', { ...rest, index: plain, view: user('index.Bar') })).toEqual(['index'])
})

test('barrels that hand on to each other in a circle end', () => {
  const modules = { one: barrel({ a: 'two.a' }), two: barrel({ a: 'one.a' }), view: user('one.a') }
  expect(importsOf('view', modules)).toEqual(['one'])
})
