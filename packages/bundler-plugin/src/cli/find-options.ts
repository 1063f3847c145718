import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { MortiseError } from '@mortise/shared'
import type { Plugin, PluginOption, UserConfig } from 'vite'
import { configUnreadable, viteMissing, workspaceMissing } from './errors.ts'
import { apiPlugin, type MortiseApi } from '../vite/api.ts'
import type { ResolvedOptions } from '../vite/options.ts'

export interface Found {
  /** Folder of the host, with forward slashes. */
  readonly root: string
  readonly options: ResolvedOptions
}

/** The same, and the config that it stands in. */
export interface FoundConfig {
  readonly root: string
  readonly config: UserConfig
  readonly api: MortiseApi
}

/**
 * The options of `mortise()` in the project's Vite config, so that the command line needs none of its own.
 * @throws as `findConfig` does.
 */
export async function findOptions(folder: string, root?: string, config?: string): Promise<Found> {
  const found = await findConfig(folder, root, config)
  return { root: found.root, options: found.api.options }
}

/**
 * The project's Vite config, in which `mortise()` stands. It is loaded and not resolved: that would run
 * the hooks of every plugin, and stop at the first mistake of a manifest.
 * @throws CONFIG_WORKSPACE_MISSING, CONFIG_VITE_MISSING, CONFIG_UNREADABLE, and what `mortise()` throws.
 */
export async function findConfig(
  folder: string,
  root?: string,
  config?: string,
): Promise<FoundConfig> {
  const { loadConfigFromFile } = await import('vite').catch((cause: unknown) => {
    throw viteMissing(cause)
  })
  const base = resolve(folder, root ?? '.')
  if (config !== undefined && !existsSync(resolve(folder, config))) throw workspaceMissing(config)
  const file = config === undefined ? undefined : resolve(folder, config)
  const loaded = await loadConfigFromFile(
    { command: 'build', mode: 'production' },
    file,
    base,
    'silent',
  ).catch((cause: unknown) => {
    throw cause instanceof MortiseError ? cause : configUnreadable(file ?? base, cause)
  })
  if (!loaded) throw workspaceMissing(base)
  const plugins = await flatten(loaded.config.plugins)
  const api = plugins.find(({ name }) => name === apiPlugin)?.api as MortiseApi | undefined
  if (!api) throw workspaceMissing(loaded.path)
  const host = root === undefined ? resolve(base, loaded.config.root ?? '.') : base
  return { root: host.replaceAll('\\', '/'), config: { ...loaded.config, plugins }, api }
}

/** Vite takes plugins as lists of lists and as promises of them. */
async function flatten(option: PluginOption | PluginOption[]): Promise<Plugin[]> {
  const settled = await option
  if (Array.isArray(settled)) return (await Promise.all(settled.map(flatten))).flat()
  return settled ? [settled] : []
}
