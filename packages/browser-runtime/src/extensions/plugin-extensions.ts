import type { Conditions } from '@mortise/shared/conditions'
import type { ExtensionPointDeclaration } from '@mortise/shared/contributions'
import type { Dispose } from '../plugin.ts'
import type { ExtensionPointName, ValueOf } from './contribution.ts'

/** What Mortise itself reads of a contribution; a point's schema is not shown it. */
export interface ContributionTerms {
  /** When the contribution is shown; always where absent. */
  readonly when?: Conditions
  /** A lower number goes first; 100 where absent. */
  readonly priority?: number
}

/** What a running plugin may change. All of it ends with the plugin. */
export interface PluginExtensions {
  /**
   * Adds a contribution, behind those of the plugin's manifest. It is checked like them, so it is
   * shown a moment later, at the latest when `bootstrap()` or `loadPlugin()` resolves; one that is
   * not in order is reported with an EXTENSION_* code and not shown.
   */
  contribute<Point extends ExtensionPointName>(
    point: Point,
    value: ValueOf<Point> & ContributionTerms,
  ): Dispose
  /** Declares an extension point. The first declaration of a point counts: the host's, then those of manifests. */
  declare(point: ExtensionPointName, declaration: ExtensionPointDeclaration): Dispose
}

/** The extension points as one plugin sees them. `own` takes what undoes a change. */
export type ExtensionsFor = (
  id: string,
  own: (dispose: Dispose, method: string) => Dispose,
) => PluginExtensions
