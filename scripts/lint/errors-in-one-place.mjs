const message =
  "Call a function of this package's errors.ts instead: one function per error keeps codes, wording and the table in docs/errors.md together."

export const errorsInOnePlace = {
  create(context) {
    if (isErrorModule(context.filename)) return {}
    return {
      NewExpression(node) {
        if (node.callee.name === 'MortiseError') context.report({ node, message })
      },
    }
  },
}

/** `errors.ts`, `errors-late.ts`, `late-errors.ts`, or a file of an `errors/` folder. */
function isErrorModule(filename) {
  return /(^|[/-])errors([/.-])/.test(filename.replaceAll('\\', '/'))
}
