import { useEffect, useState, type ReactElement, type ReactNode } from 'react'
import type { Host } from '../host.ts'
import { HostContext } from './host-context.ts'
import { useFurtherCommits } from './use-further-commits.ts'

export interface HostProviderProps {
  host: Host
  children?: ReactNode
}

/** Says which host the features below belong to; a page with one host needs none. */
export function HostProvider({ host, children }: HostProviderProps): ReactElement {
  const [unloads, setUnloads] = useState(0)
  // Features that left the page before their plugin was unloaded are in React's last tree too.
  useEffect(() => host.on('dynamic-unload', () => setUnloads((count) => count + 1)), [host])
  useFurtherCommits(unloads)
  return <HostContext.Provider value={host}>{children}</HostContext.Provider>
}
