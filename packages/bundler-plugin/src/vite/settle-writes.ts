import { stat } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import type { ViteDevServer } from 'vite'
import type { WorkspaceHolder } from './workspace.ts'

/** Vite's watcher reports one change of a file per 50 ms and drops the others: look again after that. In ms. */
export const watcherThrottle = 60

/** Reports a plugin's file once more that was written again while the watcher did not look. */
export function settleWrites({ watcher }: ViteDevServer, workspace: WorkspaceHolder): void {
  const isOfPlugin = (file: string) =>
    workspace.get().plugins.some(({ folder }) => file.startsWith(`${folder}/`))
  watcher.on('all', async (event, path) => {
    const file = path.replaceAll('\\', '/')
    if (event !== 'change' && event !== 'add') return
    if (!isOfPlugin(file)) return
    const seen = await stateOf(file)
    await delay(watcherThrottle)
    const now = await stateOf(file)
    if (now !== seen && now !== 'gone') watcher.emit('change', path)
  })
}

/** A file may be empty for a moment while it is written: that moment is no edit. */
export async function untilWritten(file: string): Promise<void> {
  const { size } = await stat(file).catch(() => ({ size: 1 }))
  if (!size) await delay(watcherThrottle)
}

/** Differs whenever a file was written since; a file that is gone has a state too. */
export function stateOf(file: string): Promise<string> {
  return stat(file).then(
    ({ mtimeMs, size }) => `${mtimeMs} ${size}`,
    () => 'gone',
  )
}
