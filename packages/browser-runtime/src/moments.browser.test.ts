import { expect, it } from 'vitest'
import { createMoments } from './moments.ts'

it('the page is settled after its first contentful paint', async () => {
  document.body.append('Something to paint')
  await createMoments().settled()
  const [paint] = performance.getEntriesByName('first-contentful-paint')
  expect(paint?.startTime).toBeLessThanOrEqual(performance.now())
  // Who asks later is told too.
  await createMoments().settled()
})

it('tells when somebody looks, until nobody asks any more', () => {
  const { isVisible, onVisibility } = createMoments()
  const seen: boolean[] = []
  const stop = onVisibility(() => void seen.push(isVisible()))
  const change = (state: string) => {
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }
  change('hidden')
  change('visible')
  stop()
  change('hidden')
  Reflect.deleteProperty(document, 'visibilityState')
  expect(seen).toEqual([false, true])
})
