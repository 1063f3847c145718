import { configNotHonoured, configUnsupported, keysNotHonoured } from '@mortise/shared/not-honoured'
import type { PluginSource } from '../discover/plugin-source.ts'

/** What a page will say of these manifests, in the page's words: authors should not have to run it first. */
export function findNotHonoured(plugins: readonly PluginSource[]): string[] {
  return plugins.flatMap(({ id, manifest }) => {
    const { version, loading } = manifest
    const keys = keysNotHonoured(loading)
    const found = [
      ...(loading.sandboxing.enabled ? [configUnsupported({ id, version })] : []),
      ...(keys.length > 0 ? [configNotHonoured({ id, version, keys })] : []),
    ]
    return found.map(({ code, why, fix }) => `${code}: ${why} Fix: ${fix}`)
  })
}
