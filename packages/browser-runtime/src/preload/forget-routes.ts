/**
 * Forgets which route followed which, on this device, for all hosts of this origin. A module of its
 * own, without imports: an app that calls it has it in its entry, and nothing else of preloading.
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
