import type { Page } from '@playwright/test'

/** Loads a plugin of a generated app and calls its feature `view`. Gives a failure's code. */
export function openView(page: Page, name: string): Promise<string | undefined> {
  return page.evaluate(async (id) => {
    try {
      const view = await (await window.host.loadPlugin(id)).feature('view')
      return (view['default'] as () => string)()
    } catch (error) {
      return (error as { code?: string }).code
    }
  }, name)
}
