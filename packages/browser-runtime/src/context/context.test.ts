import { afterEach, describe, expect, it, vi } from 'vitest'
import { createEvents } from '../../test/create-events.ts'
import { createContexts } from './context.ts'
import { createHooks } from './hooks.ts'

/** A context, what ends it, and the diagnostics so far. */
function lab() {
  const events = createEvents()
  const diagnostics: string[] = []
  events.on('diagnostic', ({ code, pluginId, why }) =>
    diagnostics.push(`${code} ${pluginId} ${why}`),
  )
  const hooks = createHooks(events)
  const none = () => ({}) as never
  const create = createContexts(events, hooks, none, none)
  const { context, end } = create({ id: 'a', version: '1.0.0', manifest: {}, config: {} })
  const log: string[] = []
  const note = (line: string) => () => void log.push(line)
  return { context, end: () => end(new DOMException('over', 'AbortError')), diagnostics, log, note }
}

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('own', () => {
  it('undoes the last first, once, and after the signal has aborted', () => {
    const { context, end, log, note } = lab()
    context.signal.addEventListener('abort', note('aborted'))
    context.own(note('first'))
    context.own(note('second'))
    end()
    end()
    expect(log).toEqual(['aborted', 'second', 'first'])
  })

  it('undoes before the end, once', () => {
    const { context, end, log, note } = lab()
    const undo = context.own(note('undone'))
    undo()
    undo()
    end()
    expect(log).toEqual(['undone'])
  })

  it('reports what throws or rejects with the plugin’s id, and undoes the rest', async () => {
    const { context, end, log, note, diagnostics } = lab()
    context.own(note('rest'))
    context.own(() => {
      throw new Error('boom')
    })
    context.own(async () => {
      throw new Error('slow boom')
    })
    end()
    expect(log).toEqual(['rest'])
    await vi.waitFor(() => expect(diagnostics.toSorted()).toHaveLength(2))
    expect(diagnostics.toSorted()).toEqual([
      'HOST_UNEXPECTED a boom',
      'HOST_UNEXPECTED a slow boom',
    ])
  })
})

describe('what a plugin registers', () => {
  it('listen: no event after the end, nor after its own undoing', () => {
    const { context, end, log, note } = lab()
    const target = new EventTarget()
    const undo = context.listen(target, 'ping', note('undone before'), { capture: true })
    context.listen(target, 'ping', note('ping'))
    undo()
    target.dispatchEvent(new Event('ping'))
    end()
    target.dispatchEvent(new Event('ping'))
    expect(log).toEqual(['ping'])
  })

  it('setTimeout and setInterval: nothing runs after the end', () => {
    vi.useFakeTimers()
    const { context, end, log, note } = lab()
    context.setInterval(note('tick'), 10)
    context.setTimeout(note('once'), 25)
    context.setTimeout(note('never'), 40)
    context.setTimeout(note('undone before'), 20)()
    vi.advanceTimersByTime(30)
    end()
    vi.advanceTimersByTime(100)
    expect(log).toEqual(['tick', 'tick', 'once', 'tick'])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('setTimeout: is forgotten when it has run', () => {
    vi.useFakeTimers()
    const { context, end } = lab()
    context.setTimeout(() => {})
    vi.runAllTimers()
    const clear = vi.spyOn(globalThis, 'clearTimeout')
    end()
    expect(clear).not.toHaveBeenCalled()
  })

  it('fetch: the request is aborted with the plugin, and by the caller’s own signal', async () => {
    const requests: AbortSignal[] = []
    vi.stubGlobal('fetch', async (input: Request, init: RequestInit) => {
      requests.push(new Request(input, init).signal)
      return new Response(input.url)
    })
    const { context, end } = lab()
    const caller = new AbortController()
    await context.fetch('https://example.com/a', { signal: caller.signal })
    const response = await context.fetch('https://example.com/b')
    expect(await response.text()).toBe('https://example.com/b')
    caller.abort()
    expect(requests.map(({ aborted }) => aborted)).toEqual([true, false])
    end()
    expect(requests.map(({ aborted }) => aborted)).toEqual([true, true])
  })

  it('observe: passes all arguments on, and disconnects', () => {
    const { context, end } = lab()
    const observer = { observe: vi.fn(), disconnect: vi.fn() }
    context.observe(observer, 'target', { childList: true })
    expect(observer.observe).toHaveBeenCalledWith('target', { childList: true })
    expect(observer.disconnect).not.toHaveBeenCalled()
    end()
    expect(observer.disconnect).toHaveBeenCalledOnce()
  })

  it('on: a handler is called by the whole host until the end', async () => {
    const { context, end, log, note } = lab()
    context.on('ping', note('pong'))
    await context.emit('ping')
    end()
    await context.emit('ping')
    expect(log).toEqual(['pong'])
  })
})

describe('after the end', () => {
  it.each([
    ['own', ({ context, note }: ReturnType<typeof lab>) => context.own(note('undone'))],
    ['setTimeout', ({ context, note }: ReturnType<typeof lab>) => context.setTimeout(note('ran'))],
    [
      'setInterval',
      ({ context, note }: ReturnType<typeof lab>) => context.setInterval(note('ran')),
    ],
    ['on', ({ context, note }: ReturnType<typeof lab>) => context.on('ping', note('ran'))],
  ])('%s is undone at once, and named', async (method, call) => {
    vi.useFakeTimers()
    const late = lab()
    late.end()
    call(late)
    vi.advanceTimersByTime(1000)
    await late.context.emit('ping')
    expect(late.log).toEqual(method === 'own' ? ['undone'] : [])
    vi.useRealTimers()
    const named = `LIFECYCLE_ENDED a Plugin "a" 1.0.0 called ${method}()`
    await vi.waitFor(() => expect(late.diagnostics).toEqual([expect.stringContaining(named)]))
  })

  it('listen is undone at once, and named', async () => {
    const { context, end, log, note, diagnostics } = lab()
    const target = new EventTarget()
    end()
    context.listen(target, 'ping', note('ping'))
    target.dispatchEvent(new Event('ping'))
    expect(log).toEqual([])
    await vi.waitFor(() => expect(diagnostics[0]).toContain('listen()'))
  })

  it('fetch rejects with the reason', async () => {
    const { context, end } = lab()
    end()
    await expect(context.fetch('https://example.com')).rejects.toMatchObject({ message: 'over' })
  })
})
