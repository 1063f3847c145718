import { dirname, join, resolve } from 'node:path'
import type { Plugin, Rolldown, UserConfig, ViteBuilder } from 'vite'
import { fileOf, pluginsEnvironment } from '../../vite/module-id.ts'
import { findConfig } from '../find-options.ts'
import { foldersIn } from './watch-folders.ts'

/** What one build of plugins gave. */
export interface PluginBuild {
  /** Path in the output → content. */
  readonly files: ReadonlyMap<string, string | Uint8Array>
  /** Path of the catalog among them. */
  readonly catalog: string
}

export interface PluginBuilder {
  /** Builds anew. @throws what the build throws. */
  build(): Promise<PluginBuild>
  /** Folders whose files the builds so far have read; none of installed packages. */
  folders(): Promise<readonly string[]>
  /** Whether a change of this file asks for another builder: it is about more than code. */
  isAbout(file: string): boolean
}

export interface BuilderOptions {
  /** Folder in which the command runs. */
  readonly folder: string
  readonly root: string | undefined
  readonly config: string | undefined
  /** Ids of plugins; none for the only one there is. */
  readonly names: readonly string[]
}

/**
 * Builds plugins for a page in production by the project's own Vite config, again and again, into
 * memory. Nothing of a host is built.
 * @throws what `findConfig` throws; CONFIG_* and MANIFEST_* codes.
 */
export async function createPluginBuilder(options: BuilderOptions): Promise<PluginBuilder> {
  const { createBuilder, mergeConfig } = await import('vite')
  const found = await findConfig(options.folder, options.root, options.config)
  found.api.standAlone(options.names)
  const modules = new Set<string>()
  const own: UserConfig = {
    plugins: [noteModules(modules)],
    // The host is a production build: its React is, and so is what it gives to plugins.
    mode: 'production',
    logLevel: 'error',
    build: { write: false, minify: false, sourcemap: true },
  }
  const builder = await createBuilder({
    ...mergeConfig(found.config, own),
    configFile: false,
    root: found.root,
  })
  return {
    async folders() {
      const own = await Promise.all(found.api.plugins().map(({ folder }) => foldersIn(folder)))
      return [...own.flat(), ...[...modules].map((file) => dirname(file))]
    },
    isAbout(file) {
      const plugins = found.api.plugins()
      return plugins.some((one) => {
        return file === resolve(one.manifestFile) || file === join(one.folder, 'package.json')
      })
    },
    async build() {
      const files = new Map(outputsOf(await buildPlugins(builder)).map(contentOf))
      return { files, catalog: found.api.options.catalog }
    },
  }
}

function noteModules(modules: Set<string>): Plugin {
  return {
    name: 'mortise:note-modules',
    applyToEnvironment: ({ name }) => name === pluginsEnvironment,
    buildEnd() {
      for (const id of this.getModuleIds()) {
        const file = fileOf(id)
        if (!id.startsWith('\0') && !file.includes('/node_modules/')) modules.add(resolve(file))
      }
    },
  }
}

async function buildPlugins(builder: ViteBuilder) {
  const { [pluginsEnvironment]: plugins } = builder.environments
  if (!plugins) throw new Error('The config has lost the environment of the plugins.')
  return builder.build(plugins)
}

function outputsOf(built: Awaited<ReturnType<ViteBuilder['build']>>) {
  return [built].flat().flatMap((one) => ('output' in one ? one.output : []))
}

const contentOf = (output: Rolldown.OutputAsset | Rolldown.OutputChunk) =>
  [output.fileName, output.type === 'asset' ? output.source : output.code] as const
