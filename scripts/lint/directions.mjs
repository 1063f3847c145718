/**
 * Who may import whom, as a table: files whose path matches `from` must not import a target that
 * matches `never`. A target is a path of this repository (`packages/shared/src/errors.ts`,
 * `packages/shared` for the package by its name) or a specifier (`vite`, `node:fs`).
 */
const directions = [
  {
    from: /^packages\/shared\//,
    never: /^packages\/(bundler-plugin|browser-runtime)(\/|$)/,
    why: 'both sides import shared, so shared imports neither',
  },
  {
    from: /^packages\/bundler-plugin\//,
    never: /^packages\/browser-runtime(\/|$)/,
    why: 'a build must not need the page. What both need belongs in shared',
  },
  {
    from: /^packages\/browser-runtime\//,
    never: /^packages\/bundler-plugin(\/|$)/,
    why: 'the page must not need the build. What both need belongs in shared',
  },
  {
    from: /^packages\/(bundler-plugin\/src\/plan|shared\/src\/(resolve|conditions))\//,
    never: /^(node:|vite$|vite\/|rolldown|rollup|esbuild|@rolldown\/)/,
    why: 'decisions are pure: the same code runs in the page, in every bundler and in tests',
  },
  {
    from: /^packages\/bundler-plugin\/src\/plan\//,
    never: /^packages\/bundler-plugin\/src\/(vite|esbuild|cli)\//,
    why: 'adapters fill in the facts and carry the plan out; the plan knows none of them',
  },
  {
    from: /^packages\/bundler-plugin\/src\/factory\//,
    never:
      /^(vite$|vite\/|rolldown|rollup|esbuild|packages\/bundler-plugin\/src\/(vite|esbuild|cli)\/)/,
    why: 'every bundler shares the factory pass, so it knows none of them',
  },
  {
    from: /^packages\/bundler-plugin\/src\/vite\//,
    never: /^packages\/bundler-plugin\/src\/esbuild\//,
    why: 'somebody who builds with Vite has no esbuild installed',
  },
  {
    from: /^packages\/bundler-plugin\/src\/esbuild\//,
    never: /^packages\/bundler-plugin\/src\/vite\//,
    why: 'somebody who builds with esbuild has no Vite installed',
  },
]

const runtimeFolder = /^packages\/browser-runtime\/src\/([^/]+)\//

/**
 * The reason why `file` may not import `target`, or `undefined` when it may.
 * `typeOnly` imports may cross the runtime's folders: a port is a type.
 */
export function refusal(file, target, typeOnly) {
  const broken = directions.find(({ from, never }) => from.test(file) && never.test(target))
  if (broken) return broken.why
  if (packageOf(file) !== packageOf(target) && /^packages\/[^/]+\/src\//.test(target)) {
    return 'another package is imported by its name, as its users do'
  }
  if (!typeOnly && crossesFolders(file, target)) {
    return "the runtime's folders meet only in host.ts, through ports: so each can be read, tested and left out alone"
  }
  return undefined
}

function packageOf(path) {
  return /^packages\/[^/]+/.exec(path)?.[0]
}

function crossesFolders(file, target) {
  const from = runtimeFolder.exec(file)?.[1]
  if (!from || isErrorModule(target)) return false
  const to = runtimeFolder.exec(target)?.[1]
  if (to) return from !== to
  // `react/` is a façade over the public API, so it sits above host.ts; all others sit below it.
  return from !== 'react' && /^packages\/browser-runtime\/src\/(host|load-plugin)\.ts$/.test(target)
}

function isErrorModule(path) {
  return /(^|[/-])errors([/.-])/.test(path)
}
