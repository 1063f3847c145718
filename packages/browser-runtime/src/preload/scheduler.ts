import type { Dispose } from '../plugin.ts'
import { createBackOff } from './back-off.ts'
import {
  createJob,
  isInTheWay,
  join,
  startable,
  type Ahead,
  type Brought,
  type Job,
  type Outcome,
} from './job.ts'

export interface SchedulerPorts {
  /** Fetches a file, and tells of its bytes while they arrive. */
  bring(file: Ahead, signal: AbortSignal, onBytes: (count: number) => void): Promise<Brought>
  /** Whether this is a time for it: the page is online, and somebody may be looking. */
  isOpen(file: Ahead): boolean
  /** Calls back once, after so many ms. */
  after(ms: number, work: () => void): Dispose
  readonly ledger: Ledger
}

export interface Ledger {
  /** Sets a file's bytes aside; false when they are too many. */
  reserve(file: Ahead): boolean
  /** What came in their place: the file, or as much as there was when its fetch ended. */
  settle(file: Ahead, bytes: number, isHere: boolean): void
}

export interface Scheduler {
  /**
   * Never rejects. Who asks for an address that waits already joins, and the better reason counts;
   * `onBegin` is called when it is under way.
   */
  ask(file: Ahead, onBegin?: () => void): Promise<Outcome>
  /** Until the work settles, nothing new begins; what takes bytes from it is aborted, and comes later. */
  giveWay(work: Promise<unknown>, owners: ReadonlySet<string>): void
  /** Ends what is not wanted any more: what waits, and what runs if it is told to. */
  drop(isUnwanted: (file: Ahead) => boolean, which: 'waiting' | 'all'): void
  /** Begins what may begin now. */
  resume(): void
  close(): void
}

/** Owns every fetch that nobody waits for. Knows no network: it decides what is fetched when. */
export function createScheduler({ bring, isOpen, after, ledger }: SchedulerPorts): Scheduler {
  const jobs = new Map<string, Job>()
  const waits = new Set<Promise<unknown>>()
  // Once for all that is asked for in one go.
  const resume = coalesce(beginMore)
  const backOff = createBackOff(after, resume)

  function finish(job: Job, outcome: Outcome) {
    jobs.delete(job.file.url)
    job.settle(outcome)
  }

  async function run(job: Job) {
    const { file } = job
    const fetch = (job.fetch = { abort: new AbortController(), received: 0 })
    for (const onBegin of job.onBegin) onBegin()
    const outcome = await attempt(bring, file, fetch)
    const isHere = outcome.state === 'here'
    ledger.settle(file, isHere ? outcome.bytes : fetch.received, isHere)
    resume()
    // It was stopped: nobody wants it any more, or it waits again.
    if (job.fetch !== fetch) return
    job.fetch = undefined
    // Offline a failure says nothing of the server: the file waits for the page to come back.
    if (!isHere && !isOpen(file)) return
    backOff.learn(job.origin, isHere)
    finish(job, outcome)
  }

  function beginMore() {
    if (waits.size > 0) return
    const open = [...jobs.values()].filter(({ file }) => isOpen(file))
    for (const job of startable(open, backOff.holds)) {
      if (ledger.reserve(job.file)) void run(job)
      else finish(job, { state: 'dropped', why: 'budget' })
    }
  }

  const drop: Scheduler['drop'] = (isUnwanted, which) => {
    for (const job of jobs.values()) {
      if (!isUnwanted(job.file) || (job.fetch && which === 'waiting')) continue
      stop(job)
      finish(job, { state: 'dropped', why: 'unwanted' })
    }
  }

  return {
    ask(file, onBegin = () => {}) {
      const job = jobs.get(file.url) ?? createJob(file)
      join(job, file, onBegin)
      jobs.set(file.url, job)
      resume()
      return job.done
    },
    giveWay(work, owners) {
      const leave = () => waits.delete(work) && resume()
      waits.add(work)
      work.then(leave, leave)
      for (const job of jobs.values()) if (isInTheWay(job, owners)) stop(job)
    },
    drop,
    resume,
    close() {
      backOff.end()
      drop(() => true, 'all')
    },
  }
}

function attempt(
  bring: SchedulerPorts['bring'],
  file: Ahead,
  fetch: NonNullable<Job['fetch']>,
): Promise<Outcome> {
  const onBytes = (count: number) => void (fetch.received += count)
  return bring(file, fetch.abort.signal, onBytes).then(
    (brought) => ({ state: 'here', ...brought }),
    (cause: unknown) => ({ state: 'dropped', why: 'failed', cause }),
  )
}

/** Calls once, soon, however often it is called. */
function coalesce(work: () => void) {
  let isDue = false
  return () => {
    if (isDue) return
    isDue = true
    queueMicrotask(() => {
      isDue = false
      work()
    })
  }
}

function stop(job: Job) {
  job.fetch?.abort.abort()
  job.fetch = undefined
}
