const words =
  'order invoice customer delivery stock price margin region team quarter target budget claim refund'.split(
    ' ',
  )

/**
 * A plugin of ordinary size: 20 KB of its own code before minifying, a widget, a page and a style
 * sheet, with date-fns. The number decides all of it, so each is different and each run the same; the
 * release only a word in the widget.
 */
export function generatedPlugin(number, release = 1) {
  const name = `plugin${number}`
  const random = generator(number)
  return {
    name,
    label: `Plugin ${number}`,
    libraries: ['date-fns'],
    files: {
      'model.js': modelText(random),
      'widget.jsx': componentText('Widget', 'summary', random),
      'page.jsx': componentText('Page', 'table', random),
      'style.css': `.${name} {\n  margin: 12px;\n  color: hsl(${number * 7} 60% 30%);\n}\n`,
    },
  }

  function componentText(component, method, next) {
    return `import { useState } from 'react'
import * as model from './model.js'
import './style.css'

const notes = [
${lines(12, () => `  '${sentence(next, 9)}',`)}
]

export default function ${component}() {
  const [shown, setShown] = useState(4)
  return (
    <div className="${name}">
      <p>{model.${method}(shown)}</p>
      <ul>
        {notes.slice(0, shown).map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <button onClick={() => setShown(shown + 1)}>More of ${release}</button>
    </div>
  )
}
`
  }
}

function modelText(random) {
  const rules = lines(60, (at) => ruleText(at, random))
  const calls = lines(60, (at) => `  rule${at},`)
  return `import { addDays, format, isWeekend } from 'date-fns'

const first = new Date(2026, 0, 1)

${rules}

const rules = [
${calls}
]

export function summary(count) {
  const total = rules.slice(0, count).reduce((sum, rule) => sum + rule(count, sum), 0)
  return \`\${format(addDays(first, count), 'd MMMM')}: \${total}\`
}

export function table(count) {
  return rules.map((rule, at) => rule(at, count)).join(', ') + isWeekend(first)
}
`
}

function ruleText(at, random) {
  const [low, high] = [Math.floor(random() * 40), 50 + Math.floor(random() * 900)]
  return `function rule${at}(amount, ${words[at % words.length]}) {
  if (amount > ${high}) throw new RangeError('${sentence(random, 6)}')
  const base = ${words[at % words.length]} * ${(random() * 3).toFixed(3)} + ${low}
  const label = '${sentence(random, 4)}'
  return label.length > ${low} ? Math.round(base % ${high}) : Math.floor(base / ${1 + low})
}`
}

const sentence = (random, length) =>
  Array.from({ length }, () => words[Math.floor(random() * words.length)]).join(' ')

const lines = (count, line) => Array.from({ length: count }, (_, at) => line(at)).join('\n')

function generator(seed) {
  let state = seed * 2654435761 + 1
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
