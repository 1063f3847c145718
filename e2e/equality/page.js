// Runs one fixture in the page or in a worker. `equality` is the bundled harness.
const readForm = async (name) => {
  const form = await (await fetch(`/forms/${name}.json`)).json()
  const absolute = (path) => new URL(path, location.href).href
  return { ...form, base: absolute(form.base), scripts: absolute(form.scripts) }
}

const importNative = (address) => import(address)

function runScript(address, setCurrent) {
  const script = document.createElement('script')
  script.src = address
  // The script runs right before its load event, one at a time here.
  setCurrent(address)
  return new Promise((resolve, reject) => {
    script.onload = () => resolve()
    script.onerror = () => reject(new Error(`${address} failed to load`))
    document.head.append(script)
  })
}

function askWorker(worker, question) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data)
    worker.onerror = (event) => reject(new Error(event.message))
    worker.postMessage(question)
  }).finally(() => worker.terminate())
}

const runs = {
  async window(form) {
    return {
      native: await equality.runNative(form.base, importNative),
      factories: await equality.runFactories(form, runScript, importNative),
    }
  },
  async worker(form) {
    const native = new Worker('/native-worker.js', { type: 'module' })
    const factories = new Worker('/factory-worker.js')
    return {
      native: await askWorker(native, form),
      factories: await askWorker(factories, form),
    }
  },
}

globalThis.compare = async (name, scope) => runs[scope](await readForm(name))
