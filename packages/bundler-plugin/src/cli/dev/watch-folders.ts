import { existsSync, watch, type FSWatcher } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Calls back when a file in one of the folders has changed. A folder is watched and not its files: an
 * editor that replaces a file leaves nothing of what was watched.
 */
export interface FolderWatcher {
  /** From now on these folders and no others. */
  follow(folders: Iterable<string>): void
  close(): void
}

export function watchFolders(onChange: (file: string) => void): FolderWatcher {
  const watchers = new Map<string, FSWatcher>()
  function leave(folder: string) {
    watchers.get(folder)?.close()
    watchers.delete(folder)
  }
  return {
    follow(folders) {
      const wanted = new Set(folders)
      for (const folder of watchers.keys()) if (!wanted.has(folder)) leave(folder)
      for (const folder of wanted) {
        if (watchers.has(folder)) continue
        // One that is gone by now is no folder of the next build.
        if (!existsSync(folder)) continue
        const watcher = watch(folder, (_, file) => onChange(join(folder, file ?? '')))
        watcher.on('error', () => leave(folder))
        watchers.set(folder, watcher)
      }
    },
    close() {
      for (const folder of watchers.keys()) leave(folder)
    },
  }
}

/** A folder and those in it, but for what is installed, built or hidden. */
export async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const inner = entries.filter(
    (entry) => entry.isDirectory() && !/^(\.|node_modules$|dist$)/.test(entry.name),
  )
  const deeper = await Promise.all(inner.map(({ name }) => foldersIn(join(folder, name))))
  return [folder, ...deeper.flat()]
}
