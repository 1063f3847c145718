import { useCallback, useState } from 'react'

export interface Toast {
  id: number
  message: string
}

const shownFor = 6000

/** Messages that leave by themselves, newest last. */
export function useToasts(): { toasts: readonly Toast[]; notify: (message: string) => void } {
  const [toasts, setToasts] = useState<readonly Toast[]>([])
  const notify = useCallback((message: string) => {
    const toast = { id: performance.now(), message }
    setToasts((current) => [...current, toast])
    setTimeout(() => setToasts((current) => current.filter((kept) => kept !== toast)), shownFor)
  }, [])
  return { toasts, notify }
}
