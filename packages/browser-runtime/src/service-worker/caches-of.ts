/** How the names of all caches of a worker begin. Caches belong to an origin, and it may have several. */
export const cachesOf = (scope: string): string => `mortise-offline ${scope}`
