import type { PluginSource } from '../discover/plugin-source.ts'

/**
 * The module that a plugin's build starts from. Features are targets of `import()`, so that the bundler
 * itself finds the right exports wherever it puts a feature's code.
 */
export function entryCode({ entry, features }: Pick<PluginSource, 'entry' | 'features'>): string {
  const loaders = Object.entries(features).map(
    ([name, file]) => `  ${JSON.stringify(name)}: () => import(${JSON.stringify(file)}),\n`,
  )
  return [
    `import * as module from ${JSON.stringify(entry)}\n`,
    'export { module }\n',
    `export const features = {\n${loaders.join('')}}\n`,
  ].join('')
}
