import { randomBytes } from 'node:crypto'

const photos = numbered(60, (at) => `photo${at}-12345678.png`)
const chunks = numbered(24, (at) => `chunk${at}-12345678.js`)

/**
 * A page that asks for its chunks by script elements while its photos are on the way, as a page with
 * content does. Sets `globalThis.result` when the last chunk has run, in ms since the navigation.
 */
export function priorityPage(isOff) {
  const files = {
    ...Object.fromEntries(photos.map((file) => [file, randomBytes(20_000)])),
    ...Object.fromEntries(chunks.map((file) => [file, chunkText()])),
  }
  const page = `<!doctype html>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<style>img { width: 120px; height: 100px }</style>
${photos.map((file) => `<img src="/${file}" alt="">`).join('\n')}
<script>
let left = ${chunks.length}
const done = () => --left === 0 && (globalThis.result = performance.now())
for (const src of ${JSON.stringify(chunks)}) {
  const script = Object.assign(document.createElement('script'), { src: '/' + src, onload: done })
  ${isOff ? '' : "script.fetchPriority = 'high'"}
  document.head.append(script)
}
</script>
`
  return { page, files }
}

/** 10 KB that gzip cannot make much smaller. */
const chunkText = () => `globalThis.text = '${randomBytes(8000).toString('base64')}'\n`

function numbered(length, name) {
  return Array.from({ length }, (_, at) => name(at))
}
