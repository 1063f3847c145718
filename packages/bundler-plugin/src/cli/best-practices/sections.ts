import { bundleSize } from './bundle-size.ts'
import { caching } from './caching.ts'
import { failures } from './failures.ts'
import { health } from './health.ts'
import { performance } from './performance.ts'
import { production } from './production.ts'
import type { Section } from './rule.ts'
import { sandboxing } from './sandboxing.ts'
import { strategy } from './strategy.ts'

/** The document's "Best Practices", in its order: first for plugin developers, then for platform operators. */
export const sections: readonly Section[] = [
  strategy,
  bundleSize,
  caching,
  failures,
  performance,
  sandboxing,
  production,
  health,
]
