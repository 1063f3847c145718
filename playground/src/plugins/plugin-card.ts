import type { Contribution } from '@mortise/browser-runtime'
import { useExtensions } from '@mortise/browser-runtime/react'

/** What a plugin says of itself to the extension point `app.cards`, before any code is here. */
export interface ContributedCard {
  title: string
  text: string
  icon?: string
}

export type PluginCard = Contribution<ContributedCard>

export function usePluginCards(): readonly PluginCard[] {
  return useExtensions<ContributedCard>('app.cards')
}
