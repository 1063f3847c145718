import type { Plugin } from 'vite'
import { hostBuildId } from './module-id.ts'

/** The message by which the dev server tells pages that manifests say something else: `ManifestChanges`. */
export const manifestsMessage = 'mortise:manifests'
/** The message by which a page asks for another address of an entry that failed: `{ plugin }`. */
export const renewMessage = 'mortise:renew'

/**
 * The page's runtime hears of edits through the module of its build, the one of ours that every page
 * of the dev server has: also of edits of manifests, and of plugins whose entry has never run.
 */
export function tellEdits(): Plugin {
  return {
    name: 'mortise:tell-edits',
    apply: 'serve',
    enforce: 'post',
    transform: {
      filter: { id: new RegExp(`^${hostBuildId}$`) },
      handler: (code) => ({ code: code + tellCode, map: null }),
    },
  }
}

/** What the runtime reads is in its `build.ts`. */
const tellCode = `
build.served = {
  listeners: new Set(),
  renew: (plugin) => import.meta.hot.send(${JSON.stringify(renewMessage)}, { plugin }),
}
const clean = () => {
  for (const overlay of document.querySelectorAll('vite-error-overlay')) overlay.close()
}
const ofEntry = /mortise:entry:([^?]+)/
const entriesOf = ({ updates }) => updates.map(({ path }) => ofEntry.exec(path)?.[1])
import.meta.hot.on(${JSON.stringify(manifestsMessage)}, (manifests) => {
  clean()
  // Nobody is there yet who could take them.
  if (!build.served.listeners.size) location.reload()
  for (const take of build.served.listeners) take({ manifests })
})
// Vite reloads the page for a first update that finds an error on it: one of the host, it supposes.
import.meta.hot.on('vite:beforeUpdate', (payload) => {
  if (build.served.listeners.size && entriesOf(payload).every(Boolean)) clean()
})
import.meta.hot.on('vite:afterUpdate', (payload) => {
  const entries = entriesOf(payload).filter(Boolean)
  for (const take of build.served.listeners) take({ entries })
})
`
