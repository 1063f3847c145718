/**
 * How the address of a catalog ends whose plugins go before those of the others, whatever their
 * versions: a fragment, which no server sees and which stays with the catalog wherever its address
 * goes. A type, so that those who look for it bring no module of their own: each would be a request.
 */
export type OverrideMark = '#override'
