import { serveEdited, type EditedApp } from './support/edited-app.ts'
import { expect, test as base } from './support/test.ts'

/** A host without a framework, which mounts a feature of each plugin. */
const main = `import { createHost } from '@mortise/browser-runtime'
window.host = createHost({ catalog: '/plugins.json' })
await window.host.bootstrap()
for (const name of ['vue', 'svelte']) {
  const section = Object.assign(document.createElement('section'), { id: name })
  document.body.append(section)
  const plugin = await window.host.loadPlugin(name)
  const { mount } = await plugin.feature('view')
  mount(section)
}
document.documentElement.dataset.ready = ''
`

const viteConfig = `import { mortise } from '@mortise/bundler-plugin/vite'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import vue from '@vitejs/plugin-vue'
export default { plugins: [vue(), svelte(), mortise()] }
`

const views = {
  vue: {
    'src/view.js': `import { createApp } from 'vue'
import View from './view.vue'
export const mount = (element) => void createApp(View).mount(element)
`,
    'src/view.vue': `<script setup>
import { ref } from 'vue'
const count = ref(0)
</script>
<template><button @click="count++">Pressed {{ count }} times</button></template>
`,
  },
  svelte: {
    'src/view.js': `import { mount as render } from 'svelte'
import View from './view.svelte'
export const mount = (target) => void render(View, { target })
`,
    'src/view.svelte': `<script>
  let count = $state(0)
</script>
<button onclick={() => count++}>Pressed {count} times</button>
`,
  },
}

const kept = { enabled: true, strategy: 'state-preserve', debounceMs: 0 } as const

const test = base.extend<object, { served: EditedApp }>({
  served: [
    async ({ serve: _ }, use) => {
      const app = await serveEdited(
        'hot-frameworks',
        { vue: kept, svelte: kept },
        { main, files: (name) => views[name as keyof typeof views] },
        { 'vite.config.js': viteConfig },
      )
      await use(app)
      await app.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  site: [({ served: { url } }, use) => use({ kind: 'dev', url }), { scope: 'worker' }],
})

test.skip(({ serve }) => serve === 'build', 'a build has no dev server')

test('components of Vue and Svelte are refreshed by their own frameworks, and nothing else is', async ({
  page,
  served,
}) => {
  await page.goto('/')
  await page.locator('html[data-ready]').waitFor()
  await page.evaluate(() => Object.assign(window, { sameDocument: true }))
  // Svelte starts the state of an edited component afresh, Vue keeps it.
  for (const [name, pressed] of [
    ['vue', 1],
    ['svelte', 0],
  ] as const) {
    const button = page.locator(`#${name}`).getByRole('button')
    await button.click()
    await expect(button).toHaveText('Pressed 1 times')
    await served.edit(`plugins/${name}/src/view.${name}`, (text) =>
      text.replace('Pressed', 'Clicked'),
    )
    await expect(button).toHaveText(`Clicked ${pressed} times`)
    expect(await page.evaluate((id) => window.host.status(id)?.generation, name)).toBe(0)
  }
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)
})
