import type { HostBuild } from './build.ts'
import type { ManagedPlugin } from './kernel/managed-plugin.ts'

/** What a plugin is wired to: the versions of the plugins and shared dependencies that it gets. */
export function wiringOf(
  { requires, wants, listed, shared = {} }: ManagedPlugin,
  plugins: ReadonlyMap<string, ManagedPlugin>,
  provided: HostBuild['provided'],
): string {
  const needed = [...requires, ...wants].map((id) => `${id}@${plugins.get(id)?.version}`)
  const copies = Object.entries(listed?.shared ?? {}).flatMap(([name, ranges]) =>
    [ranges].flat().map((range) => {
      const provider = shared[`${listed?.id} ${name}@${range}`] ?? shared[`${name}@${range}`] ?? ''
      const other = plugins.get(provider)?.listed?.provides?.[name]
      return `${name}@${provider === 'host' ? provided[name]?.version : other}`
    }),
  )
  return [...needed, ...copies].join(' ')
}
