import { createHost } from '@mortise/browser-runtime'
import { Feature, HostProvider } from '@mortise/browser-runtime/react'
import { createContext, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { createLab, type Lab, type Shown } from './lab.ts'

const host = createHost({ catalog: '/plugins.json' })
const Said = createContext('')

function Page() {
  const [shown, show] = useState<Shown>()
  const [said, say] = useState('hello')
  useEffect(() => void start({ show, say }), [])
  return (
    <main data-testid="page">
      <Said.Provider value={said}>
        {shown && (
          <Feature
            key={`${shown.plugin}/${shown.feature}`}
            plugin={shown.plugin}
            name={shown.feature}
            fallback={<p data-testid="waiting">Loading …</p>}
            said={Said}
          />
        )}
      </Said.Provider>
    </main>
  )
}

createRoot(document.querySelector('#root') as Element).render(
  <HostProvider host={host}>
    <Page />
  </HostProvider>,
)

async function start(page: Pick<Lab, 'show' | 'say'>) {
  window.inits = {}
  window.lab = createLab(host, page)
  await host.bootstrap()
  document.documentElement.dataset['ready'] = ''
}
