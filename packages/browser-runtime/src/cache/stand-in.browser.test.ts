import { expect, it } from 'vitest'
import type { Entry } from './entry.ts'
import { createStandIn } from './stand-in.ts'

const bytes = new TextEncoder().encode(':root { --kept: yes }')
const link = () =>
  Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/kept.css' })

/** A release of which that sheet is kept. */
function recalled(url: string) {
  const entry = { files: [{ url, integrity: 'hash', size: bytes.length }] } as unknown as Entry
  return { entry, files: new Map([['hash', bytes]]), storage: 'indexeddb' } as const
}

it('applies a sheet in the place of one that is on its way', async () => {
  const sheet = link()
  document.body.append(sheet)
  expect(await createStandIn(() => {}).answer(sheet, recalled(sheet.href))).toBe(true)
  expect(getComputedStyle(document.documentElement).getPropertyValue('--kept')).toBe('yes')
  sheet.remove()
})

it('waits for no sheet that was taken out while it came', async () => {
  const sheet = link()
  document.body.append(sheet)
  const answer = createStandIn(() => {}).answer(sheet, recalled(sheet.href))
  sheet.remove()
  expect(await answer).toBe(false)
})
