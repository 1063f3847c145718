export const deviceTypes = ['desktop', 'mobile', 'tablet'] as const
/** From the slowest to the fastest. */
export const networkSpeeds = ['slow-2g', '2g', '3g', '4g'] as const

export type DeviceType = (typeof deviceTypes)[number]
export type NetworkSpeed = (typeof networkSpeeds)[number]

/**
 * When something applies. All groups that are given must hold, one entry of a list is enough, an
 * absent group holds. An empty list never holds.
 */
export interface Conditions {
  /** Patterns of paths: `/analytics`, `/items/:id`, `/docs/*`. */
  readonly routes?: readonly string[]
  /** Roles as the host reports them. A hint, never an access check. */
  readonly roles?: readonly string[]
  readonly deviceType?: readonly DeviceType[]
  /** Never holds while the user asks for less data. */
  readonly minNetworkSpeed?: NetworkSpeed
  /** Names of flags, one of which must be on. */
  readonly flags?: readonly string[]
}

export interface NetworkState {
  readonly speed: NetworkSpeed
  /** The user asks for less data. */
  readonly saveData: boolean
}

/** What conditions are about, as it is now. */
export interface ConditionFacts {
  /** Path of the current route. */
  readonly route: string
  readonly roles: readonly string[]
  readonly device: DeviceType
  readonly network: NetworkState
  readonly flags: Readonly<Record<string, boolean>>
}
