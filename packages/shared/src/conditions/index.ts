export { checkConditions } from './check-conditions.ts'
export {
  deviceTypes,
  networkSpeeds,
  type ConditionFacts,
  type Conditions,
  type DeviceType,
  type NetworkSpeed,
  type NetworkState,
} from './conditions.ts'
export { meetsConditions } from './meets-conditions.ts'
export { matchesRoute } from './route-pattern.ts'
