import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

type Ranges = Readonly<Record<string, string>>

export interface PackageJson {
  readonly name?: string
  readonly version?: string
  readonly type?: string
  readonly private?: boolean
  readonly sideEffects?: boolean | readonly string[]
  readonly dependencies?: Ranges
  readonly devDependencies?: Ranges
  readonly peerDependencies?: Ranges
}

export interface PackageLookup {
  /** The named package that a file belongs to, or `undefined` outside of any. */
  ownerOf(file: string): OwnedPackage | undefined
  /** The `package.json` next above a file, named or not, as bundlers read `sideEffects` from it. */
  nearest(file: string): PackageJson | undefined
  /** The installed package that `name` means for code in `folder`, or `undefined`. */
  installed(name: string, folder: string): OwnedPackage | undefined
}

export interface OwnedPackage {
  readonly folder: string
  readonly json: PackageJson
}

/** Reads `package.json` files, each once. */
export function createPackageLookup(): PackageLookup {
  const read = new Map<string, PackageJson | undefined>()
  const owners = new Map<string, OwnedPackage | undefined>()

  const readIn = (folder: string) => {
    if (!read.has(folder)) {
      const file = join(folder, 'package.json')
      read.set(folder, existsSync(file) ? parse(file) : undefined)
    }
    return read.get(folder)
  }
  const ownerOfFolder = (folder: string): OwnedPackage | undefined => {
    if (owners.has(folder)) return owners.get(folder)
    const json = readIn(folder)
    const parent = dirname(folder)
    // A package.json without a name (`{"type":"module"}` in a build's folder) is not a package's own.
    const owner = json?.name ? { folder, json } : undefined
    const found = owner ?? (parent === folder ? undefined : ownerOfFolder(parent))
    owners.set(folder, found)
    return found
  }
  const nearestTo = (folder: string): PackageJson | undefined => {
    const parent = dirname(folder)
    return readIn(folder) ?? (parent === folder ? undefined : nearestTo(parent))
  }
  return {
    ownerOf: (file) => ownerOfFolder(dirname(file)),
    nearest: (file) => nearestTo(dirname(file)),
    installed(name, folder) {
      // Looked up by folder: many packages do not export their package.json.
      const paths = createRequire(join(folder, 'noop.js')).resolve.paths(name) ?? []
      for (const path of paths) {
        const json = readIn(join(path, name))
        if (json) return { folder: join(path, name), json }
      }
      return undefined
    },
  }
}

function parse(file: string): PackageJson {
  const json: PackageJson = JSON.parse(readFileSync(file, 'utf8'))
  return json
}

/** `@scope/name/sub/path` → `@scope/name`. */
export function packageOf(specifier: string): string {
  const parts = specifier.split('/')
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}
