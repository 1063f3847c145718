import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BuildManifest, Catalog } from '@mortise/shared'
import { createBuilder, createLogger } from 'vite'
import type { InlineConfig } from 'vite'
import { onTestFinished } from 'vitest'
import { mortise } from '../src/vite/index.ts'
import type { MortiseOptions } from '../src/vite/index.ts'

const repository = fileURLToPath(new URL('../../..', import.meta.url))

export interface Built {
  /** Path in the output → text. */
  readonly files: ReadonlyMap<string, string>
  readonly catalog: Catalog
  readonly warnings: readonly string[]
  manifest(id: string): BuildManifest
  /** Text of a chunk of a plugin, by its logical name. */
  code(id: string, chunk: string): string
}

export interface WorkspaceFixture {
  readonly root: string
  write(files: Record<string, string>): Promise<void>
  build(options?: MortiseOptions, config?: InlineConfig): Promise<Built>
}

/** A host with plugins in a folder of its own, gone when the test is over. Packages: the repository's. */
export async function createFixture(files: Record<string, string>): Promise<WorkspaceFixture> {
  const root = (await realpath(await mkdtemp(join(tmpdir(), 'mortise-')))).replaceAll('\\', '/')
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  await mkdir(join(root, 'node_modules'))
  for (const name of ['react', 'react-dom', 'scheduler', '@mortise', 'd3-array', 'internmap']) {
    await symlink(join(repository, 'node_modules', name), join(root, 'node_modules', name))
  }
  const write = async (all: Record<string, string>) => {
    for (const [path, text] of Object.entries(all)) {
      await mkdir(dirname(join(root, path)), { recursive: true })
      await writeFile(join(root, path), text)
    }
  }
  await write({
    'package.json': json({ name: 'host', type: 'module', dependencies: { react: '^19.0.0' } }),
    'index.html':
      '<!doctype html><title>host</title><script type="module" src="/main.js"></script>',
    'main.js': 'import { build } from "@mortise/browser-runtime/build"\nconsole.log(build)\n',
    ...files,
  })
  return {
    root,
    write,
    async build(options = {}, config = {}) {
      const warnings: string[] = []
      const customLogger = createLogger('silent')
      const record = (message: string) => void warnings.push(message)
      customLogger.warn = record
      customLogger.warnOnce = record
      const builder = await createBuilder(
        { ...config, root, configFile: false, customLogger, plugins: [mortise(options)] },
        null,
      )
      await builder.buildApp()
      return readBuilt(join(root, 'dist'), warnings, options.catalog ?? 'plugins.json')
    },
  }
}

export const json = (value: unknown) => JSON.stringify(value)

/** Files of one plugin in `plugins/<name>`. */
export function plugin(
  name: string,
  manifest: Record<string, unknown>,
  sources: Record<string, string>,
  packageJson: Record<string, unknown> = {},
): Record<string, string> {
  const folder = `plugins/${name}`
  const id = `com.example.${name}`
  const files = {
    'plugin.json': json({ id, version: '1.0.0', type: 'plugin', name, ...manifest }),
    'package.json': json({
      name: `@fixture/${name}`,
      version: '1.0.0',
      type: 'module',
      ...packageJson,
    }),
    'src/index.js': 'export default { init() {} }\n',
    ...sources,
  }
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]),
  )
}

async function readBuilt(folder: string, warnings: string[], catalogFile: string): Promise<Built> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = new Map<string, string>()
  for (const entry of names) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    files.set(posix.relative(folder, path), await readFile(path, 'utf8'))
  }
  const read = (path: string) => files.get(path) ?? ''
  const catalog: Catalog = JSON.parse(read(catalogFile))
  const addressOf = (id: string) => catalog.plugins.find((entry) => entry.id === id)?.manifest ?? ''
  const manifest = (id: string): BuildManifest => JSON.parse(read(addressOf(id)))
  return {
    files,
    catalog,
    warnings,
    manifest,
    code(id, chunk) {
      const file = manifest(id).chunks[chunk]?.file.replace(/\?.*$/, '') ?? ''
      return read(posix.join(posix.dirname(addressOf(id)), file))
    },
  }
}
