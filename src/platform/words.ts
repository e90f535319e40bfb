/** One width, one case, no blanks: the SQL function search_fold does the same to what is stored. */
export function fold(words: string): string {
  return words.normalize('NFKC').replace(/\s+/gu, '').toLowerCase()
}

/** Where the terms stand in a text, for highlighting: longest first, none inside another. */
export function highlightsIn(text: string, terms: readonly string[]): [start: number, end: number][] {
  const { folded, places } = foldWithPlaces(text)
  const found: [number, number][] = []
  for (const term of terms) {
    for (let at = folded.indexOf(term); at !== -1; at = folded.indexOf(term, at + term.length)) {
      found.push([places[at] ?? 0, (places[at + term.length - 1] ?? 0) + 1])
    }
  }
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1])
  const apart: [number, number][] = []
  for (const span of found) {
    const last = apart.at(-1)
    if (last && span[0] < last[1]) last[1] = Math.max(last[1], span[1])
    else apart.push(span)
  }
  return apart
}

/** The folded text, and for each of its units the place in the text that it came from. */
function foldWithPlaces(text: string): { folded: string; places: number[] } {
  let folded = ''
  const places: number[] = []
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at) ?? 0
    const character = String.fromCodePoint(code)
    const piece = code >= 0x4e00 && code <= 0x9fff ? character : fold(character)
    for (let unit = 0; unit < piece.length; unit++) places.push(at + Math.min(unit, character.length - 1))
    folded += piece
    at += character.length
  }
  return { folded, places }
}
