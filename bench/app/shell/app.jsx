import { useEffect, useState } from 'react'
import { follow, navigate } from './history.js'
import './style.css'

/** The whole app: navigation, the active plugins' widgets on the first page, one page per plugin. */
export function App({ plugins, widgets, open }) {
  const [path, setPath] = useState(location.pathname)
  useEffect(() => follow(setPath), [])
  // From here on the navigation answers.
  useEffect(() => void performance.mark('navigation:shown'), [])
  const current = plugins.find((plugin) => plugin.path === path)
  return (
    <div className="app">
      <nav>
        <Link to="/" label="Overview" />
        {plugins.map(({ id, label, path: to }) => (
          <Link key={id} to={to} label={label} />
        ))}
      </nav>
      <main>
        <h1>{current?.label ?? 'Overview'}</h1>
        {current ? (
          <Part key={current.id} name={`page:${current.id}`} module={pageOf(current.id, open)} />
        ) : (
          widgets.map(({ id, module }) => <Part key={id} name={`widget:${id}`} module={module} />)
        )}
      </main>
    </div>
  )
}

function Link({ to, label }) {
  const click = (event) => {
    event.preventDefault()
    navigate(to)
  }
  return (
    <a href={to} onClick={click}>
      {label}
    </a>
  )
}

/**
 * A plugin's part, once its module is there. Not by Suspense: React holds what follows a fallback back
 * for 300 ms, which would hide what is measured here.
 */
function Part({ name, module }) {
  const [loaded, setLoaded] = useState()
  useEffect(() => {
    let isCurrent = true
    module.then(
      (value) => isCurrent && setLoaded(value),
      (error) => setTimeout(() => reportError(error)),
    )
    return () => void (isCurrent = false)
  }, [module])
  if (!loaded) return <p className="waiting">Loading</p>
  return <Shown key={name} name={name} Component={loaded.default} />
}

/** Leaves a mark on the page's clock once it is on the screen. */
function Shown({ name, Component }) {
  useEffect(() => void performance.mark(name), [name])
  return (
    <section data-part={name}>
      <Component />
    </section>
  )
}

const pages = new Map()

/** One promise for each page, as long as the app is there. */
function pageOf(id, open) {
  if (!pages.has(id)) pages.set(id, open(id, 'page'))
  return pages.get(id)
}
