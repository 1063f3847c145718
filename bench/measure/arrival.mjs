/** The nearest rank. */
export const percentile = (list, percent) =>
  list.toSorted((a, b) => a - b)[Math.ceil((percent / 100) * list.length) - 1]

/**
 * How long it takes in ms from an act until the page shows what came of it.
 * @param arrived Runs in the page, with `number`: whether it does.
 */
export async function shownAfter(page, act, { arrived, number }) {
  const hasArrived = await page.evaluateHandle(`(${arrived})`)
  await page.evaluate(watch, { hasArrived, number })
  const began = performance.now()
  act()
  await page.waitForFunction(() => globalThis.arrival, undefined, { timeout: 30_000 })
  return performance.now() - began
}

/**
 * Runs in the page: looks at each change of the document, because a look at each frame alone may come a
 * frame late; at each frame too, because the document does not show every edit.
 */
function watch({ hasArrived, number }) {
  globalThis.arrival = new Promise((resolve) => {
    const look = () => {
      if (!hasArrived(number)) return false
      observer.disconnect()
      resolve()
      return true
    }
    const observer = new MutationObserver(look)
    const everything = { subtree: true, childList: true, attributes: true, characterData: true }
    observer.observe(document, everything)
    const eachFrame = () => look() || requestAnimationFrame(eachFrame)
    eachFrame()
  })
}
