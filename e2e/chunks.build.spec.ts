import { readBuild } from './support/build-facts.ts'
import { expect, test } from './support/test.ts'

const plugin = 'com.example.charts'

/** The plugin's code. Its service fetches data sets besides, as chunks of another plugin. */
const isCode = (path: string) => /^\/plugins\/(com\.example\.charts|shared)\/.*\.js$/.test(path)

test.describe('opening a feature', () => {
  test('requests exactly its chunks, each once, in one wave', async ({ page, network, server }) => {
    const { providers, scripts, styles } = readBuild('playground')
    await page.goto('/')
    await page.getByTestId('navigation').waitFor()
    await network.settled()
    const before = new Set(network.scripts())

    // Slow enough that a chunk found out about later would start after another had ended.
    const undo = server.intercept(/\/plugins\/.*\.(js|css)/, { delayMs: 1000 })
    network.mark()
    await page.getByTestId('navigation').getByRole('link', { name: 'Overview' }).click()
    await page.getByTestId('charts-overview').waitFor()
    await network.settled()
    undo()

    const chunks = network.recent.filter(({ path }) => isCode(path))
    const needed = new Set([
      ...scripts(plugin),
      ...scripts(plugin, 'overview'),
      ...providers(plugin, 'overview'),
    ])
    const expected = [...needed].filter((path) => !before.has(path))
    expect(chunks.map(({ path }) => path).toSorted()).toEqual(expected.toSorted())

    const sheets = network.recent.filter(({ type }) => type === 'stylesheet')
    expect(sheets.map(({ path }) => path).toSorted()).toEqual(styles(plugin, 'overview').toSorted())

    const wave = [...chunks, ...sheets]
    const firstEnd = Math.min(...wave.map(({ finishedAt = Infinity }) => finishedAt))
    const late = wave.filter(({ startedAt }) => startedAt >= firstEnd)
    expect(late, JSON.stringify(wave, undefined, 2)).toEqual([])
  })

  test('of a plugin that has one open fetches only what is new', async ({ page, network }) => {
    const { scripts } = readBuild('playground')
    await page.goto('/')
    await page.getByLabel('Role').selectOption('admin')
    const navigation = page.getByTestId('navigation')
    await navigation.getByRole('link', { name: 'Overview' }).click()
    await page.getByTestId('charts-overview').waitFor()
    await network.settled()
    const before = new Set(network.scripts())

    network.mark()
    await navigation.getByRole('link', { name: 'Explore' }).click()
    await page.getByTestId('charts-explore').waitFor()
    await network.settled()

    const needed = new Set([...scripts(plugin), ...scripts(plugin, 'explore')])
    const fresh = [...needed].filter((path) => !before.has(path))
    // What the page fetched because the link could be seen is asked of the HTTP cache once more.
    const requested = new Set(network.recent.map(({ path }) => path).filter(isCode))
    expect([...requested].toSorted()).toEqual(fresh.toSorted())
    expect(fresh.length).toBeLessThan(needed.size)
  })

  test('again requests nothing', async ({ page, network }) => {
    await page.goto('/kanban')
    await page.getByTestId('kanban-board').waitFor()
    await page.getByTestId('navigation').getByRole('link', { name: 'Home' }).click()
    await network.settled()

    network.mark()
    await page.getByTestId('navigation').getByRole('link', { name: 'Board' }).click()
    await page.getByTestId('kanban-board').waitFor()
    await network.settled()
    expect(network.recent.filter(({ path }) => path.startsWith('/plugins/'))).toEqual([])
  })
})
