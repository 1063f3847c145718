import type { ReactElement, ReactNode } from 'react'
import type { Host } from '../host.ts'
import { HostContext } from './host-context.ts'

export interface HostProviderProps {
  host: Host
  children?: ReactNode
}

/** Says which host the features below belong to; a page with one host needs none. */
export function HostProvider({ host, children }: HostProviderProps): ReactElement {
  return <HostContext.Provider value={host}>{children}</HostContext.Provider>
}
