import { configNotHonoured, configUnsupported, keysNotHonoured } from '@mortise/shared/not-honoured'
import type { PluginSource } from '../discover/plugin-source.ts'
import { keysOverruled } from '../errors.ts'
import { overruledKeys } from '../plan/feature-loading.ts'

/**
 * Keys that these manifests set in vain. What a page will say of them is said in the page's words:
 * authors should not have to run it first.
 */
export function findNotHonoured(plugins: readonly PluginSource[]): string[] {
  return plugins.flatMap(({ id, manifest }) => {
    const { version, loading } = manifest
    const keys = keysNotHonoured(loading)
    const overruled = overruledKeys(loading)
    const found = [
      ...(loading.sandboxing.enabled ? [configUnsupported({ id, version })] : []),
      ...(keys.length > 0 ? [configNotHonoured({ id, version, keys })] : []),
      ...(overruled.length > 0 ? [keysOverruled(id, overruled)] : []),
    ]
    return found.map(({ code, why, fix }) => `${code}: ${why} Fix: ${fix}`)
  })
}
