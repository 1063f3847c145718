/** Says in the page that some of its plugins come from elsewhere. */
export interface Banner {
  /** A line of text, and what went wrong if something did. */
  show(text: string, trouble?: string): void
  remove(): void
}

/** Set by script and not as a style sheet, so that it holds under any Content-Security-Policy. */
const look = `position: fixed; inset: auto 0 0; z-index: 2147483647; display: flex; gap: 12px;
  align-items: baseline; padding: 6px 12px; font: 13px/1.4 system-ui, sans-serif;
  color: #fff; background: #7a2e0e; max-height: 40vh; overflow: auto`

export function createBanner(page: Document, onEnd: () => void): Banner {
  const banner = page.createElement('div')
  const text = page.createElement('span')
  const trouble = page.createElement('pre')
  const end = page.createElement('button')
  banner.dataset['mortiseAttach'] = ''
  banner.role = 'status'
  banner.style.cssText = look
  trouble.style.cssText = 'margin: 0; flex: 1; white-space: pre-wrap'
  end.type = 'button'
  end.style.marginInlineStart = 'auto'
  end.textContent = 'End'
  end.addEventListener('click', onEnd)
  banner.append(text, trouble, end)
  page.body.append(banner)
  return {
    show(line, wrong = '') {
      text.textContent = line
      trouble.textContent = wrong
    },
    remove: () => banner.remove(),
  }
}
