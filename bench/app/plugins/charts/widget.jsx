import { Line, LineChart, XAxis, YAxis } from 'recharts'
import { rows } from './model.js'
import './style.css'

export default function Widget() {
  return (
    <LineChart className="charts" width={420} height={160} data={rows}>
      <XAxis dataKey="day" />
      <YAxis />
      <Line dataKey="orders" isAnimationActive={false} />
    </LineChart>
  )
}
