import type { Plugin } from 'vite'
import type { PluginSource } from '../discover/plugin-source.ts'
import { moduleAddress } from './describe-sources.ts'
import { virtualName } from './module-id.ts'
import type { WorkspaceHolder } from './workspace.ts'

/** The message by which the dev server tells a page which features an edit reached. */
export const editedMessage = 'mortise:edited'

export interface Edited {
  readonly plugin: string
  /** Names of those that no framework's own refresh takes in. */
  readonly features: readonly string[]
}

/**
 * A plugin's entry takes, in development, the edits that nothing below it took: it hands its next
 * version to the runtime instead of having the page reloaded.
 */
export function acceptEdits(workspace: WorkspaceHolder): Plugin {
  return {
    name: 'mortise:accept-edits',
    apply: 'serve',
    // A hook with the order "post" would come after the one by which Vite finds what accepts.
    enforce: 'post',
    transform: {
      filter: { id: /^\0mortise:entry:/ },
      handler(code, id) {
        const name = virtualName('entry', id)
        const plugin = workspace.get().plugins.find((candidate) => candidate.id === name)
        if (!plugin || !takesEdits(plugin)) return undefined
        return { code: code + acceptCode(plugin, workspace.get().root), map: null }
      },
    },
  }
}

/** In development a plugin is reloaded in the page only where its manifest says so. */
export function takesEdits({ manifest }: PluginSource): boolean {
  const { enabled, environment } = manifest.loading.hotReload
  return enabled && environment === 'development'
}

/**
 * Vite finds `import.meta.hot.accept(` in the text. Answers of two edits may come in another order than
 * the edits, so a version knows its time. What Fast Refresh gave back is of the feature that it is, or
 * may be of any. What the runtime reads is in its `served-entry.ts`.
 */
function acceptCode({ id, entry, features }: PluginSource, root: string): string {
  // As Vite names them in its messages, which know no base.
  const addresses = Object.entries(features).map(([name, file]) => [
    name,
    moduleAddress(file, { base: '/', root }),
  ])
  return `
export * as $own from ${JSON.stringify(entry)}
export const $served = import.meta.hot.data
export const $time = Number(new URL(import.meta.url).searchParams.get('t'))
$served.listeners ??= new Set()
$served.changed ??= new Set()
import.meta.hot.accept((next) => {
  if (!next || next.$time < ($served.module?.$time ?? 0)) return
  $served.module = next
  for (const tell of $served.listeners) tell()
})
import.meta.hot.on(${JSON.stringify(editedMessage)}, ({ plugin, features }) => {
  if (plugin === ${JSON.stringify(id)}) for (const name of features) $served.changed.add(name)
})
const $addresses = ${JSON.stringify(addresses)}
const $ofFeature = (by) => $addresses.some(([, address]) => address === by)
import.meta.hot.on('vite:beforeUpdate', ({ updates }) => {
  for (const { path, firstInvalidatedBy: by } of updates) {
    if (!by || !path.endsWith(${JSON.stringify(`mortise:entry:${id}`)})) continue
    for (const [name, address] of $addresses) {
      if (address === by || !$ofFeature(by)) $served.changed.add(name)
    }
  }
})
`
}
