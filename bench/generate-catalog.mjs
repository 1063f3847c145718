/**
 * What a page resolves: plugins that need each other and share packages. Every third package comes
 * from fallback providers, in two versions side by side; the others from the host. Every 25th plugin
 * is listed in two versions.
 */
export function generateCatalog({ plugins, packages, each }) {
  const names = Array.from({ length: packages }, (_, index) => `package-${index}`)
  const isHosts = (index) => index % 3 > 0
  const provided = Object.fromEntries(
    names.flatMap((name, index) => (isHosts(index) ? [[name, `${1 + (index % 4)}.5.2`]] : [])),
  )
  const rangeOf = (index, plugin) => {
    const major = 1 + (index % 4) + (isHosts(index) ? 0 : plugin % 2)
    const forms = [
      `^${major}.0.0`,
      `^${major}.2.0`,
      `~${major}.5.0`,
      `>=${major}.1.0 <${major + 1}`,
    ]
    return forms[(plugin + index) % forms.length]
  }
  const entries = Array.from({ length: plugins }, (_, plugin) => {
    const used = Array.from({ length: each }, (_, step) => (plugin * 7 + step) % packages)
    const own = used.filter((index) => !isHosts(index))
    const needs = plugin > 10 ? [plugin - 3, plugin - 10] : []
    const entry = {
      id: `com.example.plugin-${plugin}`,
      version: '1.4.0',
      release: 'r',
      manifest: `plugins/com.example.plugin-${plugin}/manifest.json`,
      dependencies: Object.fromEntries(
        needs.map((other) => [`com.example.plugin-${other}`, '^1.0.0']),
      ),
      shared: Object.fromEntries(used.map((index) => [names[index], rangeOf(index, plugin)])),
      peers: used.filter((index) => index < 4 && isHosts(index)).map((index) => names[index]),
      provides: Object.fromEntries(
        own.map((index) => [names[index], `${1 + (index % 4) + (plugin % 2)}.5.${plugin % 3}`]),
      ),
    }
    return plugin % 25 === 0 ? [entry, { ...entry, version: '1.3.0' }] : [entry]
  })
  return { plugins: entries.flat(), provided, together: [['package-1', 'package-2']] }
}
