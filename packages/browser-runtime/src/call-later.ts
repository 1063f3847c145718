/**
 * Methods of something that is fetched when the first of them is called. All of them give promises, so
 * a caller does not notice.
 */
export function callLater<Target extends object, Name extends keyof Target>(
  bring: () => Promise<Target>,
  names: readonly Name[],
): Pick<Target, Name> {
  const methods = names.map((name) => [
    name,
    async (...args: unknown[]) => ((await bring())[name] as Method)(...args),
  ])
  return Object.fromEntries(methods) as Pick<Target, Name>
}

type Method = (...args: unknown[]) => unknown
