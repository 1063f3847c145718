import { satisfies, validRange } from 'semver'
import { sharedNotInstalled } from '../errors.ts'
import type { Refuse } from '../discover/discover-plugins.ts'
import { packageOf } from '../discover/package-json.ts'
import { packageGroups } from '../discover/package-groups.ts'
import type { OwnedPackage, PackageJson, PackageLookup } from '../discover/package-json.ts'
import { requirementKey } from '../plan/shared-requirements.ts'
import type { SharedUse } from '../plan/shared-requirements.ts'
import { definePluginSpecifier, runtimePackage } from './module-id.ts'

/** One shared specifier built as a chunk of its own, for pages where nothing else provides it. */
export interface FallbackProvider {
  readonly specifier: string
  readonly package: string
  readonly version: string
  /** Folder from which the package is resolved. */
  readonly from: string
  /** Logical name of its chunk. */
  readonly chunk: string
}

export interface SharedRegistry {
  /** Forgets what the code of an earlier build has imported. */
  clear(): void
  /** The package's name when `specifier` is shared for code of `owner`. */
  sharedPackage(specifier: string, owner: OwnedPackage | undefined): string | undefined
  /**
   * Records that code of `owner` in `folder` imports `specifier`. Where the host cannot meet that and no
   * provider is there yet, one has to be built.
   */
  use(
    specifier: string,
    owner: OwnedPackage | undefined,
    folder: string,
  ): { use: SharedUse; newProvider: FallbackProvider | undefined }
  /** By requirement key. */
  readonly uses: ReadonlyMap<string, SharedUse>
  /** By requirement key. */
  readonly fallbacks: ReadonlyMap<string, FallbackProvider>
  /** By logical name of their chunk. */
  readonly providers: ReadonlyMap<string, FallbackProvider>
  /** Packages that come from the host's bundle, with their versions. */
  readonly hostVersions: ReadonlyMap<string, string>
  /** Packages that come from one provider. */
  readonly together: readonly (readonly string[])[]
}

/** Refuses with CONFIG_SHARED_NOT_INSTALLED a name that none of the folders has. */
export function createSharedDependencies(
  listed: ReadonlySet<string>,
  packages: PackageLookup,
  root: string,
  folders: readonly string[],
  refuse: Refuse,
): SharedRegistry {
  const names = new Set([...listed, runtimePackage])
  const uses = new Map<string, SharedUse>()
  const fallbacks = new Map<string, FallbackProvider>()
  const providers = new Map<string, FallbackProvider>()
  const hostVersions = findHostVersions(names, packages, root)
  for (const name of listed) {
    if (!folders.some((folder) => packages.installed(name, folder))) {
      refuse(sharedNotInstalled(name, root))
    }
  }
  const provide = (use: SharedUse) => {
    const host = hostVersions.get(use.package)
    if (host && satisfies(host, use.range)) return undefined
    const version = packages.installed(use.package, use.from)?.json.version
    if (!version || !satisfies(version, use.range)) return undefined
    const chunk = `shared/${use.specifier.replaceAll('/', '.')}-${version}`
    const known = providers.get(chunk)
    const { specifier, from } = use
    const provider = known ?? { specifier, package: use.package, version, from, chunk }
    fallbacks.set(use.key, provider)
    providers.set(chunk, provider)
    return known ? undefined : provider
  }
  return {
    clear() {
      for (const record of [uses, fallbacks, providers]) record.clear()
    },
    uses,
    fallbacks,
    providers,
    hostVersions,
    together: packageGroups(findInstalled(listed, packages, [root, ...folders])),
    sharedPackage(specifier, owner) {
      if (specifier === definePluginSpecifier) return undefined
      const name = packageOf(specifier)
      // A package's own subpaths, imported from inside it, are its own business.
      return names.has(name) && owner?.json.name !== name ? name : undefined
    },
    use(specifier, owner, from) {
      const name = packageOf(specifier)
      const installed = packages.installed(name, from)?.json.version
      const range = rangeOf(name, owner) ?? (installed ? `^${installed}` : '*')
      const key = requirementKey(specifier, range)
      const known = uses.get(key)
      if (known) return { use: known, newProvider: undefined }
      const use = { key, specifier, package: name, range, from }
      uses.set(key, use)
      return { use, newProvider: provide(use) }
    },
  }
}

/** Each package as the first folder has it that has it at all: the host's before a plugin's. */
function findInstalled(
  names: ReadonlySet<string>,
  packages: PackageLookup,
  folders: readonly string[],
) {
  const found = new Map<string, PackageJson>()
  for (const name of names) {
    const [first] = folders.flatMap((folder) => packages.installed(name, folder) ?? [])
    if (first) found.set(name, first.json)
  }
  return found
}

function findHostVersions(names: ReadonlySet<string>, packages: PackageLookup, root: string) {
  const host = packages.ownerOf(`${root}/index.html`)?.json
  const listed = { ...host?.devDependencies, ...host?.peerDependencies, ...host?.dependencies }
  const versions = new Map<string, string>()
  for (const name of names) {
    const version = name in listed && packages.installed(name, root)?.json.version
    if (version) versions.set(name, version)
  }
  return versions
}

/** The range in a package.json; `undefined` when there is none that semver reads (`file:`, a git address). */
function rangeOf(name: string, owner: OwnedPackage | undefined) {
  const { peerDependencies, dependencies, devDependencies } = owner?.json ?? {}
  const written = peerDependencies?.[name] ?? dependencies?.[name] ?? devDependencies?.[name]
  const range = written?.replace(/^workspace:[\^~]?(?=\*?$)|^workspace:/, '')
  if (range === '' || range === undefined) return undefined
  return validRange(range) === null ? undefined : range
}
