import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the repository. Every script runs from here, wherever it was called. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** The published packages, in the order in which they depend on each other. */
export const packages = ['shared', 'bundler-plugin', 'browser-runtime']

export function readJson(...path) {
  return JSON.parse(readFileSync(join(root, ...path), 'utf8'))
}

/** Stops with one sentence instead of a syntax error from somewhere in a dependency. */
export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`Mortise needs Node 20.19 or newer; this is Node ${version}.`)
  console.error('Fix: install a current Node from https://nodejs.org, then run the command again.')
  process.exit(1)
}
