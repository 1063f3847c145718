import { dirname, posix, relative } from 'node:path'
import { refusal } from './directions.mjs'

export const importDirection = {
  create(context) {
    const file = relative(context.cwd, context.filename).replaceAll('\\', '/')
    const check = (source, typeOnly) => {
      if (typeof source?.value !== 'string') return
      const why = refusal(file, targetOf(file, source.value), typeOnly)
      if (why) {
        context.report({ node: source, message: `Do not import "${source.value}" here: ${why}.` })
      }
    }
    return {
      ImportDeclaration: (node) => check(node.source, isTypeOnly(node, 'importKind')),
      ExportNamedDeclaration: (node) => check(node.source, isTypeOnly(node, 'exportKind')),
      ExportAllDeclaration: (node) => check(node.source, node.exportKind === 'type'),
      ImportExpression: (node) => check(node.source, false),
    }
  },
}

/** `import type { X }`, and `import { type X }` when that is all it imports. */
function isTypeOnly(node, kind) {
  if (node[kind] === 'type') return true
  return node.specifiers.length > 0 && node.specifiers.every((part) => part[kind] === 'type')
}

function targetOf(file, specifier) {
  if (specifier.startsWith('.')) return posix.join(dirname(file), specifier)
  return specifier.replace(/^@mortise\/([^/]+)/, 'packages/$1')
}
