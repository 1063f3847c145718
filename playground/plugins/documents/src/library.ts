export interface DocumentInfo {
  id: string
  title: string
  about: string
  read(): Promise<string>
}

// The packages export code alone, so their documents are named by their place on disk.
export const library: readonly DocumentInfo[] = [
  {
    id: 'react-markdown',
    title: 'react-markdown',
    about: 'Markdown as React components',
    read: async () =>
      (await import('../../../../node_modules/react-markdown/readme.md?raw')).default,
  },
  {
    id: 'remark-gfm',
    title: 'remark-gfm',
    about: 'Tables, task lists and footnotes',
    read: async () => (await import('../../../../node_modules/remark-gfm/readme.md?raw')).default,
  },
  {
    id: 'unified',
    title: 'unified',
    about: 'Text as structured data',
    read: async () => (await import('../../../../node_modules/unified/readme.md?raw')).default,
  },
]

const texts = new Map<DocumentInfo, Promise<string>>()

/** The same promise for the same document, so that React can `use` it. */
export function read(document: DocumentInfo): Promise<string> {
  const text = texts.get(document) ?? document.read()
  texts.set(document, text)
  return text
}
