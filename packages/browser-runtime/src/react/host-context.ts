import { createContext, useContext } from 'react'
import { hostAmbiguous } from '../errors.ts'
import type { Host } from '../host.ts'
import { pageHost } from '../load-plugin.ts'

export const HostContext = createContext<Host | undefined>(undefined)

/** The host of the nearest provider, else the page's only host. @throws HOST_AMBIGUOUS, also when the page has none */
export function useHost(): Host {
  const host = useContext(HostContext) ?? pageHost()
  if (!host) throw hostAmbiguous('no')
  return host
}
