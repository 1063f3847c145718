import type { Build } from './entry.ts'
import type { Notices } from './notices.ts'
import type { Recalled } from './pack-reader.ts'
import { loaderElements, pendingElements } from './pending.ts'
import type { Plans } from './plans.ts'
import { isSame, type Recall, type Resource } from './recall.ts'
import { createStandIn, resourceOf, type Pending, type StandIn } from './stand-in.ts'

/** Puts what is kept in the place of what does not come. */
export interface Serving {
  /**
   * Answers a chunk or sheet that failed, if it is kept; `again` puts its element back. With it comes
   * all that is on its way and in the same release: one tier for one connected graph.
   */
  replace(build: Build, resource: Resource, again: () => Promise<void>): Promise<boolean>
  /** Answers an element that is late, where a kept release has its bytes. */
  hurry(element: Pending): Promise<void>
  /** Whether anything is kept that may be served. */
  isUsed(): Promise<boolean>
  /** What of a plugin was given last. */
  readonly served: Map<string, Recalled>
  /** Nothing is served any more: the page forbids it. */
  block(): void
}

export function createServing(
  recall: Recall,
  { hit, report }: Pick<Notices, 'hit' | 'report'>,
  { buildOf, packedIn }: Plans,
): Serving {
  const together = createTogether()
  let isBlocked = false

  const block = () => {
    isBlocked = true
    report('cacheBlobBlocked', {})
  }
  const { served, serve } = createServe(createStandIn(block), hit)
  /** Nothing runs from here whose hash was not compared, nor where the page forbids it. */
  const isUseless = () => isBlocked || !globalThis.crypto?.subtle

  return {
    served,
    block,
    isUsed: async () => !isUseless() && (await recall.entries()).length > 0,
    async replace({ id, version }, resource, again) {
      if (isUseless()) return false
      // Chunks of one wave fail one after the other: they wait for each other, and share one script.
      const found = await together(
        recall.find({ id, version, ...buildOf({ id, version }) }, resource),
      )
      if (!found) return false
      const settled = again().then(() => true)
      const element = elementAt(resource.url)
      // Its own request may fail before it is answered; what comes first counts.
      if (element) element.onerror = null
      await serve(found, element)
      if (await Promise.race([settled, nextTask()])) return true
      element?.remove()
      return false
    },
    async hurry(element) {
      const resource = resourceOf(element)
      if (isUseless()) return
      const packed = packedIn(element.integrity)
      if (packed.length) return giveUp(element, packed, recall)
      for (const entry of await recall.entries()) {
        // It may have come meanwhile.
        if (!pendingElements().includes(element)) return
        if (!entry.files.some((file) => isSame(resource, file))) continue
        const recalled = await recall.find(buildOf(entry) ?? entry, resource)
        if (recalled) return serve(recalled, element)
      }
    },
  }
}

/** Answers all that is on its way and in one release, and what is wanted of it. */
function createServe(standIn: StandIn, hit: Notices['hit']) {
  const served = new Map<string, Recalled>()
  /** How many callers a release is being given to. */
  const serving = new Map<string, number>()

  async function serve(recalled: Recalled, wanted: Pending | undefined) {
    const { entry, storage } = recalled
    const { id, key, files } = entry
    const coming = pendingElements().filter((element) =>
      files.some((file) => isSame(resourceOf(element), file)),
    )
    const elements = new Set(coming)
    // One that the browser blocked at once does not look as if it were coming.
    if (wanted) elements.add(wanted)
    const others = serving.get(key) ?? 0
    serving.set(key, others + 1)
    const answers = await Promise.all(
      [...elements].map((element) => standIn.answer(element, recalled)),
    )
    serving.set(key, (serving.get(key) ?? 1) - 1)
    if (!answers.includes(true)) return
    served.set(id, recalled)
    if (!others) hit(id, key, storage)
  }

  return { served, serve }
}

/** Gives what work comes to when all that has begun meanwhile is done too. */
function createTogether() {
  const all = new Set<Promise<unknown>>()
  return async <Result>(work: Promise<Result>): Promise<Result> => {
    all.add(work)
    const result = await work
    await Promise.all(all)
    all.delete(work)
    return result
  }
}

/** A second request for one address has a query of its own. */
const elementAt = (url: string) =>
  loaderElements().find((element) => resourceOf(element).url.startsWith(url))

/** Chunks of a pack are asked for one by one then, and each is answered by itself. */
async function giveUp(pack: Pending, ids: readonly string[], recall: Recall) {
  const isKept = (await recall.entries()).some(({ id }) => ids.includes(id))
  if (!isKept || !pendingElements().includes(pack)) return
  // Its bytes may still come.
  Object.assign(pack, { register() {} })
  pack.dispatchEvent(new Event('error'))
}

const nextTask = () => new Promise<undefined>((resolve) => setTimeout(resolve))
