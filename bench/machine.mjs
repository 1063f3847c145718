import { cpus, release, totalmem, loadavg } from 'node:os'

/** The machine and the programs that the numbers come from. */
export function describeMachine(browser) {
  const all = cpus()
  return {
    processor: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    memoryGB: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()}`,
    node: process.version,
    browser: `Chromium ${browser.version()}`,
    loadAtBegin: Math.round(loadavg()[0] * 100) / 100,
  }
}
