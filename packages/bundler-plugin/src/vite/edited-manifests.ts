import { isDeepStrictEqual } from 'node:util'
import type { BuildManifest } from '@mortise/shared'
import type { PluginSource } from '../discover/plugin-source.ts'
import { describeSource, type Site } from './describe-sources.ts'

/** What became of the plugins' manifests. Ids of plugins. */
export interface ManifestChanges {
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly removed: readonly string[]
}

/** Build manifests of the dev server, also as they were: a page that takes an edit back asks for that. */
export interface EditedManifests {
  /** Part of addresses: a manifest, and the entry whose features it names, have another with each edit. */
  readonly site: Site
  /** From now on the plugins are as these say. */
  renew(before: readonly PluginSource[], now: readonly PluginSource[]): ManifestChanges
  /** Gives a plugin's entry another address: a browser never asks again for a module that failed. */
  renewEntry(plugin: PluginSource): void
  /** `time` as the address has it. */
  answer(plugin: PluginSource, time: string | null): BuildManifest
}

export function createEditedManifests({ base, root }: Site): EditedManifests {
  const editedAt = new Map<string, number>()
  const former = new Map<string, BuildManifest>()
  const site = { base, root, editedAt }

  function renewEntry(plugin: PluginSource) {
    const { id } = plugin
    former.set(`${id} ${editedAt.get(id) ?? ''}`, describeSource(plugin, site))
    // Two edits within one millisecond are two edits.
    editedAt.set(id, Math.max(Date.now(), (editedAt.get(id) ?? 0) + 1))
  }

  return {
    site,
    renewEntry,
    renew(before, now) {
      const changes = compare(before, now)
      for (const plugin of before) if (changes.changed.includes(plugin.id)) renewEntry(plugin)
      return changes
    },
    answer: (plugin, time) =>
      former.get(`${plugin.id} ${time ?? ''}`) ?? describeSource(plugin, site),
  }
}

function compare(before: readonly PluginSource[], now: readonly PluginSource[]): ManifestChanges {
  const known = new Map(before.map((plugin) => [plugin.id, plugin]))
  const ids = new Set(now.map(({ id }) => id))
  const isOther = (plugin: PluginSource) => {
    const was = known.get(plugin.id)
    return was && !isDeepStrictEqual(shownBy(was), shownBy(plugin))
  }
  return {
    added: [...ids].filter((id) => !known.has(id)),
    changed: now.filter(isOther).map(({ id }) => id),
    removed: [...known.keys()].filter((id) => !ids.has(id)),
  }
}

/** What a page gets to see of a plugin's manifest. */
function shownBy({ written, entry, features, folder }: PluginSource) {
  return { written, entry, features, folder }
}
