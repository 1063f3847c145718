import type { SharedRequirement } from '@mortise/shared'
import type { ProvidedModule } from '../build.ts'
import type { late } from '../errors.ts'
import type { Namespace } from '../plugin.ts'
import type { Executor, Generation, Release } from './executor.ts'

/** What one release asks for, and what the plan and the host have to say to it. */
export interface SharedQuestion {
  readonly release: Release
  readonly requirement: SharedRequirement
  /** `host` or the id of a plugin; absent when the plan has no answer. */
  readonly provider: string | undefined
  /** The host's copy, which does not fit. */
  readonly own: ProvidedModule | undefined
}

export interface FallbackProviders {
  /** @throws SHARED_MISSING, SHARED_EXPORT_MISSING */
  resolve(question: SharedQuestion, user: Generation): Promise<Namespace>
  /** Drops the instances that only this user had. */
  release(user: Generation): void
}

interface Provider {
  readonly release: Release
  readonly generation: Generation
  readonly users: Set<Generation>
}

/**
 * Instances that no host provides. Each package version is linked once for the page, in a generation
 * of its own that lives as long as one of its users.
 */
export function createFallbackProviders(
  executor: Executor,
  releaseOf: (pluginId: string) => Promise<Release | undefined>,
  explain: typeof late,
): FallbackProviders {
  const providers = new Map<string, Provider>()
  const releases = new Map<string, Promise<Release | undefined>>()

  function readOnce(pluginId: string) {
    const read = releases.get(pluginId) ?? releaseOf(pluginId)
    releases.set(pluginId, read)
    // Later the plan may have another release of the plugin; the HTTP cache has this one.
    const forget = () => releases.delete(pluginId)
    read.then(forget, forget)
    return read
  }

  async function sourceOf({ release, requirement: { specifier }, provider }: SharedQuestion) {
    if (provider && provider !== 'host') {
      const planned = await readOnce(provider)
      if (planned?.manifest.provides?.[specifier]) return planned
    }
    return release
  }

  return {
    async resolve(question, user) {
      const { package: name, specifier } = question.requirement
      const source = await sourceOf(question)
      const found = source.manifest.provides?.[specifier]
      if (!found) throw await missing(question, explain)
      const key = `${name}@${found.version}`
      const provider = providers.get(key) ?? {
        release: source,
        generation: executor.open(source),
        users: new Set(),
      }
      provider.users.add(user)
      providers.set(key, provider)
      // The subpaths of one package come from one build of it.
      const { chunk } = provider.release.manifest.provides?.[specifier] ?? found
      await provider.generation.load(chunk)
      return provider.generation.link(chunk)
    },
    release(user) {
      for (const [key, { generation, users }] of providers) {
        if (!users.delete(user) || users.size) continue
        providers.delete(key)
        generation.dispose()
      }
    },
  }
}

function missing({ release, requirement, own }: SharedQuestion, explain: typeof late) {
  const { id, version } = release.manifest
  const { specifier, range, names = [] } = requirement
  const facts = { id, version, specifier, range }
  if (!own) return explain('sharedMissing', facts)
  const known = own.names ?? Object.keys(own.module)
  const lacking = names.filter((name) => !known.includes(name))
  return explain('sharedExportMissing', { ...facts, names: lacking, provided: own.version })
}
