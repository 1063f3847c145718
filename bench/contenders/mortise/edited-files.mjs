/**
 * What the last two active plugins need besides, so that each kind of edit can be seen: modules that
 * only an entry reaches, state to restore, a service of the one shown in the widget of the other, and
 * a form to type into.
 */
export function editedFiles(plugins, active) {
  const [provider, consumer] = active.slice(-2).map((id) => plugins.find((one) => one.id === id))
  return {
    [`${provider.folder}/src/words.js`]: "export const words = () => 'words 0'\n",
    [`${provider.folder}/src/plugin.js`]: entryText('provider', {
      head: "import { words } from './words.js'\n",
      init: "services.register('bench.words', { words })",
    }),
    [`${consumer.folder}/src/said.js`]: "export const said = 'said 0'\n",
    [`${consumer.folder}/src/plugin.js`]: entryText('consumer', {
      head: "import { said } from './said.js'\n",
      start: 'document.body.dataset.said = said',
    }),
    // The feature's own file stays that of all contenders, and is what is edited.
    [`${consumer.folder}/src/widget-with-form.jsx`]: widgetText,
  }
}

/** An entry whose state is a token: another one on the page means that it was lost. */
const entryText = (
  key,
  { head, init = '', start = '' },
) => `import { definePlugin } from '@mortise/browser-runtime'
${head}
let token

export default definePlugin({
  init({ services }) {
    token = crypto.randomUUID()
    ${init}
  },
  start() {
    document.body.dataset.${key} = token
    ${start}
  },
  serialize: () => ({ token }),
  restore: (state) => void ({ token } = state),
})
`

const widgetText = `import { useService } from '@mortise/browser-runtime/react'
import Widget from './widget.jsx'

export default function WidgetWithForm() {
  const service = useService('bench.words')
  return (
    <div>
      <Widget />
      <input name="typed" />
      <output>{service?.words()}</output>
    </div>
  )
}
`
