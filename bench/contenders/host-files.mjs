/** Pieces of a host that several contenders write alike. */

/** The page of every contender; `head` and `end` are what it adds to the head, and after the app's element. */
export const pageOf = ({ head = '', end = '' }) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Bench</title>
    <link rel="icon" href="data:," />
    ${head}
  </head>
  <body>
    <div id="app"></div>
    ${end}
  </body>
</html>
`

/** The same with the app's script. */
export const pageText = (entry, head) =>
  pageOf({ head, end: `<script type="module" src="${entry}"></script>` })

/** Members of an object of functions, one for each part of each plugin. */
export function importers(plugins, expression) {
  const parts = plugins.flatMap((plugin) =>
    ['widget', 'page'].map(
      (part) => `  '${plugin.id}/${part}': () => ${expression(plugin, part)},`,
    ),
  )
  return parts.join('\n')
}
