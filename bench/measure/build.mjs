import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** How long a build takes, from nothing, and what it puts out. */
export const build = {
  name: 'build',
  title: 'Build',
  about:
    'From nothing, each build in a process of its own; the start of the process does not count. Contenders whose plugins are builds of their own make one after the other, native-federation as many at a time as there are cores.',
  conditions: ({ installed }) => `${installed} plugins`,
  columns: [
    { key: 'time', label: 'time', unit: 'ms', plot: true },
    { key: 'files', label: 'files', unit: '' },
    { key: 'bytes', label: 'output', unit: 'KB' },
    { key: 'gzip', label: 'gzip', unit: 'KB' },
  ],
  // The first build warms the file cache.
  prepare: (cell, stage) => stage.app(cell),
  async sample(cell, stage) {
    const { buildTime, out } = await stage.buildAnew(cell)
    const files = readdirSync(out, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    const sum = (size) => files.reduce((total, file) => total + size(file), 0)
    return {
      time: buildTime,
      files: files.length,
      bytes: sum((file) => file.length),
      gzip: sum((file) => gzipSync(file).length),
    }
  },
}
