import type { Catalogue } from '@playground/catalogue/service'

// Set by `init`. A module's state belongs to one generation of the plugin, so this is no
// global: an unloaded plugin takes it along.
let service: Catalogue | undefined

export function connectCatalogue(given: Catalogue): void {
  service = given
}

export function catalogue(): Catalogue {
  if (!service) throw new Error('The catalogue is used before the plugin was initialised')
  return service
}
