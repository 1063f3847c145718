import { readFileSync } from 'node:fs'

const packageFile = (name) => new URL(`node_modules/${name}/package.json`, import.meta.url)
const read = (file) => JSON.parse(readFileSync(file, 'utf8'))

/** What is installed of all that the contenders are built of; ours have no version of their own. */
export function describeVersions() {
  const { dependencies } = read(new URL('package.json', import.meta.url))
  const names = Object.keys(dependencies).filter((name) => !name.startsWith('@mortise/'))
  return Object.fromEntries(names.map((name) => [name, read(packageFile(name)).version]))
}
