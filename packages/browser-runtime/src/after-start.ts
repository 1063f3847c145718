/** What a page needs soon after its start, in one request. */
export { createOnDemand } from './kernel/on-demand.ts'
export { createLateHost } from './late-host.ts'
