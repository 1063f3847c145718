import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packages = join(dirname(fileURLToPath(import.meta.url)), '..', 'packages')

/** For every entry in the packages' exports maps: its specifier, and the source it is built from. */
export function sourceAliases() {
  return readdirSync(packages).flatMap((folder) => {
    const { name, exports } = JSON.parse(
      readFileSync(join(packages, folder, 'package.json'), 'utf8'),
    )
    return Object.entries(exports).flatMap(([subpath, target]) => {
      const source = sourceOf(join(packages, folder), target.default)
      return source ? [{ find: exactly(name + subpath.slice(1)), replacement: source }] : []
    })
  })
}

function sourceOf(folder, output) {
  if (!output?.startsWith('./dist/')) return undefined
  const stem = join(folder, output.replace('./dist/', 'src/').replace(/\.js$/, ''))
  return [`${stem}.ts`, `${stem}.tsx`].find((file) => existsSync(file))
}

function exactly(specifier) {
  return new RegExp(`^${specifier.replaceAll(/[.\\/]/g, '\\$&')}$`)
}
