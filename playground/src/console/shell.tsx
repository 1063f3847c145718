import { useConsole } from '@playground/console-kit'
import { type ReactElement, type ReactNode, useEffect, useRef } from 'react'
import { Link, useLocation } from 'react-router'
import { Navigation } from '../navigation/navigation.tsx'
import { Icon } from './icon.tsx'
import { useMedia } from './use-media.ts'
import './shell.css'

interface ShellProps {
  /** What stands at the right of the top bar. */
  tools: ReactNode
  children: ReactNode
}

export function Shell({ tools, children }: ShellProps): ReactElement {
  const wide = useMedia('(min-width: 861px)')
  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        Skip to the page
      </a>
      {wide ? (
        <aside className="shell__side">
          <Brand />
          <Navigation />
          <Signature />
        </aside>
      ) : null}
      <div className="shell__body">
        <header className="shell__top">
          {wide ? null : <Drawer />}
          <Breadcrumb />
          {tools}
        </header>
        <main id="main" className="shell__main" tabIndex={-1}>
          {children}
        </main>
      </div>
    </div>
  )
}

function Brand(): ReactElement {
  return (
    <Link to="/" className="brand">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" />
        <path d="M7 9h18v5h-5v9h-8v-9H7z" />
      </svg>
      Workbench
    </Link>
  )
}

/** The navigation of a narrow window. A modal dialog brings the focus trap and Escape. */
function Drawer(): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null)
  const { pathname } = useLocation()
  useEffect(() => dialog.current?.close(), [pathname])

  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label="Open the navigation"
        data-testid="navigation-open"
        onClick={() => dialog.current?.showModal()}
      >
        <Icon name="menu" />
      </button>
      <dialog
        ref={dialog}
        className="drawer"
        aria-label="Navigation"
        onClick={({ target, currentTarget }) => target === currentTarget && currentTarget.close()}
      >
        <div className="drawer__panel">
          <div className="drawer__head">
            <Brand />
            <button
              type="button"
              className="icon-button"
              aria-label="Close the navigation"
              onClick={() => dialog.current?.close()}
            >
              <Icon name="close" />
            </button>
          </div>
          <Navigation />
        </div>
      </dialog>
    </>
  )
}

function Breadcrumb(): ReactElement {
  const { pathname } = useLocation()
  const parts = pathname.split('/').filter((part) => part !== '')
  return (
    <p className="breadcrumb">
      <Link to="/">Workbench</Link>
      {parts.map((part) => (
        <span key={part}>{part}</span>
      ))}
    </p>
  )
}

function Signature(): ReactElement {
  const { role } = useConsole()
  return (
    <p className="signature">
      <span aria-hidden="true">{role.charAt(0).toUpperCase()}</span>
      Signed in as {role}
    </p>
  )
}
