/** What each contender is, and the packages that its version is the version of. */
const contenders = {
  monolith: ['plain Vite, `import()` for each part, no plugins: the control', ['vite']],
  mortise: ['ours; active plugins eager, the others lazy', ['vite']],
  'mf-vite': ['Module Federation for Vite, its defaults', ['@module-federation/vite', 'vite']],
  'mf-vite-tuned': [
    "the same with `shareStrategy: 'loaded-first'` and one external runtime",
    ['@module-federation/vite', 'vite'],
  ],
  'mf-rspack': [
    'Module Federation for Rspack, `loaded-first`; a runtime in each remote, as it is by default',
    ['@module-federation/enhanced', '@rspack/core'],
  ],
  'native-federation': [
    'esbuild adapter and orchestrator; the latter asks for Node 24, but runs in the page',
    [
      '@softarc/native-federation',
      '@softarc/native-federation-esbuild',
      '@softarc/native-federation-orchestrator',
    ],
  ],
  systemjs: [
    "Rollup's `system` format, import map; by Vite 7, as Rolldown does not write it",
    ['systemjs', 'vite7'],
  ],
  eager: ['the monolith with everything imported statically: basic loading', ['vite']],
}

const shownNames = { vite7: 'vite' }

/** Rows of name, what it is, and the versions that the run had. */
export function contenderRows({ versions = {} }) {
  return Object.entries(contenders).map(([name, [text, packages]]) => [
    name,
    text,
    packages.map((one) => `${shownNames[one] ?? one} ${versions[one] ?? '?'}`).join(', '),
  ])
}
