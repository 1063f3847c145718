import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PluginManifestInput } from '@mortise/shared'
import { startDevServer } from './dev-server.ts'
import { writeApp, type AppText } from './generated-app.ts'

export type HotReload = NonNullable<PluginManifestInput['loading']>['hotReload']

/** An app on a dev server of its own, whose files a test edits. */
export interface EditedApp {
  readonly url: string
  readonly folder: string
  /** Writes a file at once; its text, or what becomes of its text. */
  edit(path: string, text: string | ((before: string) => string)): Promise<void>
  remove(path: string): Promise<void>
  /** Ends the dev server and starts another at the same address. */
  restart(): Promise<void>
  /** Gives every file that was edited its first text again. */
  undo(): Promise<void>
  close(): Promise<void>
}

/** Serves an app of eager plugins that differ in their `hotReload` block. */
export async function serveEdited(
  name: string,
  plugins: Readonly<Record<string, HotReload>>,
  text: AppText,
  files: Readonly<Record<string, string>> = {},
): Promise<EditedApp> {
  const loading = Object.entries(plugins).map(([id, hotReload]) => [
    id,
    { strategy: 'eager' as const, ...(hotReload && { hotReload }) },
  ])
  const folder = await writeApp(name, Object.fromEntries(loading), text, files)
  let server = await startDevServer(folder)
  const before = new Map<string, string>()
  const remember = async (path: string) => {
    if (!before.has(path)) before.set(path, await readFile(join(folder, path), 'utf8'))
    return before.get(path) ?? ''
  }
  return {
    url: server.url,
    folder,
    async edit(path, change) {
      await remember(path)
      const next =
        typeof change === 'string' ? change : change(await readFile(join(folder, path), 'utf8'))
      await writeFile(join(folder, path), next)
    },
    async remove(path) {
      await remember(path)
      await rm(join(folder, path))
    },
    async restart() {
      await server.close()
      server = await startDevServer(folder, new URL(server.url).port)
    },
    async undo() {
      for (const [path, text] of before) await writeFile(join(folder, path), text)
      before.clear()
    },
    close: () => server.close(),
  }
}
