import type { Role } from '@playground/console-kit'

export const roles = ['viewer', 'analyst', 'admin'] as const satisfies readonly Role[]

const key = 'workbench.role'
const initial: Role = 'analyst'

export interface RoleStore {
  get(): Role
  set(role: Role): void
  subscribe(listener: () => void): () => void
}

/** The role that the user plays. It outlives the page, as a real session would. */
export function createRoleStore(): RoleStore {
  const listeners = new Set<() => void>()
  const stored = localStorage.getItem(key)
  let role: Role = roles.find((known) => known === stored) ?? initial
  return {
    get: () => role,
    set(next) {
      role = next
      localStorage.setItem(key, next)
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
