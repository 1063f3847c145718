import '/harness-module.js'

onmessage = async ({ data }) => {
  postMessage(await globalThis.equality.runNative(data.base, (address) => import(address)))
}
