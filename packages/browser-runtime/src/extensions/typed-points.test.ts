import { expectTypeOf, it } from 'vitest'
import type { Host } from '../host.ts'
import type { PluginContext } from '../plugin.ts'
import type { useExtensions } from '../react/use-extensions.ts'
import type { Contribution } from './contribution.ts'

interface Tab {
  label: string
  feature?: string
}

declare module './contribution.ts' {
  interface ExtensionPointMap {
    'typed.tabs': Tab
  }
}

declare const host: Host
declare const use: typeof useExtensions

it('gives contributions the type of their point', () => {
  const read = () => [host.extensions('typed.tabs'), use('typed.tabs')] as const
  expectTypeOf(read).returns.toEqualTypeOf<
    readonly [readonly Contribution<Tab>[], readonly Contribution<Tab>[]]
  >()
  const other = () => host.extensions('another.point')
  expectTypeOf(other).returns.toEqualTypeOf<readonly Contribution[]>()
  const given = () => host.extensions<{ path: string }>('another.point')
  expectTypeOf(given).returns.toEqualTypeOf<readonly Contribution<{ path: string }>[]>()
})

it('holds what a plugin contributes against the type of its point', () => {
  const contribute = ({ extensions }: PluginContext) => {
    extensions.contribute('typed.tabs', { label: 'A', when: { roles: ['admin'] }, priority: 1 })
    extensions.contribute('another.point', { anything: 1 })
    // @ts-expect-error -- the label is missing
    extensions.contribute('typed.tabs', { feature: 'a' })
    // @ts-expect-error -- a condition that does not exist
    extensions.contribute('typed.tabs', { label: 'A', when: { role: ['admin'] } })
  }
  expectTypeOf(contribute).parameter(0).toEqualTypeOf<PluginContext>()
})
