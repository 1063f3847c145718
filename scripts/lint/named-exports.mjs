const message =
  'Export by name: a default export has a different name in every file that imports it, so it cannot be searched for.'

export const namedExports = {
  create(context) {
    return {
      ExportDefaultDeclaration(node) {
        context.report({ node, message })
      },
      ExportSpecifier(node) {
        const name = node.exported.name ?? node.exported.value
        if (name === 'default') context.report({ node, message })
      },
    }
  },
}
