import { createContext, useContext } from 'react'
import type { Host } from '../host.ts'
import { pageHost } from '../load-plugin.ts'

export const HostContext = createContext<Host | undefined>(undefined)

/** The host of the nearest provider, else the page's only host. @throws HOST_AMBIGUOUS, HOST_MISSING */
export function useHost(): Host {
  return useContext(HostContext) ?? pageHost()
}
