import type { Compression } from './cache-policy.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** gzip and deflate are everywhere; brotli is in few browsers so far. */
export function isSupported(algorithm: Compression): boolean {
  try {
    return !!new CompressionStream(algorithm as CompressionFormat)
  } catch {
    return false
  }
}

export function compress(bytes: Bytes, algorithm: Compression): Promise<Bytes> {
  return through(bytes, new CompressionStream(algorithm as CompressionFormat))
}

/** Rejects for bytes that are cut short or changed. */
export function decompress(bytes: Bytes, algorithm: Compression): Promise<Bytes> {
  return through(bytes, new DecompressionStream(algorithm as CompressionFormat))
}

async function through(bytes: Bytes, stream: CompressionStream | DecompressionStream) {
  const piped = new Blob([bytes]).stream().pipeThrough(stream as ReadableWritablePair)
  return new Uint8Array(await new Response(piped).arrayBuffer())
}
