import { classAt, DIGIT, PAUSE, STOP, skipSpace } from '../chars.ts'
import type { Line, View } from '../view.ts'

/** A caption is no longer than this. */
const LONGEST = 40

/** A caption stands inside a paragraph when its line is longer than this. */
const LONG_LINE = 200

/** Figure captions (图3…分布图) that stand inside a paragraph; a caption on a line of its own is no damage. */
export function findCaptions(view: View): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = []
  const text = view.plain
  let l = 0
  for (let i = text.indexOf('图'); i >= 0; i = text.indexOf('图', i + 1)) {
    if (!(classAt(text, i + 1) & DIGIT)) continue
    while (l + 1 < view.lines.length && (view.lines[l + 1] as Line).start <= i) l++
    const line = view.lines[l] as Line
    if (line.kind === 'table_row' || line.end - line.start <= LONG_LINE) continue
    if (i > line.start && !(classAt(text, i - 1) & STOP)) continue
    let at = i + 1
    while (at < line.end && classAt(text, at) & DIGIT) at++
    at = skipSpace(text, at, line.end)
    const end = captionEnd(text, at, Math.min(line.end, at + LONGEST))
    if (end < 0 || end >= line.end) continue
    found.push({ start: i, end })
    i = end - 1
  }
  return found
}

/** End of the first …图 that closes a caption; -1 where a pause comes first. */
function captionEnd(text: string, start: number, limit: number): number {
  for (let i = start; i < limit; i++) {
    if (classAt(text, i) & PAUSE && text.charAt(i) !== '、') return -1
    if (i > start + 2 && text.charAt(i) === '图' && text.charAt(i + 1) !== '集') return i + 1
  }
  return -1
}
