import { Bar, BarChart, Tooltip, XAxis, YAxis } from 'recharts'
import { rows } from './model.js'
import './style.css'

export default function Page() {
  return (
    <BarChart className="charts" width={640} height={320} data={rows}>
      <XAxis dataKey="day" />
      <YAxis />
      <Tooltip />
      <Bar dataKey="orders" isAnimationActive={false} />
      <Bar dataKey="returns" isAnimationActive={false} />
    </BarChart>
  )
}
