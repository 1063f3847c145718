import { createHost } from '@mortise/browser-runtime'
import { Feature, HostProvider } from '@mortise/browser-runtime/react'
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { createLab, type Shown } from './lab.ts'

const host = createHost({ catalog: '/plugins.json' })

function Page() {
  const [shown, setShown] = useState<Shown>()
  useEffect(() => void start(setShown), [])
  return (
    <main data-testid="page">
      {shown && (
        <Feature
          key={`${shown.plugin}/${shown.feature}`}
          plugin={shown.plugin}
          name={shown.feature}
          fallback={<p data-testid="waiting">Loading …</p>}
        />
      )}
    </main>
  )
}

createRoot(document.querySelector('#root') as Element).render(
  <HostProvider host={host}>
    <Page />
  </HostProvider>,
)

async function start(show: (shown: Shown | undefined) => void) {
  window.inits = {}
  window.lab = createLab(host, show)
  await host.bootstrap()
  document.documentElement.dataset['ready'] = ''
}
