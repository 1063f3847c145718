import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'

const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.html': 'text/html',
}

export interface FileServer {
  origin: string
  close(): Promise<void>
}

/** Serves files from memory on the loopback interface; all else is 404. */
export async function serveFiles(files: ReadonlyMap<string, string>): Promise<FileServer> {
  const server = createServer(({ url = '/' }, response) => {
    const text = files.get(new URL(url, 'http://localhost').pathname)
    const type = `${types[extname(url)] ?? 'text/plain'};charset=utf-8`
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': type })
    response.end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
