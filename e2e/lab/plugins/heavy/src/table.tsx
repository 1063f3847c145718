import { useEffect, useState } from 'react'

// About 10 MB, held by the module as by a real plugin's store.
const rows = Array.from({ length: 60_000 }, (_, index) => ({
  id: index,
  name: `row ${index} ${Math.random()}`,
  values: [index, index * 2, index * 3, index * 4],
}))

export default function Table() {
  const [width, setWidth] = useState(window.innerWidth)
  useEffect(() => {
    const measure = () => setWidth(window.innerWidth)
    window.addEventListener('resize', measure)
    return () => window.removeEventListener('resize', measure)
  }, [])
  return (
    <table data-testid="table" width={Math.min(width, 600)}>
      <tbody>
        {rows.slice(0, 300).map((row) => (
          <tr key={row.id} onClick={() => setWidth(row.id)}>
            <td>{row.name}</td>
            <td>{row.values.join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
