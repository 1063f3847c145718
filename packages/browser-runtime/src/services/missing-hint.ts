interface MissingDetails {
  readonly name: string
  readonly plugins?: ReadonlyMap<string, { id: string; services?: object | undefined }>
}

/** Who would provide a service that somebody took for granted. */
export function missingHint({ name, plugins }: MissingDetails): string {
  const provider = [...(plugins?.values() ?? [])].find(({ services = {} }) => {
    return Object.hasOwn(services, name)
  })
  return provider ? ` Plugin "${provider.id}" provides it: await services.wait("${name}").` : ''
}
