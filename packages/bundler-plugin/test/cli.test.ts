import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { createFixture, json, plugin } from './workspace-fixture.ts'

/** The command as it is installed: it runs what the packages ship, so they must be built. */
const bin = fileURLToPath(new URL('../bin/mortise.js', import.meta.url))

interface Ran {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

function run(cwd: string, ...typed: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...typed], { cwd }, (error, stdout, stderr) => {
      resolve({ exitCode: typeof error?.code === 'number' ? error.code : 0, stdout, stderr })
    })
  })
}

const viteConfig = (options = '') => ({
  'vite.config.js': `import { mortise } from '@mortise/bundler-plugin/vite'
export default { plugins: [[Promise.resolve(mortise({ ${options} }))]] }
`,
})

const view = { features: { view: './src/view.js' } }
const sources = { 'src/view.js': "import { version } from 'react'\nexport default () => version\n" }
const react = { peerDependencies: { react: '^19.0.0' } }
const good = plugin('good', view, sources, react)
const needsGood = plugin(
  'user',
  { ...view, dependencies: { 'com.example.good': '^1.0.0' } },
  sources,
  react,
)
const workspace = { ...good, ...needsGood, ...viteConfig("shared: ['react']") }

describe('mortise check', () => {
  test('of a workspace that builds is fine, and writes nothing', async () => {
    const { root } = await createFixture(workspace)
    const { exitCode, stdout, stderr } = await run(root, 'check')
    expect(stderr).toBe('')
    expect(stdout).toMatch(/2 plugins in /)
    expect(stdout).toMatch(/0 problems, 0 warnings/)
    expect(exitCode).toBe(0)
    expect(existsSync(join(root, 'dist'))).toBe(false)
  })

  test('names everything that a build would refuse, and not only the first', async () => {
    const { root } = await createFixture({
      ...viteConfig("shared: ['react', 'not-installed'], warm: ['com.example.gone']"),
      ...plugin('typo', { loading: { stratgey: 'eager' } }, {}),
      ...plugin('anonymous', { id: '' }, {}),
      ...plugin('version', { version: '01.002.3' }, {}),
      ...plugin('range', { dependencies: { 'com.example.good': 'one or two' } }, {}),
      ...plugin('broken', {}, { 'plugin.json': '{ "id": ' }),
      ...plugin('feature', { features: { view: './src/gone.js' } }, {}),
      ...plugin('entry', { entry: './src/gone.js' }, {}),
      ...plugin('nothing', {}, { 'src/index.js': 'export const init = 1\n' }),
      ...plugin('twin', { id: 'com.example.feature' }, {}),
      ...plugin('lonely', { dependencies: { 'com.example.gone': '^1.0.0' } }, {}),
      ...plugin('boxed', { loading: { sandboxing: { enabled: true } } }, {}),
    })
    const { exitCode, stdout } = await run(root, 'check')
    const codes = [
      'CONFIG_WARM_UNKNOWN',
      'MANIFEST_UNKNOWN_KEY',
      'MANIFEST_ID_EMPTY',
      'MANIFEST_VERSION_INVALID',
      'MANIFEST_RANGE_INVALID',
      'MANIFEST_NOT_JSON',
      'CONFIG_FEATURE_MISSING',
      'CONFIG_ENTRY_MISSING',
      'CONFIG_ENTRY_INVALID',
      'CONFIG_DUPLICATE_ID',
      'CONFIG_SHARED_NOT_INSTALLED',
      'RESOLVE_MISSING',
      'CONFIG_UNSUPPORTED',
    ]
    for (const code of codes) expect(stdout).toContain(`✗ ${code}\n`)
    expect(stdout).toMatch(/did you mean `strategy`\?/)
    expect(stdout).toMatch(/13 problems/)
    expect(exitCode).toBe(1)
  })

  test('warns of best practices and of keys that are not honoured, with the page that explains it', async () => {
    const { root } = await createFixture({
      ...workspace,
      ...plugin(
        'early',
        { ...view, loading: { strategy: 'eager', monitoring: { samplingRate: 0.5 } } },
        sources,
      ),
      ...plugin(
        'vain',
        { ...view, loading: { dynamicImport: { mode: 'lazy', prefetch: true } } },
        sources,
      ),
      ...plugin('mute', view, {
        ...sources,
        'src/index.js': "export default {\n  init() {\n    throw new TypeError('')\n  },\n}\n",
      }),
    })
    const { exitCode, stdout } = await run(root, 'check')
    expect(stdout).toMatch(
      /⚠ lazy-features {2}docs\/best-practices\.md#choose-the-right-strategy\n {2}Plugin "com\.example\.early"/,
    )
    expect(stdout).toMatch(
      /⚠ clear-errors .*\n.*"com\.example\.mute".*plugins\/mute\/src\/index\.js:3/,
    )
    expect(stdout).toMatch(
      /⚠ CONFIG_NOT_HONOURED {2}docs\/configuration\.md\n.*"com\.example\.early" 1\.0\.0 sets "loading\.monitoring\.samplingRate"/,
    )
    expect(stdout).toMatch(/⚠ CONFIG_KEY_OVERRULED {2}docs\/errors\.md\n.*"com\.example\.vain"/)
    expect(stdout).toMatch(/0 problems, 4 warnings/)
    expect(exitCode).toBe(0)
  })

  test('names contributions that a build leaves out, and warns of what may be meant', async () => {
    const point = '{ schema: { type: "object", required: ["path"] } }'
    const { root } = await createFixture({
      ...workspace,
      ...viteConfig(`shared: ['react'], extensionPoints: { 'app.routes': ${point} }`),
      ...plugin('routes', { ...view, extensions: { 'app.routes': [{ label: 'A' }] } }, sources),
      ...plugin('typo', { ...view, extensions: { 'app.route': [{ path: '/a' }] } }, sources),
    })
    const { exitCode, stdout } = await run(root, 'check')
    expect(stdout).toMatch(/✗ EXTENSION_INVALID\n.*"com\.example\.routes".*path/)
    expect(stdout).toMatch(/⚠ EXTENSION_POINT_UNKNOWN .*\n.*"com\.example\.typo".*"app\.routes"\?/)
    expect(exitCode).toBe(1)
  })

  test('a plugin that the host disabled is no problem', async () => {
    const { root } = await createFixture({
      ...workspace,
      ...viteConfig("shared: ['react'], policy: { disabled: ['com.example.user'] }"),
    })
    expect((await run(root, 'check')).exitCode).toBe(0)
    const { exitCode, stdout } = await run(root, 'why', 'com.example.user')
    expect(stdout).toMatch(/disabled|switched off/)
    expect(exitCode).toBe(1)
  })

  test('tells advice that cannot be followed yet in one line a rule', async () => {
    const { root } = await createFixture(workspace)
    const { stdout } = await run(root, 'check')
    expect(stdout).toMatch(/track-memory +2 plugins +docs\/best-practices\.md#monitor-performance/)
    expect(stdout).not.toMatch(/⚠ track-memory/)
  })

  test('--json gives the same as data', async () => {
    const { root } = await createFixture({
      ...workspace,
      ...plugin('lonely', { ...view, dependencies: { 'com.example.gone': '^1.0.0' } }, sources),
    })
    const { exitCode, stdout } = await run(root, 'check', '--json')
    const { problems, warnings, plugins } = JSON.parse(stdout)
    expect(problems).toMatchObject([
      { code: 'RESOLVE_MISSING', why: expect.any(String), fix: expect.any(String) },
    ])
    expect(plugins).toHaveLength(3)
    expect(warnings).toContainEqual({
      rule: 'track-memory',
      plugin: 'com.example.good',
      why: expect.stringContaining('memory usage'),
      fix: expect.any(String),
      page: 'docs/best-practices.md#monitor-performance',
      notYet: true,
    })
    expect(exitCode).toBe(1)
  })

  test('is told where to look by --root and --config', async () => {
    const { root } = await createFixture({
      ...good,
      'configs/other.js': viteConfig("shared: ['react']")['vite.config.js'],
    })
    const typed = ['check', '--root', root, '--config', join(root, 'configs/other.js')]
    const { exitCode, stdout } = await run('/', ...typed)
    expect(stdout).toContain(`1 plugin in ${root}`)
    expect(exitCode).toBe(0)
  })
})

describe('mortise check --catalog', () => {
  test('reads a built catalog and every file that it names', async () => {
    const { root, build } = await createFixture(workspace)
    const built = await build({ shared: ['react'] })
    const chunk = [...built.files.keys()].find((file) => /good\/view-.*\.js$/.test(file)) ?? ''
    const manifest = [...built.files.keys()].find((file) => /user\/manifest-/.test(file)) ?? ''

    const whole = await run(root, 'check', '--catalog', 'dist/plugins.json')
    expect(whole.stdout).toMatch(/2 plugins in dist\/plugins\.json/)
    expect(whole.exitCode).toBe(0)

    await writeFile(join(root, 'dist', chunk), 'changed')
    await rm(join(root, 'dist', manifest))
    const broken = await run(root, 'check', '--catalog', 'dist/plugins.json')
    expect(broken.stdout).toMatch(/✗ CHUNK_INTEGRITY\n.*"com\.example\.good\/view"/)
    expect(broken.stdout).toMatch(/✗ MANIFEST_UNREACHABLE\n.*"com\.example\.user"/)
    expect(broken.exitCode).toBe(1)
  })

  test('reads what is deployed, by its address', async () => {
    const { root, build } = await createFixture(workspace)
    const built = await build({ shared: ['react'] })
    const server = createServer(({ url = '' }, response) => {
      const text = /good\/view-/.test(url) ? undefined : built.files.get(url.slice(1))
      response.writeHead(text === undefined ? 404 : 200).end(text)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const catalog = `http://127.0.0.1:${port}/plugins.json`
    const { exitCode, stdout } = await run(root, 'check', '--catalog', catalog)
    server.close()
    expect(stdout).toMatch(/✗ CHUNK_LOAD_FAILED\n.*"com\.example\.good\/view".*HTTP status 404/)
    expect(stdout).toMatch(/1 problem,/)
    expect(exitCode).toBe(1)
  })

  test('needs no Vite config', async () => {
    const { root } = await createFixture({ 'plugins.json': json({ format: 1, plugins: [] }) })
    const { exitCode, stdout } = await run(root, 'check', '--catalog', 'plugins.json')
    expect(stdout).toMatch(/0 plugins in plugins\.json/)
    expect(exitCode).toBe(0)
  })
})

describe('mortise why', () => {
  test('tells which copy of a shared package plugins get, and who asks for it', async () => {
    const { root } = await createFixture(workspace)
    const { exitCode, stdout } = await run(root, 'why', 'react')
    expect(stdout).toMatch(/react/)
    expect(stdout).toMatch(/host/)
    expect(stdout).toMatch(/com\.example\.good/)
    expect(exitCode).toBe(0)
  })

  test('tells why a plugin does not run, and ends with 1', async () => {
    const { root } = await createFixture({
      ...workspace,
      ...plugin('first', { dependencies: { 'com.example.second': '^1.0.0' } }, {}),
      ...plugin('second', { dependencies: { 'com.example.good': '^2.0.0' } }, {}),
    })
    const { exitCode, stdout } = await run(root, 'why', 'com.example.first')
    expect(stdout).toMatch(
      /com\.example\.first.*com\.example\.second.*com\.example\.good.*\^2\.0\.0/s,
    )
    expect(exitCode).toBe(1)
    const data = JSON.parse((await run(root, 'why', 'com.example.first', '--json')).stdout)
    expect(data).toMatchObject({ name: 'com.example.first', text: expect.any(String) })
  })

  test('of a built catalog tells the same of the host’s copy', async () => {
    const { root, build } = await createFixture(workspace)
    await build({ shared: ['react'] })
    const deployed = await run(root, 'why', 'react', '--catalog', 'dist/plugins.json')
    const fromSources = await run(root, 'why', 'react')
    expect(deployed).toEqual(fromSources)
  })

  test('of a name that nothing has gives the nearest', async () => {
    const { root } = await createFixture(workspace)
    const { exitCode, stderr } = await run(root, 'why', 'com.example.goood')
    expect(stderr).toMatch(/Did you mean "com\.example\.good"\?/)
    expect(exitCode).toBe(2)
  })
})

describe('usage', () => {
  test('--help tells what there is', async () => {
    const { exitCode, stdout } = await run('/', '--help')
    expect(stdout).toMatch(/mortise <command>/)
    expect(exitCode).toBe(0)
  })

  test.each([
    [[], /Name a command/],
    [['chekc'], /no command "chekc"\. Did you mean "check"\?/],
    [['why'], /Name a plugin or a shared package/],
    [['check', 'com.example.a'], /no use for "com\.example\.a"/],
    [['check', '--rot', '.'], /--rot/],
  ])('%s is wrong usage', async (typed, message) => {
    const { exitCode, stdout, stderr } = await run('/', ...typed)
    expect(stderr).toMatch(message)
    expect(stdout).toBe('')
    expect(exitCode).toBe(2)
  })

  test.each([
    ['a folder without a Vite config', {}, 'CONFIG_WORKSPACE_MISSING'],
    [
      'a config without mortise()',
      { 'vite.config.js': 'export default {}' },
      'CONFIG_WORKSPACE_MISSING',
    ],
    ['a config that throws', { 'vite.config.js': 'throw new Error("boom")' }, 'CONFIG_UNREADABLE'],
    ['an option that does not exist', viteConfig('pluginz: []'), 'CONFIG_INVALID'],
  ])('%s is said so', async (_name, files, code) => {
    const { root } = await createFixture(files as Record<string, string>)
    const { exitCode, stderr } = await run(root, 'check')
    expect(stderr).toContain(code)
    expect(exitCode).toBe(2)
  })

  test('output that is no terminal has no colours', async () => {
    const { root } = await createFixture(workspace)
    const { stdout } = await run(root, 'check')
    expect(stdout).not.toContain('\u001b')
  })
})
