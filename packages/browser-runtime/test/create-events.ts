import { createEvents as create } from '../src/events.ts'
import { watchEvents } from './watch-events.ts'

/** As the host makes them; every event is held against its schema. */
export const createEvents = () => watchEvents(create())
