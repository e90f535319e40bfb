import { classAt, DIGIT, SPACE } from '../chars.ts'
import type { View } from '../view.ts'

/** Letters that compare two titles: no blanks, no leader dots, no page number at the end. */
export function titleKey(text: string, start: number, end: number): string {
  let to = end
  while (to > start && (classAt(text, to - 1) & (DIGIT | SPACE) || '.…·-—'.includes(text.charAt(to - 1)))) to--
  let key = ''
  for (let i = start; i < to; i++) if (!(classAt(text, i) & SPACE)) key += text.charAt(i)
  return key
}

/** A table of contents of more lines than this is none. */
const MOST_LINES = 3000

/**
 * Lines [from, to) of the view that are its table of contents: behind 目录, up to where the first entry comes back as
 * a heading of the text. Null where there is none.
 */
export function contentsLines(view: View): { from: number; to: number } | null {
  const { plain, lines } = view
  for (let i = 0; i < Math.min(lines.length, 400); i++) {
    const line = lines[i]
    if (!line || line.end - line.start > 12) continue
    const key = titleKey(plain, line.start, line.end)
    if (key !== '目录' && key !== '目次' && key !== '【目录】') continue
    let first = ''
    for (let j = i + 1; j < Math.min(lines.length, i + MOST_LINES); j++) {
      const entry = lines[j]
      if (!entry) break
      if (entry.end - entry.start > 120) return first ? { from: i, to: j } : null
      const entryKey = titleKey(plain, entry.start, entry.end)
      if (entryKey === '') continue
      if (first === '') first = entryKey
      else if (entryKey === first) return { from: i, to: j }
    }
    return null
  }
  return null
}
