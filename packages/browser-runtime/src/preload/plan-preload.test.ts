import type { ConditionFacts } from '@mortise/shared/conditions'
import type { CatalogEntry } from '@mortise/shared'
import { expect, it } from 'vitest'
import { planHere, planRoute } from './plan-preload.ts'

const facts: ConditionFacts = {
  route: '/here',
  roles: ['viewer'],
  device: 'desktop',
  network: { speed: '4g', saveData: false },
  flags: {},
}

const entry = (id: string, preload: CatalogEntry['preload'], more: Partial<CatalogEntry> = {}) => ({
  id,
  version: '1.0.0',
  release: 'r',
  manifest: 'manifest.json',
  ...(preload && { preload }),
  ...more,
})

const shows = (path: string, feature: string) => ({ 'app.routes': [{ path, feature }] })

const planned = (plan: ReturnType<typeof planHere>) =>
  plan.map(({ entry: { id }, features }) => [id, ...features].join(' '))

it('takes who preloads and whose conditions hold, the lowest number first', () => {
  const entries = [
    entry('silent', undefined),
    entry('always', {}),
    entry('elsewhere', { conditions: { routes: ['/there'] } }),
    entry(
      'first',
      { priority: 1, conditions: { routes: ['/here'] } },
      {
        extensions: shows('/here', 'page'),
      },
    ),
    entry('admins', { conditions: { routes: ['/here'], roles: ['admin'] } }),
    entry('demanded', {}, { strategy: 'on-demand' }),
  ]
  expect(planned(planHere(entries, facts))).toEqual(['first page', 'always'])
})

it('takes of another route who preloads there or contributes to it, if the rest holds now', () => {
  const entries = [
    entry('there', { conditions: { routes: ['/there'] } }),
    entry(
      'shown',
      { conditions: { routes: ['/dashboard'] } },
      {
        extensions: shows('/there', 'page'),
      },
    ),
    entry('admins', { conditions: { routes: ['/there'], roles: ['admin'] } }),
    entry('always', {}),
    entry('silent', undefined, { extensions: shows('/there', 'page') }),
  ]
  expect(planned(planRoute(entries, facts, '/there'))).toEqual(['there', 'shown page'])
})

it('takes features whose contribution is shown on the route under a condition', () => {
  const extensions = {
    'app.panels': [
      { feature: 'panel', when: { routes: ['/here'], roles: ['viewer'] } },
      { feature: 'other', when: { routes: ['/here'], roles: ['admin'] } },
      { feature: 'anywhere', when: { roles: ['viewer'] } },
      { feature: 'wrong', when: { routes: '/here' } },
    ],
  }
  expect(planned(planHere([entry('a', {}, { extensions })], facts))).toEqual(['a panel'])
})

it('takes nothing for who saves data', () => {
  const saving = { ...facts, network: { speed: '4g', saveData: true } } as const
  expect(planHere([entry('always', {})], saving)).toEqual([])
  expect(planRoute([entry('there', { conditions: { routes: ['/x'] } })], saving, '/x')).toEqual([])
})

it('fetches all but service definitions where nothing is said', () => {
  const [usual, named] = planHere([entry('a', {}), entry('b', { resources: ['services'] })], facts)
  expect([...(usual?.resources ?? [])]).toEqual(['metadata', 'dependencies', 'assets', 'code'])
  expect([...(named?.resources ?? [])]).toEqual(['services'])
})
