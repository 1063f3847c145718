/** What the model must know of a plugin. Each needs only plugins that are listed before it. */
export interface ModelPlugin {
  readonly id: string
  readonly requires: readonly string[]
  readonly wants: readonly string[]
  readonly startsItself: boolean
  readonly level: number
}

/**
 * What a kernel should have running after commands that were given one after the other: sets and
 * rules, and nothing of how it is done. `fails` tells whether a release of a plugin fails now.
 */
export function createModel(
  plugins: readonly ModelPlugin[],
  startLevel: number,
  fails: (id: string, version: string) => 'fetching' | 'running' | undefined,
) {
  const byId = new Map(plugins.map((plugin) => [plugin.id, plugin]))
  const ids = plugins.map(({ id }) => id)
  const up = new Set<string>()
  const failed = new Set<string>()
  const touched = new Set<string>()
  const unloaded = new Set<string>()
  const wishes = new Set<string>()
  const listed = new Map(ids.map((id) => [id, '1.0.0']))
  const version = new Map(listed)
  let now = startLevel

  const of = (id: string) => byId.get(id) as ModelPlugin
  const inOrder = (found: ReadonlySet<string>) => ids.filter((id) => found.has(id))
  const levelOf = (id: string): number =>
    Math.max(of(id).level, ...of(id).requires.map((other) => levelOf(other)))
  const isHeld = (id: string) => levelOf(id) > now

  function below(roots: Iterable<string>) {
    const found = new Set(roots)
    for (const id of found) {
      const wants = of(id).wants.filter((other) => !isHeld(other) && !unloaded.has(other))
      for (const other of [...of(id).requires, ...wants]) found.add(other)
    }
    return inOrder(found)
  }

  function above(root: string, needs: (plugin: ModelPlugin) => readonly string[]) {
    const found = new Set([root])
    for (const id of found)
      for (const one of plugins) if (needs(one).includes(id)) found.add(one.id)
    return inOrder(found)
  }

  const requirers = (id: string) => above(id, ({ requires }) => requires)
  const wired = (id: string) => above(id, ({ requires, wants }) => [...requires, ...wants])

  function bring(roots: Iterable<string>) {
    const fresh = below(roots).filter((id) => !up.has(id))
    for (const id of fresh) {
      touched.add(id)
      unloaded.delete(id)
      failed.delete(id)
    }
    for (const id of fresh) {
      const works = !fails(id, version.get(id) ?? '') && of(id).requires.every((one) => up.has(one))
      if (works) {
        up.add(id)
        wishes.delete(id)
      } else failed.add(id)
    }
  }

  function take(gone: readonly string[]) {
    for (const id of gone) {
      up.delete(id)
      version.set(id, listed.get(id) ?? '')
    }
  }

  function mayComeUp(id: string): boolean {
    const isMet = (other: string): boolean =>
      !unloaded.has(other) && !failed.has(other) && of(other).requires.every(isMet)
    return !up.has(id) && !isHeld(id) && of(id).requires.every(isMet)
  }

  function raise() {
    const first = (id: string) => of(id).startsItself && !touched.has(id) && !unloaded.has(id)
    bring(ids.filter((id) => mayComeUp(id) && (wishes.has(id) || first(id))))
  }

  return {
    running: () => inOrder(up),
    bootstrap: () => bring(ids.filter((id) => of(id).startsItself && !isHeld(id))),
    load(id: string) {
      if (isHeld(id)) return void wishes.add(id)
      bring([id])
      if (!up.has(id)) return
      const back = ids.filter((other) => wishes.has(other) && mayComeUp(other))
      for (const other of back) wishes.delete(other)
      bring(back)
    },
    unload(id: string) {
      const down = requirers(id)
      const again = wired(id).filter((other) => up.has(other) && !down.includes(other))
      for (const other of down) if (up.has(other)) wishes.add(other)
      wishes.delete(id)
      failed.delete(id)
      unloaded.add(id)
      take([...down, ...again])
      bring(again)
    },
    restart(id: string) {
      if (!up.has(id)) return
      const group = wired(id).filter((other) => up.has(other))
      take(group)
      bring(group)
    },
    upgrade(id: string, next: string) {
      listed.set(id, next)
      for (const other of ids) if (!up.has(other)) version.set(other, listed.get(other) ?? '')
      if (!up.has(id) || version.get(id) === next) return
      const group = wired(id).filter((other) => up.has(other))
      const moving = group.filter((other) => version.get(other) !== listed.get(other))
      const before = new Map(moving.map((other) => [other, version.get(other) ?? '']))
      const isMissing = (other: string) => fails(other, listed.get(other) ?? '') === 'fetching'
      if (moving.some(isMissing)) return
      take(group)
      bring(group)
      if (moving.every((other) => up.has(other))) return
      take(group)
      for (const [other, old] of before) version.set(other, old)
      bring(group)
      for (const other of group) if (!up.has(other)) version.set(other, listed.get(other) ?? '')
    },
    setStartLevel(level: number) {
      if (level < now) {
        now = level
        const stopped = ids.filter((id) => up.has(id) && isHeld(id))
        for (const id of stopped) wishes.add(id)
        return take(stopped)
      }
      const steps = new Set(ids.map(levelOf).filter((step) => step > now && step < level))
      for (const step of [...[...steps].toSorted(), level]) {
        now = step
        raise()
      }
    },
  }
}
