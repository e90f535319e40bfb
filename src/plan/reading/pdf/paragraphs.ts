import { joinWrapped, type PrintedLine } from './lines.ts'

/** A paragraph put together from printed lines, and where its first line is. */
export interface Paragraph {
  words: string
  page: number
  lastPage: number
}

export interface PlacedLine {
  line: PrintedLine
  page: number
  /** Edges of the text area of its page or column. */
  left: number
  right: number
  /** The same among all lines, whatever their size. */
  area: { left: number; right: number }
}

const MARKER =
  /^(?:第[一二三四五六七八九十百零〇\d]{1,5}[章节条编篇部]|[(（][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|\d{1,3}[.．、](?!\d)|[①-⑳]|——|专栏|附件)/
/** The end of an item of a list, whose responsibility may stand in brackets behind the sentence. */
const ITEM_END = /[。！？；：.!?;:）)]["”’」』]?$/
const SENTENCE_END = /[。！？；：.!?;:]["”’」』)）]?$/

/**
 * Whether a printed line goes on with the paragraph of the line before: that one is full, this one is not indented,
 * and both are set alike. Titles of several centred lines go together too.
 */
export function continues(before: PlacedLine, next: PlacedLine, leading: number): boolean {
  const a = before.line
  const b = next.line
  const size = Math.max(a.size, b.size)
  if (Math.abs(a.size - b.size) > 0.12 * size) return false
  const isSamePage = before.page === next.page
  if (isSamePage && b.y > a.y && b.y - a.y > 1.7 * Math.max(leading, 1.2 * size)) return false
  if (isCentred(before) && isCentred(next)) return isSamePage && !MARKER.test(b.words) && !SENTENCE_END.test(a.words)
  const isFull = a.right >= before.right - 2.2 * size
  if (!isFull) return false
  if (b.x <= next.left + 0.6 * size) return !(ITEM_END.test(a.words) && MARKER.test(b.words))
  // A passage that is indented as a whole.
  return Math.abs(b.x - a.x) < 0.4 * size && !SENTENCE_END.test(a.words) && !MARKER.test(b.words)
}

/** Set in the middle and clear of both edges by two characters. */
function isCentred({ line, area }: PlacedLine): boolean {
  const before = line.x - area.left
  const after = area.right - line.right
  return before > 2.5 * line.size && after > 2.5 * line.size && Math.abs(before - after) < 1.5 * line.size
}

/** The distance between lines that most lines of a document have, in points. */
export function usualLeading(lines: readonly PlacedLine[]): number {
  const counts = new Map<number, number>()
  let most = 0
  for (let at = 1; at < lines.length; at++) {
    const [before, next] = [lines[at - 1], lines[at]]
    if (!before || !next || before.page !== next.page) continue
    const distance = Math.round(next.line.y - before.line.y)
    if (distance <= 0) continue
    const count = (counts.get(distance) ?? 0) + 1
    counts.set(distance, count)
    if (count > (counts.get(most) ?? 0)) most = distance
  }
  return most
}

/** Adds a line to the paragraph that it goes on with. */
export function extend(paragraph: Paragraph, { line, page }: PlacedLine): void {
  paragraph.words = joinWrapped(paragraph.words, line.words)
  paragraph.lastPage = page
}

/** Whether a line is an entry of a table of contents: leaders and a page number at its end. */
export function isContentsEntry(words: string): boolean {
  return words.length < 200 && /(?:\.\s?|…|·\s?|．|‥|─|-){4,}\s*[(（]?\d{1,4}[)）]?$/.test(words)
}
