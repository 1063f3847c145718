import * as z from 'zod/mini'
import { block, defaulted, flag, optional, whole } from '../field.ts'

const compression = block(
  {
    enabled: flag(false, 'Compress what is stored.'),
    algorithm: defaulted(
      z.enum(['gzip', 'brotli', 'deflate']),
      'gzip',
      'gzip where the browser has no brotli.',
    ),
  },
  'Compression at rest.',
)

export const caching = block(
  {
    enabled: flag(true, "Cache the plugin's code."),
    storage: defaulted(
      z.enum(['memory', 'disk', 'indexeddb', 'hybrid']),
      'memory',
      'memory keeps nothing beyond the page; disk and indexeddb are IndexedDB; hybrid is both.',
    ),
    keyStrategy: defaulted(
      z.enum(['version', 'hash', 'timestamp']),
      'version',
      'What tells a stale entry; an entry with another content hash is always stale.',
    ),
    ttl: optional(whole(0), 'Life of an entry in seconds; 0 never expires.'),
    maxSize: optional(whole(1), 'Upper size of the cache in MB.'),
    invalidateOn: optional(
      z.array(z.enum(['version-change', 'dependency-change', 'manual', 'error'])),
      'What drops an entry.',
    ),
    compression: z.prefault(compression, {}),
  },
  "Where the plugin's code is kept.",
)
