/** The file that Rolldown writes a chunk to, before it is given its own name: by logical name. */
export function fileOfChunk(folder: string, name: string): string {
  return `${folder}/${name}.js`
}

/** The logical name of the chunk in such a file. */
export function chunkOfFile(folder: string, file: string): string {
  return file.slice(folder.length + 1).replace(/\.js$/, '')
}
