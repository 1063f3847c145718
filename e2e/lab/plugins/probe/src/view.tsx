import { createElement, useContext, useEffect, useState, type Context } from 'react'
import { createPortal } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { jsx } from 'react/jsx-runtime'

/** What this plugin got for React: a test compares it with the host's. */
export const react = { createElement, createPortal, createRoot, jsx }

/** Reads the host's context, which comes as a prop, with the hooks of the plugin's React. */
export default function View({ said }: { said: Context<string> }) {
  const text = useContext(said)
  const [presses, setPresses] = useState(0)
  useEffect(() => {
    document.title = `The host says ${text}`
  }, [text])
  return (
    <button type="button" data-testid="probe" onClick={() => setPresses(presses + 1)}>
      Pressed {presses} times, the host says {text}
    </button>
  )
}
