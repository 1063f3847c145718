/** Bytes as KB of 1000 bytes, as browsers show them. */
export function formatSize(bytes: number): string {
  const size = bytes / 1000
  return `${size.toLocaleString('en', { maximumFractionDigits: size < 10 ? 1 : 0 })} KB`
}
