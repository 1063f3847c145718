import type { Board } from './board-state.ts'

export const sampleBoard: Board = [
  {
    id: 'backlog',
    title: 'Backlog',
    cards: [
      {
        id: 'c1',
        title: 'Rotate the signing keys of the staging cluster',
        tag: 'Security',
        owner: 'AN',
      },
      { id: 'c2', title: 'Write the runbook for a failed deploy', tag: 'Docs', owner: 'JM' },
      { id: 'c3', title: 'Alert on queues that only grow', tag: 'Observability', owner: 'PK' },
    ],
  },
  {
    id: 'progress',
    title: 'In progress',
    cards: [
      { id: 'c4', title: 'Move the reports to the read replica', tag: 'Database', owner: 'SO' },
      { id: 'c5', title: 'Trace requests across the gateway', tag: 'Observability', owner: 'AN' },
    ],
  },
  {
    id: 'review',
    title: 'Review',
    cards: [{ id: 'c6', title: 'Cut cold starts of the build agents', tag: 'Build', owner: 'LR' }],
  },
  {
    id: 'done',
    title: 'Done',
    cards: [
      { id: 'c7', title: 'Retire the old package mirror', tag: 'Build', owner: 'JM' },
      { id: 'c8', title: 'Encrypt backups at rest', tag: 'Security', owner: 'PK' },
    ],
  },
]
