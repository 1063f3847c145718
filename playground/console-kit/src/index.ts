import { createContext, useContext } from 'react'

export type Role = 'viewer' | 'analyst' | 'admin'
export type Theme = 'light' | 'dark'

/** What the console tells every feature that it shows. */
export interface Console {
  role: Role
  theme: Theme
  notify(message: string): void
}

export const ConsoleContext = createContext<Console | undefined>(undefined)

/** The console's context; throws outside a console, because then host and plugin use two kits. */
export function useConsole(): Console {
  const value = useContext(ConsoleContext)
  if (value === undefined) throw new Error('useConsole() needs a <ConsoleContext> above it')
  return value
}
