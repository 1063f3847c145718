import { expect, it } from 'vitest'
import { createReloadGate } from './reload-gate.ts'

it('lets no more in than the limit, and the next one when one has left', async () => {
  const gate = createReloadGate()
  const inside: string[] = []
  const enter = (name: string, limit: number) =>
    gate.enter(limit).then((leave) => {
      inside.push(name)
      return leave
    })
  const first = await enter('first', 2)
  await enter('second', 2)
  const third = enter('third', 2)
  const careful = enter('careful', 1)
  await new Promise((resolve) => setTimeout(resolve))
  expect(inside).toEqual(['first', 'second'])
  first()
  ;(await third)()
  expect(inside).toEqual(['first', 'second', 'third'])
  void careful
})
