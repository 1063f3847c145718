import { expect, test } from './support/test.ts'

test.use({ app: 'lab' })

const text = (value: string) => () => Buffer.from(value)

const broken = [
  ['is missing', { status: 404 }, 'CATALOG_UNREACHABLE', /404/],
  ['is empty', { body: text('') }, 'CATALOG_NOT_JSON', /plugins\.json/],
  [
    'was cut off',
    { body: (bytes: Buffer) => bytes.subarray(0, bytes.length / 2) },
    'CATALOG_NOT_JSON',
    /plugins\.json/,
  ],
  ['is a page', { body: text('<!doctype html><p>Sign in') }, 'CATALOG_NOT_JSON', /plugins\.json/],
  ['has a newer format', { body: text('{"format":2,"plugins":[]}') }, 'CATALOG_FORMAT', /2/],
  ['is no catalog', { body: text('{"format":1}') }, 'CATALOG_INVALID', /plugins/],
] as const

for (const [how, answer, code, detail] of broken) {
  test(`a catalog that ${how} is reported, and the host goes on`, async ({
    page,
    server,
    problems,
  }) => {
    problems.expect(/CATALOG_|Failed to load resource/)
    const undo = server.intercept('/plugins.json', answer)
    await page.goto('/')
    await page.locator('html[data-ready]').waitFor()
    await expect.poll(() => problems.all.join('\n')).toContain(code)
    undo()
    const report = problems.all.find((message) => message.includes(code))
    expect(report).toMatch(detail)
    expect(report).toContain('Fix: ')
    expect(await page.evaluate(() => window.lab.host.state)).toBe('running')
  })
}
