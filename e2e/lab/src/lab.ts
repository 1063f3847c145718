import { loadPlugin, type Host } from '@mortise/browser-runtime'
import { createElement } from 'react'
import { createPortal } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { jsx } from 'react/jsx-runtime'

/** What became of an attempt, as plain data that a test can read out of the page. */
export type Outcome =
  | { loaded: true }
  | { loaded: false; code: string; message: string; fix: string; cause: string }

export interface Shown {
  plugin: string
  feature: string
}

/** The handle that the tests reach through `window.lab`. */
export interface Lab {
  readonly host: Host
  /** The host's own React: one function of each module that plugins share. */
  readonly react: Readonly<Record<string, unknown>>
  /** Loads a plugin, and a feature of it if one is named. */
  load(plugin: string, feature?: string): Promise<Outcome>
  /** Renders a feature; `undefined` renders nothing. */
  show(shown: Shown | undefined): void
  /** Changes the value of the context that the host gives to features as their prop `said`. */
  say(text: string): void
}

declare global {
  interface Window {
    lab: Lab
    /** How often the `init` of each plugin ran. */
    inits: Record<string, number>
  }
}

export function createLab(host: Host, page: Pick<Lab, 'show' | 'say'>): Lab {
  return {
    host,
    react: { createElement, createPortal, createRoot, jsx },
    ...page,
    async load(plugin, feature) {
      try {
        const loaded = await loadPlugin(plugin)
        if (feature) await loaded.feature(feature)
        return { loaded: true }
      } catch (error) {
        return { loaded: false, ...describe(error) }
      }
    },
  }
}

function describe(error: unknown) {
  const { code, message, fix, cause } = error as Record<string, unknown>
  return { code: `${code}`, message: `${message}`, fix: `${fix}`, cause: `${cause ?? ''}` }
}
