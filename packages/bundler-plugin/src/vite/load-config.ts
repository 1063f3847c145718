/** The default export of a `plugin.config.*` file, with Vite's own loader of TypeScript. */
export async function loadConfig(file: string) {
  const { runnerImport } = await import('vite')
  const { module } = await runnerImport<{ default?: unknown }>(file)
  return module.default
}
