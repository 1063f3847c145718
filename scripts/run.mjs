import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { readJson, root } from './workspace.mjs'

/**
 * Runs a program and waits for it. Resolves with its exit code, also when it could not be started
 * (127) or was stopped after `timeout` milliseconds (124). Its output goes to ours unless `quiet`,
 * which collects it.
 */
export function run(command, args, { cwd = root, env = {}, quiet = false, timeout = 0 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    })
    let output = ''
    let timedOut = false
    const timer = timeout
      ? setTimeout(() => {
          timedOut = true
          child.kill('SIGKILL')
        }, timeout)
      : undefined
    const collect = (bytes) => (output += bytes)
    child.stdout?.on('data', collect)
    child.stderr?.on('data', collect)
    const finish = (code) => {
      clearTimeout(timer)
      resolve({ code: timedOut ? 124 : (code ?? 1), output })
    }
    child.on('error', (error) => {
      collect(`${error}\n`)
      finish(127)
    })
    child.on('close', finish)
  })
}

/** Runs a program of an installed package with this very Node; no shell, no `.cmd` on Windows. */
export function runTool(packageName, args, options) {
  const { bin } = readJson('node_modules', packageName, 'package.json')
  const path = typeof bin === 'string' ? bin : (bin[packageName] ?? Object.values(bin)[0])
  return run(process.execPath, [join(root, 'node_modules', packageName, path), ...args], options)
}
