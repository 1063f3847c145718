import { expect, it } from 'vitest'
import { contributionsOf, declaredPointsOf } from './contributions-of.ts'

it('gathers what a manifest contributes in its three places', () => {
  const manifest = {
    features: { panel: './panel.ts' },
    extensions: { 'app.routes': [{ path: '/a' }], 'app.title': { text: 'A' } },
    contributes: { commands: [{ name: 'open' }], events: ['saved'] },
    capabilities: {
      extensions: [
        {
          targetPluginId: 'com.b',
          extensionPointId: 'com.b.extension.tab',
          implementation: 'panel',
          priority: 5,
        },
        {
          targetPluginId: 'com.b',
          extensionPointId: 'com.b.extension.tab',
          implementation: 'other',
        },
      ],
    },
  }
  expect(contributionsOf(manifest)).toEqual({
    'app.routes': [{ path: '/a' }],
    'app.title': [{ text: 'A' }],
    'contributes.commands': [{ name: 'open' }],
    'contributes.events': [{ value: 'saved' }],
    'com.b.extension.tab': [
      { targetPluginId: 'com.b', implementation: 'panel', feature: 'panel', priority: 5 },
      { targetPluginId: 'com.b', implementation: 'other' },
    ],
  })
})

it('reads the declarations that say more than a name', () => {
  const point = { name: 'Tab', type: 'widget' } as const
  const capabilities = {
    extensionPoints: [
      { ...point, id: 'a.extension.one', cardinality: 'single' as const },
      { ...point, id: 'a.extension.two', contract: { schema: { type: 'object' } } },
      { ...point, id: 'a.extension.three', contract: { input: 'string' } },
    ],
  }
  expect(declaredPointsOf({ capabilities })).toEqual({
    'a.extension.one': { cardinality: 'single' },
    'a.extension.two': { schema: { type: 'object' } },
  })
})
