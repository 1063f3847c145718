import { useEffect, useRef, useState, type ComponentType } from 'react'
import type { PluginContext } from '../plugin.ts'

type Props = Readonly<Record<string, unknown>>

export interface MountOptions {
  readonly props: Props
  readonly context: PluginContext | undefined
  /** Aborted when the feature leaves the page. */
  readonly signal: AbortSignal
}

export interface MountedFeature {
  update?(props: Props): void
  unmount?(): void
}

/** What a feature of another framework, or of none, exports as `mount`. */
export type Mount = (
  element: HTMLElement,
  options: MountOptions,
) => MountedFeature | void | Promise<MountedFeature | void>

/** A React component that gives a feature an element of its own. */
export function createMountedFeature(
  mount: Mount,
  context: PluginContext | undefined,
): ComponentType<Props> {
  return function Mounted(props: Props) {
    const element = useRef<HTMLDivElement>(null)
    const running = useRef<Promise<MountedFeature | void>>(undefined)
    const given = useRef(props)
    const [, setState] = useState(0)

    useEffect(() => {
      if (!element.current) return
      const controller = new AbortController()
      // What an effect throws later never reaches a boundary; what a state update throws does.
      const fail = (error: unknown) => {
        if (controller.signal.aborted) return
        setState(() => {
          throw error
        })
      }
      const { signal } = controller
      const options = { props: given.current, context, signal }
      const mounted = start(() => mount(element.current as HTMLElement, options))
      mounted.catch(fail)
      running.current = mounted
      return () => {
        controller.abort()
        mounted.then((feature) => feature?.unmount?.()).catch(reportError)
      }
    }, [])

    useEffect(() => {
      if (equal(given.current, props)) return
      given.current = props
      running.current?.then((feature) => feature?.update?.(props)).catch(reportError)
    })

    return <div ref={element} />
  }
}

async function start<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  return work()
}

function equal(a: Props, b: Props) {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key]))
}
