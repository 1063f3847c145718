import { expect, test } from './support/test.ts'

test.use({ app: 'lab' })

const color = 'rgb(1, 2, 3)'

test('styles are there when a feature renders, and go with their plugin', async ({ page }) => {
  await page.goto('/')
  await page.locator('html[data-ready]').waitFor()
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<p id="probe" class="lab-fancy">probe</p>')
  })
  const probe = page.locator('#probe')

  await page.evaluate(() => window.lab.show({ plugin: 'lab.styled', feature: 'plain' }))
  await page.getByTestId('plain').waitFor()
  await expect(probe).not.toHaveCSS('color', color)

  // The colour at the moment the feature appears: no flash of unstyled content.
  const first = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const look = () => {
          const fancy = document.querySelector('[data-testid=fancy]')
          if (fancy) resolve(getComputedStyle(fancy).color)
        }
        new MutationObserver(look).observe(document, { childList: true, subtree: true })
      }),
  )
  await page.evaluate(() => window.lab.show({ plugin: 'lab.styled', feature: 'fancy' }))
  expect(await first).toBe(color)
  await expect(probe).toHaveCSS('color', color)

  await page.evaluate(async () => {
    window.lab.show(undefined)
    await window.lab.host.unload('lab.styled')
  })
  await expect(probe).not.toHaveCSS('color', color)

  await page.evaluate(() => window.lab.show({ plugin: 'lab.styled', feature: 'fancy' }))
  await expect(page.getByTestId('fancy')).toHaveCSS('color', color)
})
