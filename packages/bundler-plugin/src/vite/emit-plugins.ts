import { posix } from 'node:path'
import type { Plugin, Rolldown } from 'vite'
import { integrityOf, shortHash } from '../describe/content-hash.ts'
import type { BuiltPlugin } from '../describe/describe-catalog.ts'
import { describePlugin } from '../describe/describe-plugin.ts'
import type { BuildFacts } from '../describe/describe-plugin.ts'
import { createClosures } from '../describe/final-chunk.ts'
import type { FinalChunk } from '../describe/final-chunk.ts'
import { packTable, type Pack } from '../describe/pack.ts'
import { addUsedNames, type UsedNames } from '../describe/used-names.ts'
import { invariantBroken, warningOf } from '../errors.ts'
import { findBrokenInvariants } from '../plan/invariants.ts'
import type { ChunkPlan } from '../plan/plan-chunks.ts'
import { chunkOfFile } from './chunk-files.ts'
import { findTooLarge } from './check-sizes.ts'
import { describeWorkspace } from './describe-workspace.ts'
import { layerStyles } from './layer-styles.ts'
import { pluginsEnvironment } from './module-id.ts'
import type { ChunkPlanHolder } from './plan-output.ts'
import { toFinalChunks } from './to-final-chunks.ts'
import type { Workspace, WorkspaceHolder } from './workspace.ts'

/** Turns Rolldown's chunks into factory chunks and writes the manifests and the catalog. */
export function emitPlugins(workspace: WorkspaceHolder, plan: ChunkPlanHolder): Plugin {
  return {
    name: 'mortise:emit-plugins',
    apply: 'build',
    applyToEnvironment: ({ name }) => name === pluginsEnvironment,
    generateBundle: {
      // After Vite's own work on styles and assets.
      order: 'post',
      async handler(_options, bundle) {
        if (!plan.current) return
        const opened = workspace.get()
        const { folder, catalog: catalogFile } = opened.options
        const chunks = Object.values(bundle).filter((output) => output.type === 'chunk')
        checkInvariants(chunks, plan.current, folder)

        const { sourcemap } = this.environment.config.build
        const finished = await toFinalChunks(chunks, opened, sourcemap)
        const { final, sharedNames } = finished
        for (const error of findTooLarge(final, chunks, opened)) this.warn(warningOf(error))
        for (const { fileName } of chunks) {
          delete bundle[fileName]
          delete bundle[`${fileName}.map`]
        }
        if (opened.options.styleLayers) layerStyles(final.values(), bundle, folder)
        const facts = gatherFacts(final, sharedNames, plan.current, bundle, opened)
        const plugins = opened.plugins.map((source): BuiltPlugin => {
          const manifestFolder = `${folder}/${source.id}`
          const manifest = describePlugin(source, { ...facts, manifestFolder })
          const text = JSON.stringify(manifest)
          const fileName = `${manifestFolder}/manifest-${shortHash(text)}.json`
          this.emitFile({ type: 'asset', fileName, source: text })
          const address = posix.relative(posix.dirname(catalogFile), fileName)
          return { source, manifest, address, integrity: integrityOf(text, 'sha256') }
        })
        const described = describeWorkspace(plugins, opened, finished, sourcemap)
        const { catalog, plan: resolved, isPlain, packs } = described
        for (const warning of described.warnings) this.warn(warningOf(warning))
        const files = [
          ...[...final.values(), ...packs].map(({ file, code }) => [file, code] as const),
          ...finished.maps,
          ...described.maps,
          ...(opened.options.serviceWorker ? packs.map(tableFile) : []),
        ]
        for (const [fileName, source] of files) this.emitFile({ type: 'asset', fileName, source })
        this.emitFile({ type: 'asset', fileName: catalogFile, source: JSON.stringify(catalog) })
        opened.built = {
          plugins,
          catalog,
          plan: resolved,
          packs,
          isPlain,
          sharedNames: namesBySpecifier(sharedNames, opened),
        }
      },
    },
  }
}

function tableFile(pack: Pack) {
  const { file, table } = packTable(pack)
  return [file, JSON.stringify(table)] as const
}

function checkInvariants(chunks: readonly Rolldown.OutputChunk[], plan: ChunkPlan, folder: string) {
  const nameOf = (fileName: string) => chunkOfFile(folder, fileName)
  const emitted = new Set(chunks.map(({ fileName }) => fileName))
  const broken = findBrokenInvariants(
    chunks.map(({ fileName, imports, moduleIds }) => ({
      name: nameOf(fileName),
      modules: moduleIds,
      imports: imports.filter((target) => emitted.has(target)).map(nameOf),
    })),
    plan.facts,
  )
  if (broken.length > 0) throw invariantBroken(broken)
}

function gatherFacts(
  chunks: ReadonlyMap<string, FinalChunk>,
  sharedNames: ReadonlyMap<string, readonly string[] | undefined>,
  plan: ChunkPlan,
  bundle: Rolldown.OutputBundle,
  { shared }: Workspace,
): Omit<BuildFacts, 'manifestFolder'> {
  const styles = new Map<string, { size: number; integrity: string }>()
  for (const output of Object.values(bundle)) {
    if (output.type !== 'asset' || !output.fileName.endsWith('.css')) continue
    const size = Buffer.byteLength(output.source)
    styles.set(output.fileName, { size, integrity: integrityOf(output.source) })
  }
  return {
    chunks,
    closureOf: createClosures(chunks),
    featureChunks: plan.featureChunks,
    styles,
    uses: shared.uses,
    sharedNames,
    fallbacks: shared.fallbacks,
  }
}

function namesBySpecifier(
  byKey: ReadonlyMap<string, readonly string[] | undefined>,
  { shared }: Workspace,
) {
  const bySpecifier: UsedNames = new Map()
  for (const [key, names] of byKey) {
    const specifier = shared.uses.get(key)?.specifier
    if (specifier !== undefined) addUsedNames(bySpecifier, specifier, names)
  }
  return bySpecifier
}
