import { named, textOf, words, type PluginFacts } from '../late-words.ts'

export const cacheUnavailable = (_: { cause: unknown }) =>
  words('CACHE_UNAVAILABLE', {
    why: 'Plugins are not kept on disk here: IndexedDB is missing, blocked or broken, or the page is no secure context.',
    fix: 'Nothing, if this is a private window; else serve the page by HTTPS and let it store data.',
  })

export const cacheBlobBlocked = (_: object) =>
  words('CACHE_BLOB_BLOCKED', {
    why: "Plugins are not started from disk here: the page's Content-Security-Policy blocks scripts from blob: addresses.",
    fix: 'Add blob: or a nonce to "script-src", or use a service worker.',
  })

export const cacheCorrupt = (facts: PluginFacts & { key: string }) =>
  words('CACHE_CORRUPT', {
    why: `What was kept of ${named(facts)} under "${facts.key}" is damaged, so it was dropped.`,
    fix: 'Nothing: it is kept again when the plugin has come from the network.',
  })

export const cacheFormat = (facts: { keys: readonly string[] }) =>
  words('CACHE_FORMAT', {
    why: `Another version of Mortise has kept ${facts.keys.map((key) => `"${key}"`).join(', ')}, in a form that this one does not read.`,
    fix: 'Nothing: older entries are replaced, newer ones are left to the version that reads them.',
  })

export const cacheClock = (facts: PluginFacts) =>
  words('CACHE_CLOCK', {
    why: `${named(facts)} was kept at a time that is still to come: the clock was set back, so its age counts as none.`,
    fix: 'Nothing, if the clock is right now.',
  })

export const cacheQuota = (facts: PluginFacts & { size: number; cause?: unknown }) =>
  words('CACHE_QUOTA', {
    why: `There is no room to keep ${named(facts)}, which takes ${facts.size} bytes.`,
    fix: 'Raise "cache.maxSize" of createHost(), keep fewer plugins, or let the page store more.',
  })

export const cacheTooLarge = (facts: PluginFacts & { size: number; maxSize: number }) =>
  words('CACHE_TOO_LARGE', {
    why: `${named(facts)} takes ${facts.size} bytes, and its "loading.caching.maxSize" is ${facts.maxSize}, so it is not kept.`,
    fix: 'Raise the limit, or make the plugin smaller.',
  })

export const cacheCompression = (facts: PluginFacts & { algorithm: string }) =>
  words('CACHE_COMPRESSION', {
    why: `${named(facts)} asks for "${facts.algorithm}", which this browser has not, so it is kept as gzip.`,
    fix: 'Set "loading.caching.compression.algorithm" to gzip or deflate.',
  })

export const cacheWriteFailed = (facts: PluginFacts & { cause: unknown }) =>
  words('CACHE_WRITE_FAILED', {
    why: `${named(facts)} could not be kept, and runs on.`,
    fix: 'Look at the cause; it is tried again in the next page.',
  })

export const cacheWarmFailed = (facts: PluginFacts) =>
  words('CACHE_WARM_FAILED', {
    why: `${named(facts)} could not be fetched whole ahead of its use: ${textOf(facts.cause)}`,
    fix: 'Call warm() again when the network is back; what has come is in the HTTP cache.',
  })

export const cacheCatalogUsed = (facts: { url: string; storedAt: number; cause?: unknown }) =>
  words('CACHE_CATALOG_USED', {
    why: `The catalog ${facts.url} cannot be read now, so it counts as it was on ${new Date(facts.storedAt).toISOString()}.`,
    fix: 'Nothing, if the network is gone; else see to the address.',
  })
