import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** A plugin's files are entered from its manifest, which knip does not read. */
function pluginEntries(folder) {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((plugin) => existsSync(join(plugin, 'plugin.json')))
    .map((plugin) => {
      const { entry, features } = JSON.parse(readFileSync(join(plugin, 'plugin.json'), 'utf8'))
      return [plugin, [entry ?? 'src/index.{ts,tsx}', ...Object.values(features ?? {})]]
    })
}

const relative = (path) => path.replace(/^\.\//, '')

export default {
  // A type beside the function whose signature needs it is not clutter.
  ignoreExportsUsedInFile: { interface: true, type: true },
  workspaces: {
    '.': {
      entry: [
        'scripts/{start,build,test}.mjs',
        'scripts/docs/write-configuration.mjs',
        'e2e/support/serve-sources.mjs',
      ],
      ignoreDependencies: [
        // Run by name, in scripts/test-steps.mjs.
        '@arethetypeswrong/cli',
        'oxlint',
        'publint',
        // Imported by apps that end-to-end tests write.
        '@sveltejs/vite-plugin-svelte',
        '@vitejs/plugin-vue',
        'vue',
        // Pinned here for the packages, which name ranges.
        '@types/semver',
        'react',
      ],
      project: ['scripts/**/*.mjs', 'e2e/*.ts', 'e2e/support/**'],
    },
    'packages/*': { entry: ['src/**/*.test.{ts,tsx}'], project: ['src/**/*.{ts,tsx}'] },
    'packages/bundler-plugin': {
      // The worker is named by its address.
      entry: ['src/**/*.test.{ts,tsx}', 'src/factory/analyse-worker.ts'],
      project: ['src/**/*.{ts,tsx}'],
      // An optional peer, on purpose: who builds with another bundler has no Vite.
      ignoreDependencies: ['vite'],
    },
    'packages/shared': {
      entry: ['src/**/*.test.ts', 'scripts/*.mjs'],
      project: ['src/**/*.ts', 'scripts/*.mjs'],
    },
    playground: { project: ['src/**/*.{ts,tsx}'] },
    ...Object.fromEntries(
      pluginEntries('playground/plugins').map(([plugin, entry]) => [
        plugin,
        { entry: entry.map(relative), project: ['src/**/*.{ts,tsx}'] },
      ]),
    ),
    'e2e/lab': {
      entry: ['e2e/lab/plugins', 'e2e/lab/next/plugins']
        .flatMap(pluginEntries)
        .flatMap(([plugin, entry]) =>
          entry.map((file) => join(plugin, file).replace('e2e/lab/', '')),
        )
        .concat('next/vite.config.ts'),
      project: ['**/*.{ts,tsx}'],
    },
  },
}
