import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { OfflinePlan } from '@mortise/shared'
import type { Plugin, ResolvedConfig, Rolldown } from 'vite'
import { integrityOf } from '../describe/content-hash.ts'
import { describeOffline, type HostOutput } from '../describe/offline-plan.ts'
import {
  pluginsEnvironment,
  runtimePackage,
  workerAddressId,
  workerAddressSpecifier,
} from './module-id.ts'
import type { WorkspaceHolder } from './workspace.ts'

/** At the root of the output, because a worker serves what lies beside and below it. Never hashed. */
const workerFile = 'mortise-sw.js'

/**
 * Writes the host's service worker, with what it keeps written into it, and tells the page where it is.
 * It is written last: it holds the hashes of the files as they are on the disk.
 */
export function emitServiceWorker(workspace: WorkspaceHolder): Plugin {
  let config: ResolvedConfig
  return {
    name: 'mortise:emit-service-worker',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name !== pluginsEnvironment,
    configResolved(resolved) {
      config = resolved
    },
    resolveId: {
      order: 'pre',
      filter: { id: new RegExp(`^${workerAddressSpecifier}$`) },
      handler: () => workerAddressId,
    },
    load: {
      filter: { id: new RegExp(`^${workerAddressId}$`) },
      handler() {
        const address = config.command === 'serve' ? { isServed: true } : builtAddress()
        return `export const worker = ${JSON.stringify(address)}\n`
      },
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler({ dir }, bundle) {
        const { built, options, root } = workspace.get()
        if (!built || !options.serviceWorker || this.environment.config.build.ssr) return
        const folder = dir ?? resolve(root, config.build.outDir)
        const host = await readHost(bundle, folder, config.build.assetsDir)
        const plan = describeOffline(host, built, options, options.serviceWorker)
        await writeFile(join(folder, workerFile), await bundleWorker(plan, config))
      },
    },
  }

  function builtAddress() {
    return workspace.get().options.serviceWorker ? { url: config.base + workerFile } : {}
  }
}

async function readHost(
  bundle: Rolldown.OutputBundle,
  folder: string,
  assetsDir: string,
): Promise<HostOutput> {
  const outputs = Object.values(bundle)
  const paths = outputs.map(({ fileName }) => fileName).filter((name) => /\.(?:js|css)$/.test(name))
  const files = paths.map(async (path) => {
    const bytes = await readFile(join(folder, path))
    return [path, integrityOf(bytes, 'sha256')] as const
  })
  const entries = outputs.flatMap((output) =>
    output.type === 'chunk' && output.isEntry ? output.fileName : [],
  )
  return { files: new Map(await Promise.all(files)), entries, assetsDir }
}

/** A classic script: not every browser has module workers of this kind. */
async function bundleWorker(plan: OfflinePlan, { root, build }: ResolvedConfig): Promise<string> {
  const vite = await import('vite')
  const entry = 'mortise-sw'
  const code = `import { serveOffline } from '${runtimePackage}/service-worker/worker'
serveOffline(self, ${JSON.stringify(plan)})
`
  const result = await vite.build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [
      {
        name: 'mortise:worker',
        resolveId: (id) => (id === entry ? `\0${entry}` : undefined),
        load: (id) => (id === `\0${entry}` ? code : undefined),
      },
    ],
    build: {
      write: false,
      minify: build.minify,
      target: build.target,
      modulePreload: false,
      rolldownOptions: { input: entry, output: { format: 'iife' } },
    },
  })
  const { output } = [result].flat()[0] as Rolldown.RolldownOutput
  return output[0].code
}
