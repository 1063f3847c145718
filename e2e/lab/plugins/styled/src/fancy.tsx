import './fancy.css'

export default function Fancy() {
  return (
    <p className="lab-fancy" data-testid="fancy">
      With styles
    </p>
  )
}
