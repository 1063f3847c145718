/**
 * Why bytes are fetched that nobody waits for, the most likely to be needed first. What the user waits
 * for comes before all of them and is never queued. A guess stays within the limits of speculation; a
 * wish is what somebody has asked for, only not now, who hears of it when it fails.
 */
const reasons = {
  /** The user reaches for a link. */
  intent: 'guess',
  conditions: 'guess',
  prefetch: 'guess',
  viewport: 'guess',
  learned: 'guess',
  /** The next release of a plugin that runs. */
  release: 'wish',
  /** The app asks for whole plugins, which is much, and for later. */
  warm: 'wish',
  /** A catalog does, of every device. */
  catalog: 'guess',
} as const satisfies Record<string, 'guess' | 'wish'>

const order = Object.keys(reasons)

export type Reason = keyof typeof reasons

export const isGuess = ({ reason }: Pick<Ahead, 'reason'>) => reasons[reason] === 'guess'

/** A file that is fetched ahead. */
export interface Ahead {
  readonly url: string
  /** Bytes before compression, as far as somebody knows. */
  readonly size: number
  readonly reason: Reason
  /** Within one reason, a lower number goes first. */
  readonly priority: number
  /** The plugin whose load it is for. */
  readonly owner: string
  /** Present on a file that is checked here; other code is checked by the element that runs it. */
  readonly integrity?: string | undefined
  /** Its text is wanted here. */
  readonly isRead?: boolean
}

export interface Brought {
  /** Bytes that this fetch brought, before compression; 0 when they were here already. */
  readonly bytes: number
  /** Of a file that is read here. */
  readonly text?: string
}

/** What became of a file. */
export type Outcome =
  | ({ readonly state: 'here' } & Brought)
  | { readonly state: 'dropped'; readonly why: 'budget' | 'failed' | 'unwanted'; cause?: unknown }

/** A file that was asked for and is not here yet. */
export interface Job {
  file: Ahead
  readonly origin: string
  readonly done: Promise<Outcome>
  readonly settle: (outcome: Outcome) => void
  /** Those who want to hear that it begins. */
  readonly onBegin: Set<() => void>
  /** Present while it is under way. */
  fetch?: { readonly abort: AbortController; received: number } | undefined
}

/** Of six connections that HTTP/1.1 has for an origin, two stay free for whoever waits. */
const perOrigin = 4

/** Bytes that are on the line anyway when an abort reaches the server: about one round trip's. */
const notWorthAborting = 16_384

export function createJob(file: Ahead): Job {
  let settle: Job['settle'] = () => {}
  const done = new Promise<Outcome>((resolve) => {
    settle = resolve
  })
  return { file, origin: new URL(file.url).origin, done, settle, onBegin: new Set() }
}

/** One more asks for the file: of all their reasons the most urgent counts. */
export function join(job: Job, { reason, priority }: Ahead, onBegin: () => void): void {
  if (order.indexOf(reason) < rank(job)) job.file = { ...job.file, reason, priority }
  if (job.fetch) onBegin()
  else job.onBegin.add(onBegin)
}

/** The jobs that may begin beside those under way, in their order. */
export function startable(jobs: readonly Job[], isHeld: (origin: string) => boolean): Job[] {
  const busy = new Map<string, number>()
  const count = ({ origin }: Job) => {
    const now = (busy.get(origin) ?? 0) + 1
    busy.set(origin, now)
    return now
  }
  for (const job of jobs) if (job.fetch) count(job)
  return jobs
    .filter(({ fetch, file, origin }) => !fetch && !(isGuess(file) && isHeld(origin)))
    .sort(byWant)
    .filter((job) => count(job) <= perOrigin)
}

/**
 * What the user waits for is asked for anew and urgently, unless it is on its way as urgently or half
 * here. Of the rest, what is all but here costs less than to abort it.
 */
export function isInTheWay({ file, fetch }: Job, owners: ReadonlySet<string>): boolean {
  if (!fetch) return false
  if (owners.has(file.owner)) return file.reason !== 'intent' && fetch.received === 0
  return file.size - fetch.received > notWorthAborting
}

const rank = ({ file }: Job) => order.indexOf(file.reason)

/** Of equals, the one that was asked for first: sorting keeps their order. */
const byWant = (a: Job, b: Job) => rank(a) - rank(b) || a.file.priority - b.file.priority
