export default function Plain() {
  return <p data-testid="plain">Without styles of its own</p>
}
