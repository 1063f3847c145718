import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runTool } from '../run.mjs'
import { readJson, root } from '../workspace.mjs'
import { codeBlocks, markdownFiles } from './markdown-files.mjs'

/** Inside the repository, so that packages resolve as they do for a user who installed them. */
const folder = join(root, 'test-results/examples')

const examples = markdownFiles().flatMap(({ path, text }) =>
  codeBlocks(text)
    .filter(({ language }) => ['ts', 'tsx'].includes(language))
    .map(({ language, code }, index) => ({
      file: join(path.replace(/\.md$/, ''), fileName(code) ?? `example-${index + 1}.${language}`),
      code,
    })),
)

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const { file, code } of examples) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    // Each example is a module of its own, also when it imports nothing.
    writeFileSync(join(folder, file), `${code}\nexport {}\n`)
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(configuration()))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('has no two examples of one name on a page', () => {
  expect(new Set(examples.map(({ file }) => file)).size).toBe(examples.length)
})

it('compiles every TypeScript example, against the packages as they are built', async () => {
  const { code, output } = await runTool('typescript', ['-p', folder], { quiet: true })
  expect(output, 'run "npm run build" first if a package is missing').toBe('')
  expect(code).toBe(0)
})

/** `// src/index.ts` in a block's first line names its file, so that examples can import another. */
function fileName(code) {
  return /^\/\/ ([\w./-]+\.tsx?)\b/.exec(code)?.[1]
}

function configuration() {
  const { compilerOptions } = readJson('tsconfig.test.json')
  return {
    extends: join(root, 'tsconfig.test.json'),
    compilerOptions: { ...compilerOptions, noUnusedLocals: false, types: ['vite/client'] },
    include: ['**/*.ts', '**/*.tsx'],
    exclude: [],
  }
}
