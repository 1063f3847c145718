/** The page's default host, behind the free function `loadPlugin`, is the one exception. */
const exceptions = ['packages/browser-runtime/src/load-plugin.ts']

const collections = new Set(['Map', 'Set', 'WeakMap', 'WeakSet', 'Array'])

const reason =
  'Module state outlives hosts, builds and tests. Create it in a factory and pass it on as a dependency.'

export const noModuleState = {
  create(context) {
    const file = context.filename.replaceAll('\\', '/')
    if (exceptions.some((exception) => file.endsWith(exception))) return {}
    return {
      Program(program) {
        for (const declaration of program.body.flatMap(variables)) {
          if (declaration.kind !== 'const') {
            report(context, declaration, `A module-level "${declaration.kind}" is state.`)
          }
          for (const { id, init } of declaration.declarations) {
            if (isEmptyCollection(init) && !isReadonly(id)) {
              report(context, id, 'A collection that starts empty at module level is state.')
            }
          }
        }
      },
    }
  },
}

function variables(statement) {
  const declaration =
    statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
  return declaration?.type === 'VariableDeclaration' && !declaration.declare ? [declaration] : []
}

/** Only a collection that starts empty: a filled one is, by our habit, a table. */
function isEmptyCollection(init) {
  if (init?.type === 'NewExpression') {
    return collections.has(init.callee.name) && init.arguments.length === 0
  }
  return init?.type === 'ArrayExpression' && init.elements.length === 0
}

/** `const none: readonly string[] = []` is a constant. */
function isReadonly(id) {
  return id.typeAnnotation?.typeAnnotation.operator === 'readonly'
}

function report(context, node, what) {
  context.report({ node, message: `${what} ${reason}` })
}
