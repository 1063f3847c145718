import type { LoadingState } from '@mortise/browser-runtime'
import type { ReactElement } from 'react'
import type { ActivitySnapshot } from '../plugins/activity-log.ts'
import { formatSize } from '../plugins/format-size.ts'

interface FiguresProps {
  log: ActivitySnapshot
  states: ReadonlyMap<string, LoadingState>
}

/** The page in four figures. */
export function Figures({ log, states }: FiguresProps): ReactElement {
  const bytes = [...log.codeSizes.values()].reduce((total, own) => total + own, 0)
  const running = [...states.values()].filter((state) => state === 'ready').length
  return (
    <dl className="figures" data-testid="figures">
      <Figure label="Installed" value={String(states.size)} unit="plugins" />
      <Figure label="Running" value={String(running)} unit={`of ${states.size}`} />
      <Figure label="Plugin code here" value={formatSize(bytes).replace(' KB', '')} unit="KB" />
      <Figure label="Ready after" value={String(log.readyAfter ?? '…')} unit="ms" />
    </dl>
  )
}

interface FigureProps {
  label: string
  value: string
  unit: string
}

function Figure({ label, value, unit }: FigureProps): ReactElement {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {value} <span>{unit}</span>
      </dd>
    </div>
  )
}
