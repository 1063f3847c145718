import type { Recalled } from './pack-reader.ts'
import { isSame, type Resource } from './recall.ts'

/** A script or style sheet that is on its way, as the loader has put it into the page. */
export type Pending = (HTMLScriptElement & { register?: Register }) | HTMLLinkElement

type Register = (...registration: never[]) => void

/** The script that a pack is run as. */
interface PackScript extends HTMLScriptElement {
  register?: Register
  next?: () => void
}

/** Takes the place of what does not come: gives an element the bytes that it asks for. */
export interface StandIn {
  /** Bytes are there and checked. Elements of one moment share one script. */
  answer(element: Pending, recalled: Recalled): Promise<boolean>
}

/** A chunk whose bytes were compared with the element's own `integrity`. */
interface Part {
  readonly element: HTMLScriptElement & { register?: Register }
  readonly code: string
  readonly settle: (isAnswered: boolean) => void
}

export function createStandIn(blocked: () => void): StandIn {
  const waiting: Part[] = []
  const answers = new WeakMap<Part['element'], Promise<boolean>>()

  /** Once for each element, however many ask. */
  function answerScript(element: Part['element'], code: string) {
    const answer =
      answers.get(element) ??
      new Promise<boolean>((settle) => {
        if (!waiting.length) setTimeout(flush)
        waiting.push({ element, code, settle })
      })
    answers.set(element, answer)
    return answer
  }

  async function flush() {
    // What came by itself meanwhile is not run again.
    const parts = waiting.splice(0).filter(({ element, settle }) => {
      if (!element.isConnected) settle(false)
      return element.isConnected
    })
    if (!parts.length) return
    const isRun = await runPack(parts)
    if (!isRun) blocked()
    for (const { settle } of parts) settle(isRun)
  }

  return {
    async answer(element, { files, entry }) {
      const file = entry.files.find((one) => isSame(resourceOf(element), one))
      const bytes = file && files.get(file.integrity)
      if (!bytes || !element.isConnected) return false
      const text = new TextDecoder().decode(bytes)
      return 'href' in element ? answerSheet(element, text) : answerScript(element, text)
    },
  }
}

/** What the loader wants of an element. */
export function resourceOf(element: Pending): Resource {
  const { integrity } = element
  return { url: 'href' in element ? element.href : element.src, integrity }
}

/**
 * Chunks as one script. Each calls the page's `mortise()` once, which asks the running element whom to
 * register with; an element that has come by itself meanwhile takes nothing more.
 */
function runPack(parts: readonly Part[]): Promise<boolean> {
  const script: PackScript = document.createElement('script')
  let at = -1
  script.next = () => void at++
  script.register = (...registration) => {
    const { element } = parts[at] ?? {}
    if (!element?.isConnected) return
    element.register?.(...registration)
    // Its own bytes may still come.
    element.register = () => {}
    element.dispatchEvent(new Event('load'))
  }
  const text = parts.map(({ code }) => `document.currentScript.next();${withoutMap(code)}\n`)
  const url = URL.createObjectURL(new Blob(['"use strict";', ...text], { type: 'text/javascript' }))
  Object.assign(script, { nonce: parts[0]?.element.nonce ?? '', src: url })
  return new Promise((resolve) => {
    const end = (isRun: boolean) => () => {
      URL.revokeObjectURL(url)
      script.remove()
      resolve(isRun)
    }
    script.onload = end(true)
    script.onerror = end(false)
    document.head.append(script)
  })
}

/** A source map belongs to a file, not to a part of one. */
const withoutMap = (code: string) => code.replace(/\/\/# sourceMappingURL=\S*\s*$/, '')

/** A sheet from `blob:` has no place of its own, so what it names is named in full. */
async function answerSheet(link: HTMLLinkElement, text: string): Promise<boolean> {
  // What the browser itself blocks has failed when it is put in, and says so a moment later.
  if (link.sheet) await new Promise((told) => link.addEventListener('error', told, { once: true }))
  const base = link.href
  const css = text.replaceAll(
    /(url\(\s*['"]?)(?![a-z][a-z\d+.-]*:|#)([^'")]+)/gi,
    (_, open, path) => open + new URL(path.trim(), base).href,
  )
  const url = URL.createObjectURL(new Blob([css], { type: 'text/css' }))
  return new Promise((resolve) => {
    const end = (isApplied: boolean) => {
      removal.disconnect()
      URL.revokeObjectURL(url)
      resolve(isApplied)
    }
    // A browser tells nothing of a sheet that is taken out while it comes; the loader puts in another.
    const removal = new MutationObserver(() => link.isConnected || end(false))
    removal.observe(document.body, { childList: true })
    link.addEventListener('load', () => end(true), { once: true })
    link.addEventListener('error', () => end(false), { once: true })
    // Its bytes were compared already; rewritten ones have another hash.
    link.integrity = ''
    link.href = url
  })
}
