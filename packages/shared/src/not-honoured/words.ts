import type { ErrorCode } from '../mortise-error.ts'

interface Words {
  readonly code: ErrorCode
  readonly why: string
  readonly fix: string
}

interface PluginFacts {
  readonly id: string
  readonly version: string
}

/** The page, the dev server, the build and the command line say these with the same words. */
export function configUnsupported({ id, version }: PluginFacts): Words {
  return {
    code: 'CONFIG_UNSUPPORTED',
    why: `Plugin "${id}" ${version} asks for "loading.sandboxing.enabled": true, which this version cannot honour, and an unsandboxed plugin would be less safe than it says.`,
    fix: 'Set it to false if the plugin is trusted, or leave the plugin out.',
  }
}

/** `keys` are paths below `loading`. */
export function configNotHonoured({
  id,
  version,
  keys,
}: PluginFacts & { readonly keys: readonly string[] }): Words {
  return {
    code: 'CONFIG_NOT_HONOURED',
    why: `Plugin "${id}" ${version} sets ${keys.map((key) => `"loading.${key}"`).join(', ')}, which this version does not honour yet.`,
    fix: 'Remove the keys, or do without what they ask for.',
  }
}
