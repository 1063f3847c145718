/** Where each contender is defined. Imported one at a time: each brings a bundler of its own. */
const modules = {
  monolith: () => import('./monolith/contender.mjs'),
  mortise: () => import('./mortise/contender.mjs'),
  'mf-vite': () => import('./mf-vite/contender.mjs'),
  'mf-vite-tuned': () => import('./mf-vite/contender.mjs'),
  'mf-rspack': () => import('./mf-rspack/contender.mjs'),
  'native-federation': () => import('./native-federation/contender.mjs'),
  systemjs: () => import('./systemjs/contender.mjs'),
  // Not a peer: what "basic loading" means in the table of the document.
  eager: () => import('./monolith/contender.mjs'),
}

/** All that are compared with each other; the first is the control. */
export const contenderNames = Object.keys(modules).filter((name) => name !== 'eager')

/** Not ours, and not the control: what else shares pages between builds. */
export const isPeer = (name) => contenderNames.includes(name) && !own.includes(name)

const own = ['monolith', 'mortise']

export async function loadContender(name) {
  const exported = Object.values(await modules[name]())
  return exported.find((contender) => contender.name === name)
}
