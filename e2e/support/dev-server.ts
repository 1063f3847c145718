import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface DevServer {
  readonly url: string
  close(): Promise<void>
}

const script = fileURLToPath(new URL('./serve-sources.mjs', import.meta.url))

/** Starts Vite's dev server for a folder and resolves when it listens; on any port, or on this one. */
export function startDevServer(folder: string, port = ''): Promise<DevServer> {
  const child = fork(script, [folder, port], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const closed = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
  })
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The dev server ended with code ${code}.`)))
    child.once('error', reject)
    child.once('message', ({ url }: { url: string }) => {
      resolve({
        url: url.replace(/\/$/, ''),
        close() {
          child.kill()
          return closed
        },
      })
    })
  })
}
