import type { Contribution } from '@mortise/browser-runtime'
import { useExtensions } from '@mortise/browser-runtime/react'
import type { Role } from '@playground/console-kit'

/** What a plugin contributes to the console's extension point `app.routes`. */
export interface ContributedRoute {
  path: string
  label: string
  feature: string
  icon?: string
  /** Absent means everybody. It hides what is of no use to a role; the servers decide access. */
  roles?: readonly Role[]
}

export type PluginRoute = Contribution<ContributedRoute>

/** The routes of all installed plugins, from the catalog: no plugin's code is needed for them. */
export function usePluginRoutes(): readonly PluginRoute[] {
  return useExtensions<ContributedRoute>('app.routes')
}

export function isFor(route: PluginRoute, role: Role): boolean {
  return route.roles?.includes(role) ?? true
}

/** `com.example.charts` and `overview` as `charts-overview`. */
export function routeKey({ pluginId, feature }: PluginRoute): string {
  return `${pluginId.slice(pluginId.lastIndexOf('.') + 1)}-${feature}`
}
