import type { SharedRequirement } from '@mortise/shared'
import type { HostBuild, ProvidedModule } from '../build.ts'
import type { Namespace } from '../plugin.ts'
import type { Generation, Release } from './executor.ts'
import type { FallbackProviders } from './fallback-providers.ts'

export interface SharedDependencies {
  /**
   * The page's instance that answers a requirement of a release.
   * @throws SHARED_MISSING, SHARED_EXPORT_MISSING
   */
  resolve(release: Release, key: string, user: Generation): Promise<Namespace>
  release(user: Generation): void
}

/**
 * The host's copy where the plan says so and it has what is asked for; else a fallback provider,
 * which a page without one never fetches.
 */
export function createSharedDependencies(
  provided: HostBuild['provided'],
  /**
   * The plan's choice for `<package>@<range>`: `host` or the id of a plugin. The answer to one plugin
   * alone stands under `<plugin> <package>@<range>`.
   */
  choose: (requirement: string) => string | undefined,
  createFallback: () => Promise<FallbackProviders>,
): SharedDependencies {
  let fallback: Promise<FallbackProviders> | undefined
  return {
    async resolve(release, key, user) {
      const requirement = release.manifest.shared[key] as SharedRequirement
      const { specifier, package: name, range } = requirement
      const asked = `${name}@${range}`
      const provider = choose(`${release.manifest.id} ${asked}`) ?? choose(asked)
      const own = provided[specifier]
      if (provider === 'host' && own && has(own, requirement)) return own.module
      fallback = createFallback()
      return (await fallback).resolve({ release, requirement, provider, own }, user)
    },
    release: (user) => void fallback?.then((providers) => providers.release(user)).catch(() => {}),
  }
}

/** Of a large package the host has only the names that its own workspace's plugins use. */
function has({ names, module }: ProvidedModule, { names: wanted }: SharedRequirement) {
  if (!wanted) return !names
  return wanted.every((name) => names?.includes(name) ?? name in module)
}
