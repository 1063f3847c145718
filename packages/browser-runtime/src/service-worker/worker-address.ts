/** Where the build puts its service worker. */
export interface WorkerAddress {
  /** Of the worker, relative to the page's base. Absent where `serviceWorker` of mortise() is not set. */
  readonly url?: string
  /** The dev server's page, which has no worker. */
  readonly isServed?: true
}

/** Empty here: the bundler plugin puts what it knows in this module's place. */
export const worker: WorkerAddress = {}
