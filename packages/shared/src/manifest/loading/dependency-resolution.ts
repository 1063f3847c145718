import * as z from 'zod/mini'
import { block, defaulted, flag } from '../field.ts'

const onProblem = z.enum(['error', 'warn', 'ignore'])

const peerDependencies = block(
  {
    resolve: flag(true, 'Resolve peer dependencies at all.'),
    onMissing: defaulted(onProblem, 'warn', 'What a missing peer does.'),
    onMismatch: defaulted(onProblem, 'warn', 'What a peer of an unfit version does.'),
  },
  'Packages that the plugin wants from its host.',
)

const optionalDependencies = block(
  {
    load: flag(true, 'Load optional dependencies when they are there.'),
    onFailure: defaulted(
      z.enum(['warn', 'ignore']),
      'warn',
      'What a failed optional dependency does.',
    ),
  },
  'Plugins that this one can do without.',
)

export const dependencyResolution = block(
  {
    strategy: defaulted(
      z.enum(['strict', 'compatible', 'latest', 'pinned']),
      'compatible',
      'Which version of a dependency is taken: exact, caret, newest that fits, locked.',
    ),
    peerDependencies: z.prefault(peerDependencies, {}),
    optionalDependencies: z.prefault(optionalDependencies, {}),
    conflictResolution: defaulted(
      z.enum(['fail', 'latest', 'oldest', 'manual']),
      'latest',
      'Which version wins when two plugins disagree.',
    ),
    circularDependencies: defaulted(
      z.enum(['error', 'warn', 'allow']),
      'warn',
      'A cycle is refused, or initialised as one group (`warn`: with an event).',
    ),
  },
  'How versions are chosen.',
)
