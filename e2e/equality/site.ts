import { readFileSync } from 'node:fs'
import { bundleHarness } from './bundle-harness.ts'
import { toFactoryForm } from './factory-form.ts'
import { isGone, type Fixture } from './fixture.ts'

/** All files that a browser needs to run fixtures in both forms, by address. */
export async function buildSite(fixtures: readonly Fixture[]): Promise<Map<string, string>> {
  const script = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
  const harness = await bundleHarness()
  const site = new Map([
    [
      '/index.html',
      '<!doctype html><script src="/harness.js"></script><script src="/page.js"></script>',
    ],
    ['/harness.js', harness],
    ['/harness-module.js', `${harness}\nglobalThis.equality = equality`],
    ['/page.js', script('page.js')],
    ['/native-worker.js', script('native-worker.js')],
    ['/factory-worker.js', script('factory-worker.js')],
  ])
  for (const fixture of fixtures) {
    const base = `/native/${fixture.name}`
    const scripts = `/factories/${fixture.name}`
    const { form, files } = toFactoryForm(fixture, base, scripts)
    site.set(`/forms/${fixture.name}.json`, JSON.stringify(form))
    for (const [file, text] of Object.entries(fixture.files)) site.set(`${base}/${file}`, text)
    for (const [file, text] of files) site.set(`${scripts}/${file}`, text)
    for (const address of site.keys()) {
      if (isGone(address.split('/').pop() ?? '')) site.delete(address)
    }
  }
  return site
}
