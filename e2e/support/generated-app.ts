import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { PluginManifestInput } from '@mortise/shared'
import type { Host } from '@mortise/browser-runtime'

declare global {
  interface Window {
    /** Of a generated app. */
    host: Host
    /** Ids of the plugins whose feature was evaluated. */
    evaluated?: string[]
  }
}

type Loading = PluginManifestInput['loading']

/** Texts of an app, where a test needs others. */
export interface AppText {
  /** The host's own script. */
  main?: string
  /** The entry of every plugin. */
  entry?: string
  /** Options of `mortise()` as code. */
  options?: string
  /** What the manifest of a plugin says besides. */
  manifest?(name: string): Partial<PluginManifestInput>
  /** Further files of a plugin, or others in the place of its own, by path in its folder. */
  files?(name: string): Readonly<Record<string, string>>
}

const plainMain = `import { createHost } from '@mortise/browser-runtime'
window.host = createHost({ catalog: '/plugins.json' })
await window.host.bootstrap()
document.documentElement.dataset.ready = ''
`

const root = fileURLToPath(new URL('../..', import.meta.url))

export const appFolder = (name: string): string => join(root, 'e2e/generated', name)

/**
 * Writes an app whose plugins differ in nothing but their `loading` block, so that a test can flip one
 * key. Each plugin has one feature, `view`, and shows it at `/<name>`. Gives the app's folder.
 */
export async function writeApp(
  name: string,
  plugins: Readonly<Record<string, Loading>>,
  text: AppText = {},
  /** More files, by path. */
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const folder = appFolder(name)
  await rm(folder, { recursive: true, force: true })
  const files = {
    'package.json': JSON.stringify({
      name,
      private: true,
      type: 'module',
      dependencies: { '@mortise/browser-runtime': '*' },
    }),
    'index.html':
      '<!doctype html><link rel="icon" href="data:,"><title>app</title><script type="module" src="/src/main.tsx"></script>',
    'src/main.tsx': text.main ?? plainMain,
    'vite.config.js': `import { mortise } from '@mortise/bundler-plugin/vite'
export default { plugins: [mortise(${text.options ?? ''})], build: { target: 'esnext' } }
`,
    ...Object.assign({}, ...Object.entries(plugins).map((plugin) => pluginFiles(plugin, text))),
    ...more,
  }
  for (const [path, text] of Object.entries<string>(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return folder
}

/** Builds the app with `vite build`, in a process of its own; gives what it printed. */
export async function buildApp(folder: string): Promise<string> {
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const run = promisify(execFile)
  const { stdout, stderr } = await run(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: folder,
  })
  return stdout + stderr
}

/** Writes a plugin's `plugin.json` again. */
export function writeManifest(
  folder: string,
  name: string,
  loading: Loading,
  text?: AppText,
): Promise<void> {
  const file = `plugins/${name}/plugin.json`
  return writeFile(join(folder, file), pluginFiles([name, loading], text)[file] ?? '')
}

function pluginFiles(
  [name, loading]: [string, Loading],
  { entry = 'export default { init() {} }\n', manifest: besides, files }: AppText = {},
): Record<string, string> {
  const manifest = {
    id: name,
    version: '1.0.0',
    type: 'plugin',
    name,
    features: { view: './src/view.js' },
    extensions: { 'app.routes': [{ path: `/${name}`, feature: 'view' }] },
    loading,
    ...besides?.(name),
  }
  const others = Object.entries(files?.(name) ?? {}).map(([path, text]) => [
    `plugins/${name}/${path}`,
    text,
  ])
  return {
    [`plugins/${name}/plugin.json`]: JSON.stringify(manifest),
    [`plugins/${name}/src/index.js`]: entry,
    [`plugins/${name}/src/view.js`]: `globalThis.evaluated = [...(globalThis.evaluated ?? []), '${name}']
export default () => '${name}'
`,
    ...Object.fromEntries(others),
  }
}
