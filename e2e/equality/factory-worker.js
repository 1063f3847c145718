importScripts('/harness.js')

const runScript = async (address, setCurrent) => {
  setCurrent(address)
  importScripts(address)
}
const importNative = (address) => import(address)

onmessage = async ({ data }) => {
  postMessage(await equality.runFactories(data, runScript, importNative))
}
