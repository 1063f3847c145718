/** Data that nobody can change, all the way down. */
export function frozen<Value>(value: Value): Value {
  // What is frozen already is so all the way down: choices are shared by many.
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const inner of Object.values(value)) frozen(inner)
  return Object.freeze(value)
}

/** A record in the order of its keys, whatever the order of the map. */
export function sortedRecord<Value>(map: ReadonlyMap<string, Value>): Record<string, Value> {
  const record: Record<string, Value> = {}
  for (const key of [...map.keys()].sort()) record[key] = map.get(key) as Value
  return record
}
