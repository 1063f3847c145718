import { errorsInOnePlace } from './errors-in-one-place.mjs'
import { importDirection } from './import-direction.mjs'
import { namedExports } from './named-exports.mjs'
import { noModuleState } from './no-module-state.mjs'

/** The rules of this repository that oxlint has not. Each message gives the reason. */
export default {
  meta: { name: 'mortise' },
  rules: {
    'import-direction': importDirection,
    'named-exports': namedExports,
    'no-module-state': noModuleState,
    'errors-in-one-place': errorsInOnePlace,
  },
}
