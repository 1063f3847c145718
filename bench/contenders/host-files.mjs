/** Pieces of a host that several contenders write alike. */

export const pageText = (entry, head = '') => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Bench</title>
    <link rel="icon" href="data:," />
    ${head}
  </head>
  <body>
    <div id="app"></div>
    <script type="module" src="${entry}"></script>
  </body>
</html>
`

/** Members of an object of functions, one for each part of each plugin. */
export function importers(plugins, expression) {
  const parts = plugins.flatMap((plugin) =>
    ['widget', 'page'].map(
      (part) => `  '${plugin.id}/${part}': () => ${expression(plugin, part)},`,
    ),
  )
  return parts.join('\n')
}
