const limit = 4

// Not a declared shared dependency: in a build every plugin has its own list, although both
// use this same module.
const names: string[] = []

/** Puts a name at the head of the list and returns the list, newest first. */
export function view(name: string): readonly string[] {
  const known = names.indexOf(name)
  if (known >= 0) names.splice(known, 1)
  names.unshift(name)
  names.length = Math.min(names.length, limit)
  return [...names]
}

export function recentlyViewed(): readonly string[] {
  return [...names]
}
