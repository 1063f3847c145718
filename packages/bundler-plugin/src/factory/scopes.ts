/** How an identifier is written where it refers to an imported binding. */
export type ReferenceForm = 'plain' | 'shorthand' | 'call' | 'statement-call'

export interface Reference {
  name: string
  start: number
  end: number
  form: ReferenceForm
  write: boolean
  /** Functions around the reference: 0 is code that runs while the chunk is evaluated. */
  depth: number
}

interface Scope {
  readonly parent: Scope | undefined
  readonly holdsVar: boolean
  readonly pending: Reference[]
  names: Set<string> | undefined
}

export interface Scopes {
  enter(kind: 'block' | 'function'): void
  exit(): void
  declare(name: string, kind: 'lexical' | 'var'): void
  refer(reference: Reference): void
  /** References that no inner scope declares, so that they mean the chunk's own bindings. */
  unshadowed(): readonly Reference[]
}

/**
 * Tells references to a chunk's top-level bindings from references to inner bindings of the same
 * name. One pass: a reference waits in its scope, because a declaration may follow it (`var` and
 * functions are hoisted), and moves outwards when the scope ends without declaring it.
 *
 * Names that are not of interest are dropped at once: minified code has very many.
 */
export function createScopes(interesting: ReadonlySet<string>): Scopes {
  const root: Scope = { parent: undefined, holdsVar: true, pending: [], names: undefined }
  let scope = root

  return {
    enter(kind) {
      scope = { parent: scope, holdsVar: kind === 'function', pending: [], names: undefined }
    },
    exit() {
      const { parent, names, pending } = scope
      if (!parent) return
      for (const reference of pending) {
        if (!names?.has(reference.name)) parent.pending.push(reference)
      }
      scope = parent
    },
    declare(name, kind) {
      if (!interesting.has(name)) return
      let target = scope
      while (kind === 'var' && !target.holdsVar && target.parent) target = target.parent
      target.names ??= new Set()
      target.names.add(name)
    },
    refer(reference) {
      if (interesting.has(reference.name)) scope.pending.push(reference)
    },
    unshadowed: () => root.pending,
  }
}
