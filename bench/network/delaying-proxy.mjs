import { connect, createServer } from 'node:net'

/** Title in reports; round trip in ms, bandwidth down in kilobits per second; up is a third of it. */
export const networks = {
  loopback: { title: 'loopback', roundTrip: 0, kbps: Infinity },
  '4g': { title: '4G', roundTrip: 100, kbps: 10_000 },
  'slow-3g': { title: 'slow 3G', roundTrip: 400, kbps: 400 },
}

/**
 * A proxy of TCP that delays all bytes by half a round trip each way and lets them through at the
 * bandwidth that all connections share. So HTTP/2, TLS and what a service worker fetches are slowed
 * alike, which the browser's own throttling does not do.
 */
export async function createProxy(targetPort, { roundTrip, kbps }) {
  const half = roundTrip / 2
  const down = createLine(half, kbps)
  const up = createLine(half, kbps / 3)
  const sockets = new Set()
  const proxy = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const server = connect({
      port: targetPort,
      host: '127.0.0.1',
      allowHalfOpen: true,
      noDelay: true,
    })
    for (const socket of [client, server]) {
      sockets.add(socket)
      socket.on('error', () => {
        client.destroy()
        server.destroy()
      })
      socket.on('close', () => sockets.delete(socket))
    }
    // Opening a connection takes a round trip before the first byte may go.
    relay(client, server, up, roundTrip)
    relay(server, client, down, 0)
  })
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  return {
    port: proxy.address().port,
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => proxy.close(resolve))
    },
  }
}

function relay(from, to, line, opening) {
  const opened = performance.now() + opening
  from.on('data', (bytes) => line.send(bytes.length, opened, () => to.writable && to.write(bytes)))
  from.on('end', () => line.send(0, opened, () => to.end()))
}

/** One direction of the line: bytes queue for the bandwidth, then travel, and never overtake others. */
function createLine(latency, kbps) {
  const bytesPerMs = kbps / 8
  const travelling = []
  let freeAt = 0
  let timer

  function deliverDue() {
    timer = undefined
    while (travelling[0]?.arrival <= performance.now()) travelling.shift().deliver()
    const [next] = travelling
    if (next) timer = setTimeout(deliverDue, Math.ceil(next.arrival - performance.now()))
  }

  return {
    send(bytes, opened, deliver) {
      const now = performance.now()
      freeAt = Math.max(freeAt, now) + bytes / bytesPerMs
      const arrival = Math.max(freeAt, opened) + latency
      const after = travelling.findLastIndex((other) => other.arrival <= arrival)
      travelling.splice(after + 1, 0, { arrival, deliver })
      if (after === -1 && timer) timer = void clearTimeout(timer)
      if (!timer) deliverDue()
    },
  }
}
