/** Bytes as they came over the network, by the folder that a build gives to each plugin. */
export type CodeSizes = ReadonlyMap<string, number>

const pluginFile = /\/plugins\/([^/]+)\/[^?]+\.(?:js|css)(?:\?|$)/

/** Weighs the plugins' scripts and styles as they arrive; calls back with all sizes so far. */
export function observeCode(onChange: (sizes: CodeSizes) => void): void {
  // By address: a preloaded file can be listed a second time when it is used.
  const files = new Map<string, { folder: string; bytes: number }>()

  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const folder = pluginFile.exec(entry.name)?.[1]
      if (folder === undefined || !(entry instanceof PerformanceResourceTiming)) continue
      files.set(entry.name, { folder, bytes: entry.encodedBodySize })
    }
    onChange(total(files.values()))
  })
  observer.observe({ type: 'resource', buffered: true })
}

function total(files: Iterable<{ folder: string; bytes: number }>): CodeSizes {
  const sizes = new Map<string, number>()
  for (const { folder, bytes } of files) sizes.set(folder, (sizes.get(folder) ?? 0) + bytes)
  return sizes
}
