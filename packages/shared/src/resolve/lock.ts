import type { Lock } from './host-policy.ts'
import type { Plan } from './plan.ts'

/** Pins what a plan chose, for `policy.lock` of the next ones. */
export function createLock({ hash, wiring, shared }: Plan): Lock {
  const plugins = Object.entries(wiring).map(([id, { version }]) => [id, version] as const)
  const packages = Object.entries(shared).map(([key, { version }]) => [key, version] as const)
  return {
    format: 1,
    hash,
    plugins: Object.fromEntries(plugins),
    shared: Object.fromEntries(packages),
  }
}
