import { importers } from './host-files.mjs'

/** What a plugin and the host have one instance of. */
export const reactParts = ['react', 'react/jsx-runtime', 'react-dom', 'react-dom/client']

/** A host whose parts come from other builds; all of React is imported behind a dynamic import. */
export function federatedHost({ plugins, active }, expression) {
  return {
    'main.jsx': "import('./bootstrap.jsx')\n",
    'bootstrap.jsx': `import { mount } from './shell/mount.jsx'

const parts = {
${importers(plugins, expression)}
}
mount({
  plugins: ${JSON.stringify(plugins)},
  active: ${JSON.stringify(active)},
  open: (id, feature) => parts[\`\${id}/\${feature}\`](),
})
`,
  }
}
