import { expect, test } from 'vitest'
import { createFixture, json, plugin } from './workspace-fixture.ts'

const id = 'com.example.sales'
const big = (name: string) => `export const ${name} = ${json(name.repeat(9000))}\n`

/** Two features that import from the same package, one name each that the other does not. */
function sales(library: Record<string, string>, packageJson: object) {
  const folder = 'node_modules/charts'
  const files = Object.entries(library).map(([path, text]) => [`${folder}/${path}`, text])
  return {
    [`${folder}/package.json`]: json({ name: 'charts', type: 'module', ...packageJson }),
    ...(Object.fromEntries(files) as Record<string, string>),
    ...plugin(
      'sales',
      { features: { page: './src/page.js', widget: './src/widget.js' } },
      {
        'src/page.js': `import { bar, axis } from 'charts'\nexport default () => bar + axis\n`,
        'src/widget.js': `import { line, axis } from 'charts'\nexport default () => line + axis\n`,
      },
    ),
  }
}

const parts = {
  'bar.js': big('bar'),
  'line.js': big('line'),
  'axis.js': big('axis'),
}

async function textsOf(library: Record<string, string>, packageJson: object) {
  const built = await (await createFixture(sales(library, packageJson))).build()
  const chunks = Object.keys(built.manifest(id).chunks)
  return Object.fromEntries(
    chunks.map((name) => {
      const code = built.code(id, name)
      const found = Object.keys(parts).map((file) => file.slice(0, -3))
      return [name.slice(id.length + 1), found.filter((part) => code.includes(part.repeat(3)))]
    }),
  )
}

test.each([
  ['names', `export { bar } from './bar.js'\nexport { line } from './line.js'\n`],
  ['stars', `export * from './bar.js'\nexport * from './line.js'\n`],
  [
    'imports',
    `import { bar } from './bar.js'\nimport { line } from './line.js'\nexport { bar, line }\n`,
  ],
])('a feature does not load what only another uses of a package (%s)', async (_form, exported) => {
  const index = `${exported}export { axis } from './axis.js'\n`
  expect(await textsOf({ ...parts, 'index.js': index }, { sideEffects: false })).toEqual({
    index: [],
    page: ['bar'],
    widget: ['line'],
    page_widget: ['axis'],
  })
})

test('a package that may have side effects is loaded as its index says', async () => {
  const index = `export * from './bar.js'\nexport * from './line.js'\nexport * from './axis.js'\n`
  const texts = await textsOf({ ...parts, 'index.js': index }, {})
  expect(texts['page_widget']).toEqual(['bar', 'line', 'axis'])
})

test('a package that CommonJS code requires as a whole stays whole, without a circle', async () => {
  const library = {
    ...parts,
    'axis.js': `import { measure } from './measure.cjs'\n${parts['axis.js']}export { measure }\n`,
    'measure.cjs': `const { bar } = require('./index.js')\nexports.measure = () => bar\n`,
    'index.js': `export * from './bar.js'\nexport * from './line.js'\nexport * from './axis.js'\n`,
  }
  const texts = await textsOf(library, { sideEffects: false })
  expect(texts['page_widget']).toEqual(expect.arrayContaining(['bar', 'axis']))
})
