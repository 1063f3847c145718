import { createHost } from '@mortise/browser-runtime'
import { HostProvider } from '@mortise/browser-runtime/react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { createRoleStore } from './console/role-store.ts'
import { createActivityLog } from './plugins/activity-log.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'

const role = createRoleStore()
const host = createHost({
  catalog: '/plugins.json',
  roles: { get: () => [role.get()], subscribe: role.subscribe },
})
const activity = createActivityLog(host)

const container = document.getElementById('root')
if (!container) throw new Error('index.html has no element with the id "root"')
createRoot(container).render(
  <StrictMode>
    <HostProvider host={host}>
      <App host={host} role={role} activity={activity} />
    </HostProvider>
  </StrictMode>,
)

// The console stands before the first plugin does, so a slow or broken catalog never blanks it.
host.bootstrap().catch((error: unknown) => activity.report(error))
