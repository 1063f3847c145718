import type { PluginSource } from '../discover/plugin-source.ts'

/**
 * The module that a plugin's build starts from: the exports of its entry, and `$features`. Features are
 * targets of `import()`, so that the bundler itself finds the right exports wherever it puts a feature's
 * code.
 */
export function entryCode({ entry, features }: Pick<PluginSource, 'entry' | 'features'>): string {
  const loaders = Object.entries(features).map(
    ([name, file]) => `  ${JSON.stringify(name)}: () => import(${JSON.stringify(file)}),\n`,
  )
  return [...exportsOf(entry), `export const $features = {\n${loaders.join('')}}\n`].join('')
}

/** The same for the dev server, which has no chunks: there a feature comes with the entry as an import. */
export function bundledEntryCode({
  entry,
  features,
}: Pick<PluginSource, 'entry' | 'features'>): string {
  const all = Object.entries(features)
  const imports = all.map(([, file], index) => {
    return `import * as feature${index} from ${JSON.stringify(file)}\n`
  })
  const loaders = all.map(([name], index) => {
    return `  ${JSON.stringify(name)}: async () => feature${index},\n`
  })
  return [
    ...imports,
    ...exportsOf(entry),
    `export const $features = {\n${loaders.join('')}}\n`,
  ].join('')
}

function exportsOf(entry: string) {
  const from = JSON.stringify(entry)
  return [
    // No namespace object: it would need the bundler's helpers, a request more for every start.
    `export * from ${from}\n`,
    `export { default } from ${from}\n`,
  ]
}

/**
 * The module that `hotReload.stateSerialization.handler` names, as one more export of the entry. Another
 * handler is the name of an export.
 */
export function serializerCode({ folder, manifest }: PluginSource): string {
  const { enabled, handler } = manifest.loading.hotReload.stateSerialization
  if (!enabled || !handler?.startsWith('.')) return ''
  const file = `${folder}/${handler.replace(/^\.\//, '')}`
  return `export * as $serializer from ${JSON.stringify(file)}\n`
}
