/** What kind of built-in object it is, also where another realm or a library replaced the global. */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1)
}
