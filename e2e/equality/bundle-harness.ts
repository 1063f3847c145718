import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

/** The harness as a classic script, which sets `globalThis.equality`. */
export async function bundleHarness(): Promise<string> {
  const bundle = await rolldown({ input: fileURLToPath(new URL('harness.ts', import.meta.url)) })
  const { output } = await bundle.generate({ format: 'iife', name: 'equality' })
  await bundle.close()
  return output[0].code
}
