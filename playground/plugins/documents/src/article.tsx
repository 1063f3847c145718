import { type ReactElement, memo } from 'react'
import Markdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { rehypeTidy } from './rehype-tidy.ts'
import styles from './article.module.css'

const components: Components = {
  a: ({ href = '', children }) => {
    // A path inside the package's repository leads nowhere here.
    if (!/^(#|https?:)/.test(href)) return <span>{children}</span>
    const away = href.startsWith('#') ? {} : { target: '_blank', rel: 'noreferrer' }
    return (
      <a href={href} {...away}>
        {children}
      </a>
    )
  },
  table: ({ children }) => (
    <div className={styles.scroll}>
      <table>{children}</table>
    </div>
  ),
}

/** Memoised: a long document takes longer to render than everything around it. */
export const Article = memo(function Article({ text }: { text: string }): ReactElement {
  return (
    <article className={styles.article} data-testid="document-article">
      <Markdown
        skipHtml
        components={components}
        remarkPlugins={[remarkGfm]}
        rehypePlugins={[rehypeTidy]}
      >
        {text}
      </Markdown>
    </article>
  )
})
