import { expect, test } from 'vitest'
import { createFixture, plugin } from './workspace-fixture.ts'

const analytics = plugin(
  'analytics',
  { features: { dashboard: './src/dashboard.js', report: './src/report.js' } },
  {
    'src/dashboard.js': `import { useState } from 'react'\nimport { format } from './format.js'\nimport './dashboard.css'\nexport default function Dashboard() { return useState(format('dashboard')) }\n`,
    'src/report.js': `import { format } from './format.js'\nexport default function Report() { return format('report') }\nexport const details = () => import('./details.js')\n`,
    'src/details.js': `export const details = 'details'\n`,
    'src/format.js': `export const format = (text) => text.toUpperCase() + 'formatted'\n`,
    'src/dashboard.css': '.dashboard { color: red }',
  },
  { peerDependencies: { react: '^19.0.0' } },
)

test('emits a chunk per feature and import(), a build manifest and a catalog', async () => {
  const { build } = await createFixture(analytics)
  const built = await build({ shared: ['react'] })
  const manifest = built.manifest('com.example.analytics')
  expect(Object.keys(manifest.chunks).sort()).toEqual([
    'com.example.analytics/dashboard',
    'com.example.analytics/dashboard_report',
    'com.example.analytics/index',
    'com.example.analytics/report',
    'com.example.analytics/src.details',
  ])
  expect(manifest.features).toEqual({
    dashboard: { chunk: 'com.example.analytics/dashboard' },
    report: { chunk: 'com.example.analytics/report' },
  })
  expect(manifest.chunks['com.example.analytics/dashboard']).toMatchObject({
    deps: ['com.example.analytics/dashboard_report'],
    shared: ['react@^19.0.0'],
    styles: [expect.stringMatching(/^\.\.\/assets\/dashboard-.*\.css$/)],
  })
  expect(built.catalog.plugins).toMatchObject([
    { id: 'com.example.analytics', shared: { react: '^19.0.0' }, peers: ['react'] },
  ])
  expect(built.code('com.example.analytics', 'com.example.analytics/dashboard')).toMatch(
    /^"use strict";mortise\(\["com.example.analytics\/dashboard_report","react@\^19\.0\.0"\]|^"use strict";mortise\(\["react/,
  )
})
