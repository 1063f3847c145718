import { variants } from '../contenders/mortise/variants.mjs'

/** Waits until what a first visit leaves on the device for the next one is there. */
export async function settle({ variant = 'plain', active }, page, server) {
  const { host, worker } = variants[variant]
  if (host?.cache) await page.waitForFunction(isKept, active, { timeout: 60_000, polling: 100 })
  if (!worker) return
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await whenSilent(page, server)
}

/** Runs in the page. */
async function isKept(active) {
  const cache = await globalThis.bench.host.cache()
  await cache.settled()
  return (await cache.list()).length >= active
}

/** In ms. */
const silence = 1000

/** A worker asks for files after the page has started, and the page does not see when. */
export async function whenSilent(page, server) {
  let count
  do {
    count = server.answers.length
    await page.waitForTimeout(silence)
  } while (server.answers.length > count)
}
