import { attach } from './attach.mjs'
import { build } from './build.mjs'
import { development } from './development.mjs'
import { guards } from './guards.mjs'
import { heap } from './heap.mjs'
import { navigation } from './navigation.mjs'
import { offline } from './offline.mjs'
import { preloading } from './preloading.mjs'
import { redeploy } from './redeploy.mjs'
import { runtimeBytes } from './runtime-bytes.mjs'
import { start } from './start.mjs'
import { swaps } from './swaps.mjs'
import { tiers } from './tiers.mjs'

/** In the order in which they run. */
export const measures = [
  start,
  tiers,
  offline,
  build,
  redeploy,
  navigation,
  preloading,
  heap,
  swaps,
  runtimeBytes,
  guards,
  development,
  attach,
]
