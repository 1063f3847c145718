import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installDependencies } from './dependencies.mjs'
import { runTool } from './run.mjs'
import { requireNode, root } from './workspace.mjs'

/** Compiles the three packages. Resolves with the compiler's exit code. */
export async function buildPackages() {
  console.log('Building packages (tsc -b) …')
  const { code } = await runTool('typescript', ['-b'])
  return code
}

/** Builds the playground's host with all its plugins: one `vite build`. */
export async function buildPlayground() {
  console.log('Building the playground: host and plugins (vite build) …')
  return viteBuild('playground')
}

/** Builds the lab: the host of the end-to-end tests, whose plugins misbehave; and newer releases of some. */
export async function buildLab() {
  console.log('Building the lab of the end-to-end tests (vite build) …')
  return (await viteBuild('e2e/lab')) || viteBuild('e2e/lab/next')
}

async function viteBuild(folder) {
  await rm(join(root, folder, 'dist'), { recursive: true, force: true })
  const { code } = await runTool('vite', ['build', '--logLevel', 'warn'], {
    cwd: join(root, folder),
  })
  return code
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  requireNode()
  await installDependencies()
  const { printBuild } = await import('./build-table.mjs')
  process.exitCode = (await buildPackages()) || (await buildPlayground())
  if (!process.exitCode) await printBuild()
}
