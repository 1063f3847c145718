import { expect, test } from './support/test.ts'

interface DevTools {
  /** Every copy of react-dom that was evaluated. */
  renderers: unknown[]
}

declare global {
  interface Window {
    __REACT_DEVTOOLS_GLOBAL_HOOK__: DevTools
  }
}

test('one React runs on the page, whatever plugins are open', async ({ page, site }) => {
  test.slow(site.kind === 'dev', 'a cold dev server prepares each plugin that is opened')
  // Each copy of react-dom that is evaluated makes itself known to React DevTools.
  await page.addInitScript(() => {
    const renderers: unknown[] = []
    const ignore = () => {}
    const hook = {
      renderers,
      supportsFiber: true,
      inject: (renderer: unknown) => renderers.push(renderer),
      checkDCE: ignore,
      onScheduleFiberRoot: ignore,
      onCommitFiberRoot: ignore,
      onCommitFiberUnmount: ignore,
      onPostCommitFiberRoot: ignore,
      setStrictMode: ignore,
    }
    window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = hook
  })
  await page.goto('/')
  await page.getByLabel('Role').selectOption('admin')
  const features = [
    { link: 'Explore', content: 'charts-explore' },
    { link: 'Inspector', content: 'grid-inspector' },
    { link: 'Reader', content: 'documents-reader' },
    { link: 'Board', content: 'kanban-board' },
  ]
  for (const { link, content } of features) {
    await page.getByTestId('navigation').getByRole('link', { name: link }).click()
    await expect(page.getByTestId(content)).toBeVisible({ timeout: 30_000 })
  }

  const copies = await page.evaluate(() => window.__REACT_DEVTOOLS_GLOBAL_HOOK__.renderers.length)
  expect(copies, 'copies of react-dom').toBe(1)
})
