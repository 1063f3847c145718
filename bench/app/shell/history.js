const listeners = new Set()

export function navigate(path) {
  history.pushState(null, '', path)
  for (const listener of listeners) listener(path)
}

export function follow(listener) {
  const back = () => listener(location.pathname)
  listeners.add(listener)
  addEventListener('popstate', back)
  return () => {
    listeners.delete(listener)
    removeEventListener('popstate', back)
  }
}
