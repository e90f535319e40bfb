import { classAt, DIGIT, SPACE, skipSpace } from '../chars.ts'
import type { Line, View } from '../view.ts'
import { contentsLines } from './contents.ts'
import { flowHeadings, isFlow } from './flow.ts'
import { type Heading, inlineHeadings, isWeak, markedHeading, plainHeading, runInCandidate } from './headings.ts'
import { RunIns } from './runIns.ts'

/** The headings of a document, line by line, in text order. */
export function lineHeadings(view: View): Heading[] {
  const { plain, lines } = view
  const contents = contentsLines(view)
  const runIns = new RunIns()
  const headings: Heading[] = []
  let begun = false
  let annexes = false
  const put = (heading: Heading) => {
    runIns.close()
    begun = true
    headings.push(heading)
  }
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]
    if (!line || (contents && i >= contents.from && i < contents.to)) continue
    if (line.kind === 'table_row' && !plain.startsWith('专栏', line.start)) {
      const inside = mergedHeading(plain, line, i)
      if (inside) put(inside)
      continue
    }
    annexes = listsAnnexes(plain, line, annexes)
    if (annexes) continue
    if (isFlow(plain, line)) {
      const inFlow = flowHeadings(view, line, i)
      for (const heading of inFlow) put(heading)
      if (inFlow.length > 0) continue
    }
    const marked = markedHeading(plain, line, i)
    if (marked) {
      // 附件 over the document itself is a label; one behind headings begins an annex, whose title is the next line.
      if (marked.style === 'annex' && !begun) continue
      put(marked.style === 'annex' ? annexHeading(view, marked, i) : marked)
      if (isWeak(marked)) for (const heading of inlineHeadings(plain, line, i)) headings.push(heading)
      continue
    }
    if (!begun) continue
    const alone = plainHeading(view, i)
    if (alone) put(alone)
    else runIns.add(runInCandidate(plain, line, i))
  }
  runIns.close()
  const titles = runIns.titles()
  return titles.length > 0 ? headings.concat(titles).sort((a, b) => a.start - b.start) : headings
}

/** Whether a line belongs to the list of annexes at the end of a letter: 附件：1.任务清单, and 2.… behind it. */
function listsAnnexes(text: string, line: Line, before: boolean): boolean {
  let at = skipSpace(text, line.start, line.end)
  if (text.startsWith('附件', at)) {
    at += 2
    while (at < line.end && classAt(text, at) & (DIGIT | SPACE)) at++
    return text.charAt(at) === ':'
  }
  if (!before || line.end - at > 60) return false
  return (classAt(text, at) & DIGIT) !== 0 && '.、'.includes(text.charAt(at + 1))
}

/** A numbered heading in one cell merged over the width of a table: （一）改造老旧小区 */
function mergedHeading(text: string, line: Line, index: number): Heading | null {
  const cell = line.cells?.[0]
  if (!cell || !line.cells || cell[1] - cell[0] > 60 || cell[1] <= cell[0]) return null
  const words = text.slice(...cell)
  const merged = line.cells.every(([start, end]) => end === start || text.slice(start, end) === words)
  const heading = merged ? markedHeading(text, { ...line, start: cell[0], end: cell[1] }, index) : null
  return heading && (heading.style === 'chinese' || heading.style === 'chinese_paren') ? heading : null
}

/** An annex takes its title from the line behind it, where its own line has none. */
function annexHeading(view: View, heading: Heading, index: number): Heading {
  const next = view.lines[index + 1]
  if (heading.titleEnd > heading.titleStart || !next || next.kind === 'table_row') return heading
  const length = next.end - next.start
  if (length > 60 || view.plain.slice(next.start, next.end).includes('。')) return heading
  return { ...heading, title: view.text.slice(next.start, next.end).trim() }
}
