import * as z from 'zod/mini'
import { deviceTypes, networkSpeeds } from '../../conditions/conditions.ts'
import { block, defaulted, flag, optional, texts, whole } from '../field.ts'

const conditions = block(
  {
    routes: texts('Only on these routes: `/analytics`, `/items/:id`, `/docs/*`.'),
    roles: texts(
      'Only for these roles, as the host reports them. A loading hint, no access check.',
    ),
    deviceType: optional(z.array(z.enum(deviceTypes)), 'Only on these kinds of device.'),
    minNetworkSpeed: optional(z.enum(networkSpeeds), 'Only on a network at least this fast.'),
  },
  'When to warm up. All groups must hold, one entry of a list is enough, an absent group holds.',
)

export const preload = block(
  {
    enabled: flag(false, 'Warm the plugin up before it is needed.'),
    priority: defaulted(whole(0), 100, 'Order of warm-ups: a lower number goes first.'),
    resources: optional(
      z.array(z.enum(['metadata', 'dependencies', 'assets', 'code', 'services'])),
      'What to warm: the build manifest, shared and needed plugins, styles and assets, ' +
        'code (fetched, not run), service definitions.',
    ),
    conditions: z.prefault(conditions, {}),
  },
  'Fetches parts of the plugin before it is activated.',
)
