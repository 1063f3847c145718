import type { LoadingInput } from '@mortise/shared'
import { serializerOf, withHooks } from '../own-hooks.ts'
import type { Namespace, PluginDefinition } from '../plugin.ts'
import { createStandIns, type StandIns } from './stand-ins.ts'

/** What the dev server adds to the exports of a plugin's entry that takes its own edits. */
export interface ServedEntry extends Namespace {
  readonly $served?: Served
  /** When it was edited, in ms since the epoch; 0 for what the first page got. */
  readonly $time?: number
  /** The plugin's own entry: another object when any module that it imports was edited. */
  readonly $own?: Namespace
}

/**
 * Kept by Vite's client over all versions of the entry: `import.meta.hot.data`. The script that the
 * dev server adds to the entry writes to it.
 */
export interface Served {
  /** The newest version that arrived; nothing before the first edit. */
  module?: ServedEntry | undefined
  /** Goes before the newest while that is being taken back: another edit may arrive meanwhile. */
  pinned?: ServedEntry | undefined
  /** The version that generations are made from. */
  running?: ServedEntry | undefined
  /** Called when a version has arrived. */
  readonly listeners: Set<() => void>
  /** Features whose code the edits since the last reload changed, and no framework has taken in. */
  readonly changed: Set<string>
  /** What the plugin's services are now, over all generations. */
  standIns?: StandIns | undefined
}

/** A browser never runs a module again, so what a generation is made from is the newest version. */
export function newestOf(first: ServedEntry, loading: LoadingInput | undefined): Namespace {
  const { $served } = first
  if (!$served) return first
  // An edit of the manifest gives the entry another address.
  if ($served.module && timeOf(first) > timeOf($served.module)) $served.module = first
  $served.running = $served.pinned ?? $served.module ?? first
  $served.standIns ??= createStandIns()
  return withOwnHooks($served.running, loading, $served.standIns)
}

const timeOf = ({ $time = 0 }: ServedEntry) => $time

/**
 * The manifest's `hotReload.stateSerialization`: its hooks go before those of the plugin. And what the
 * plugin registers as a service is handed out as something that later generations take over.
 */
function withOwnHooks(
  entry: ServedEntry,
  loading: LoadingInput = {},
  standIns: StandIns,
): Namespace {
  const definition = entry['default'] as PluginDefinition | undefined
  if (typeof definition?.init !== 'function') return entry
  const hooks: Partial<PluginDefinition> = {
    ...serializerOf(entry, loading),
    init: (context, options) => definition.init(standIns.registering(context), options),
  }
  return { ...entry, default: withHooks(definition, hooks) }
}
