/**
 * Offset of the first character that makes a text no JSON; its length when it ends too early;
 * undefined when it is JSON. Engines tell it each in their own words, some not at all.
 */
export function jsonErrorOffset(text: string): number | undefined {
  let at = 0

  const matches = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    if (!pattern.test(text)) return false
    at = pattern.lastIndex
    return true
  }
  const takes = (character: string): boolean => {
    matches(/[ \t\r\n]*/y)
    if (text[at] !== character) return false
    at += 1
    return true
  }
  // oxlint-disable-next-line no-control-regex -- JSON forbids them inside a text
  const string = () => matches(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y)
  const number = () => matches(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y)
  const word = () => matches(/(?:true|false|null)(?!\w)/y)
  const list = (close: string, item: () => boolean): boolean => {
    if (takes(close)) return true
    do {
      if (!item()) return false
    } while (takes(','))
    return takes(close)
  }
  const member = (): boolean => {
    matches(/[ \t\r\n]*/y)
    return string() && takes(':') && value()
  }
  const value = (): boolean => {
    if (takes('{')) return list('}', member)
    if (takes('[')) return list(']', value)
    return string() || number() || word()
  }

  const whole = value()
  matches(/[ \t\r\n]*/y)
  return whole && at === text.length ? undefined : at
}
