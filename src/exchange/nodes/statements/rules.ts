/** Cuts a text into stretches of at most so many characters, never through one (a surrogate pair). */
export function stretches(text: string, most: number): string[] {
  const found: string[] = []
  for (let from = 0; from < text.length; ) {
    let to = Math.min(from + most, text.length)
    if (to < text.length && isHigh(text.charCodeAt(to - 1))) to -= 1
    found.push(text.slice(from, to))
    from = to
  }
  return found
}

/** What is told of a text: its stretches; of more than so many only that they are too many. */
export function toldTexts(text: string, length: number, most: number): { text: string | null; of: number }[] {
  const texts = stretches(text, length)
  const of = texts.length
  return of > most ? [{ text: null, of }] : texts.map((stretch) => ({ text: stretch, of }))
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff

/** Puts stretches together again, by their places; null: one is missing. */
export function joined(texts: ReadonlyMap<number, { text: string | null; of: number }>): string | null {
  const of = texts.get(0)?.of ?? 0
  const all = Array.from({ length: of }, (_, index) => texts.get(index)?.text)
  return of === 0 || all.some((text) => typeof text !== 'string') ? null : all.join('')
}
