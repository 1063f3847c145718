import { words } from '../late-words.ts'

export const reloadAttachRefused = (facts: { origin: string; allowed: readonly string[] }) =>
  words('RELOAD_ATTACH_REFUSED', {
    why: `This tab was to take plugins from "${facts.origin}", which this host does not allow; it allows ${facts.allowed.join(', ') || 'no origin'}.`,
    fix: 'List the origin under "attach" of createHost(), or run `mortise dev` at a port that is listed.',
  })

export const reloadAttachInvalid = (facts: { address: string }) =>
  words('RELOAD_ATTACH_INVALID', {
    why: `"${facts.address}", from which this tab was to take plugins, is no address of a catalog.`,
    fix: 'Open the link that `mortise dev --attach` prints.',
  })

export const reloadAttachExpired = (facts: { origin: string }) =>
  words('RELOAD_ATTACH_EXPIRED', {
    why: `The time in which this tab takes plugins from "${facts.origin}" is over.`,
    fix: 'Open the link that `mortise dev --attach` prints again.',
  })

export const reloadAttachLost = (facts: { origin: string }) =>
  words('RELOAD_ATTACH_LOST', {
    why: `"${facts.origin}", from which this tab takes plugins, does not answer; what has come from there goes on.`,
    fix: "Run `mortise dev --attach` there. If it runs, list the origin under connect-src, script-src and style-src of the page's Content-Security-Policy.",
  })

export const reloadAttachBuild = (facts: { origin: string; text: string }) =>
  words('RELOAD_ATTACH_BUILD', {
    why: `"${facts.origin}" could not build what was edited, so what came before goes on: ${facts.text}`,
    fix: 'Correct the file and save it again.',
  })
