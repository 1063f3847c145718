import { styleText } from 'node:util'

type Format = Parameters<typeof styleText>[0]

/** Gives a text a colour, where there is a terminal that shows colours. */
export type Paint = (format: Format, text: string) => string

/** https://no-color.org: set to anything but an empty text, it turns colours off. */
export function createPaint(isTerminal: boolean, env: NodeJS.ProcessEnv): Paint {
  if (!isTerminal || env['NO_COLOR']) return (_, text) => text
  return (format, text) => styleText(format, text, { validateStream: false })
}
