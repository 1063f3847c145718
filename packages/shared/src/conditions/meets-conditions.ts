import { networkSpeeds, type ConditionFacts, type Conditions } from './conditions.ts'
import { matchesRoute } from './route-pattern.ts'

type Groups = Required<Conditions>

/** How each group is judged. */
const groups: { [Name in keyof Groups]: (wanted: Groups[Name], facts: ConditionFacts) => boolean } =
  {
    routes: (patterns, { route }) => patterns.some((pattern) => matchesRoute(pattern, route)),
    roles: (wanted, { roles }) => wanted.some((role) => roles.includes(role)),
    deviceType: (wanted, { device }) => wanted.includes(device),
    minNetworkSpeed: (slowest, { network: { speed, saveData } }) =>
      !saveData && networkSpeeds.indexOf(speed) >= networkSpeeds.indexOf(slowest),
    flags: (wanted, { flags }) => wanted.some((flag) => flags[flag] === true),
  }

/** Whether conditions that were checked hold now: AND between the groups, OR inside a list. */
export function meetsConditions(conditions: Conditions, facts: ConditionFacts): boolean {
  return Object.entries(conditions).every(([name, wanted]) => {
    const judge = groups[name as keyof Groups] as (
      wanted: unknown,
      facts: ConditionFacts,
    ) => boolean
    return judge(wanted, facts)
  })
}
