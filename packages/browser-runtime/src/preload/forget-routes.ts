/**
 * Forgets which route followed which, on this device, for all hosts of this origin. An entry of its
 * own, without imports: an app that calls it has nothing else of preloading in its entry.
 */
export function forgetRoutes(
  storage: () => Pick<Storage, 'removeItem'> = () => localStorage,
): void {
  try {
    storage().removeItem('mortise:routes')
  } catch {
    // A browser that blocks storage has kept nothing.
  }
}
