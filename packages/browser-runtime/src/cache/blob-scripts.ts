/** Whether the page's Content-Security-Policy lets scripts from `blob:` run. */
export function allowsBlobScripts(nonce = ''): Promise<boolean> {
  const url = URL.createObjectURL(new Blob([''], { type: 'text/javascript' }))
  return new Promise((resolve) => {
    const script = Object.assign(document.createElement('script'), {
      nonce,
      src: url,
      onload: () => end(true),
      onerror: () => end(false),
    })
    const end = (isAllowed: boolean) => {
      URL.revokeObjectURL(url)
      script.remove()
      resolve(isAllowed)
    }
    document.head.append(script)
  })
}
