import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parseSync } from 'oxc-parser'

/** How a file of an npm package exports: what a module that re-exports all of it must know. */
export type ModuleForm =
  | { readonly kind: 'esm'; readonly hasDefault: boolean }
  | { readonly kind: 'cjs'; readonly names: readonly string[] }

const identifier = /^[A-Za-z_$][\w$]*$/

/**
 * Reads the form of a file. Names of a CommonJS module are known only after running it, so it is run in
 * this process, in its development and its production form.
 */
export function readModuleForm(file: string): ModuleForm {
  const text = readFileSync(file, 'utf8')
  if (!parseSync(file, text).module.hasModuleSyntax) {
    return { kind: 'cjs', names: namesByRunning(file) }
  }
  return { kind: 'esm', hasDefault: hasDefaultExport(file, text) }
}

export function hasDefaultExport(file: string, text: string): boolean {
  return parseSync(file, text).module.staticExports.some(({ entries }) =>
    entries.some(
      ({ exportName }) => exportName.kind === 'Default' || exportName.name === 'default',
    ),
  )
}

function namesByRunning(file: string) {
  const require = createRequire(file)
  const names = new Set<string>()
  const before = process.env['NODE_ENV']
  try {
    for (const mode of ['production', 'development']) {
      process.env['NODE_ENV'] = mode
      const loaded = new Set(Object.keys(require.cache))
      for (const name of Object.keys(require(file))) names.add(name)
      for (const path of Object.keys(require.cache))
        if (!loaded.has(path)) delete require.cache[path]
    }
  } finally {
    if (before === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = before
  }
  return [...names].filter((name) => name !== 'default' && identifier.test(name)).sort()
}

/** A module whose namespace is that of `specifier`. */
export function reExportCode(specifier: string, form: ModuleForm): string {
  const from = JSON.stringify(specifier)
  if (form.kind === 'esm') {
    return `export * from ${from}\n${form.hasDefault ? `export { default } from ${from}\n` : ''}`
  }
  return [
    `import module from ${from}\n`,
    'export default module\n',
    // Names may be reserved words, which only an export specifier can be.
    ...form.names.map(
      (name, i) => `const export${i} = module.${name}\nexport { export${i} as ${name} }\n`,
    ),
  ].join('')
}

/** A module that `require()` can take for a shared dependency: ES module syntax in, CommonJS out. */
export function requireCode(key: string, form: ModuleForm): string {
  const local = form.kind === 'cjs' ? 'shared' : '* as shared'
  return `import ${local} from ${JSON.stringify(key)}\nexport { shared as 'module.exports' }\n`
}
