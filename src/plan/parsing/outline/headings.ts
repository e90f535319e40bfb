import { classAt, DIGIT, HAN, OPEN, STOP, skipSpace } from '../chars.ts'
import type { Line, View } from '../view.ts'
import { type Marker, markerAt, RANKS, type Style } from './markers.ts'
import { firstStop, headsItem, readsAsTitle, titleAfter } from './titles.ts'

/** A heading found in the view, before its place in the tree is known. Offsets are into the view. */
export interface Heading {
  style: Style
  rank: number
  number: number | null
  /** For 1.2.3: every component. */
  path: readonly number[] | undefined
  /** Address segment; '' where the title has to serve. */
  label: string
  /** Marker and title. */
  start: number
  end: number
  titleStart: number
  titleEnd: number
  /** The title that the table of contents or the next line gives, where the heading itself has none. */
  title?: string
  /** Heading level that the source states. */
  stated?: number
  /** A numbered item without a heading of its own: its first sentence stands for the title. */
  untitled?: true
  line: number
}

const WEAK: ReadonlySet<Style> = new Set(['dash', 'ordinal'])
export function headingOf(marker: Marker, line: number, titleStart: number, titleEnd: number): Heading {
  return {
    style: marker.style,
    rank: RANKS[marker.style],
    number: marker.number,
    path: marker.path,
    label: marker.label,
    start: marker.start,
    end: titleEnd > titleStart ? titleEnd : marker.end,
    titleStart,
    titleEnd,
    line,
  }
}

/** The heading at the start of a line that carries a marker, or null. */
export function markedHeading(text: string, line: Line, index: number): Heading | null {
  const start = skipSpace(text, line.start, line.end)
  const marker = markerAt(text, start, line.end)
  if (!marker) return null
  const title = titleAfter(text, marker.end, line.end)
  if (marker.style === 'dash') return dashHeading(text, marker, line, index)
  if (marker.style === 'ordinal') {
    const short = readsAsTitle(text, title.start, title.end) || isPairOfClauses(text, title.start, title.end)
    if (title.stopped) return short && title.runsIn ? headingOf(marker, index, title.start, title.end) : null
    // A counted word before a line of its own counts like 一、
    if (title.end - title.start > 45) return null
    const heading = headingOf(marker, index, title.start, title.end)
    return { ...heading, style: 'chinese', rank: RANKS.chinese }
  }
  if (title.end === title.start && marker.style !== 'annex' && line.level === undefined) return null
  const heading = headingOf(marker, index, title.start, title.end)
  const titled = line.level !== undefined || marker.style === 'annex' || headsItem(text, title)
  return titled ? heading : { ...heading, untitled: true }
}

/** Two clauses, together hardly longer than one: 建立合作机制,促进市场一体化 */
function isPairOfClauses(text: string, start: number, end: number): boolean {
  if (end - start > 20) return false
  return text.slice(start, end).split(',').length === 2 && text.charAt(start) !== '在'
}

/** ——坚持政府引导。… and ——综合交通：…; a dash before a whole sentence lists, it does not head. */
function dashHeading(text: string, marker: Marker, line: Line, index: number): Heading | null {
  const stop = firstStop(text, marker.end, line.end, 40)
  if (stop > 0 && skipSpace(text, stop + 1, line.end) < line.end && readsAsTitle(text, marker.end, stop, 30)) {
    return headingOf(marker, index, marker.end, stop)
  }
  const colon = text.slice(marker.end, Math.min(line.end, marker.end + 24)).indexOf(':')
  if (colon > 1 && readsAsTitle(text, marker.end, marker.end + colon, 20)) {
    return headingOf(marker, index, marker.end, marker.end + colon)
  }
  return null
}

/** The unmarked title at the start of a paragraph (铁路方面。规划建设…), as a candidate; null where there is none. */
export function runInCandidate(text: string, line: Line, index: number): Heading | null {
  const start = skipSpace(text, line.start, line.end)
  const stop = firstStop(text, start, line.end, 40)
  if (stop < 0 || line.end - stop < 16 || !readsAsTitle(text, start, stop)) return null
  if (text.charCodeAt(start) === 0x28) return null
  return headingOf(
    { style: HORIZON.test(text.slice(start, stop)) ? 'horizon' : 'run_in', number: null, start, end: start, label: '' },
    index,
    start,
    stop,
  )
}

/** A title that names a time to aim at governs the titles behind it: 中期目标 … 远景展望 … */
export const HORIZON = /^(近期|中期|远期|长期|远景|总体|阶段性?|主要|发展|20\d\d年)?(目标|展望|愿景)$/

/** Counted words with a title of their own inside a paragraph: …。第一,省联席会议。…。二是工作协调机制。… */
export function inlineHeadings(text: string, line: Line, index: number): Heading[] {
  const found: Heading[] = []
  for (let i = line.start + 1; i < line.end - 8; i++) {
    if (!(classAt(text, i - 1) & STOP)) continue
    const marker = markerAt(text, i, line.end)
    if (marker?.style !== 'ordinal') continue
    const stop = firstStop(text, marker.end, line.end, 24)
    if (stop < 0 || stop + 8 > line.end || !readsAsTitle(text, marker.end, stop, 20)) continue
    found.push(headingOf({ ...marker, style: 'inline' }, index, marker.end, stop))
    i = stop
  }
  const counted = found.filter((heading, i) => heading.number === i + 1)
  return counted.length >= 2 && counted.length === found.length ? found : []
}

/** A short line of its own before a paragraph: an unnumbered heading. */
export function plainHeading(view: View, index: number): Heading | null {
  const line = view.lines[index] as Line
  const text = view.plain
  const start = skipSpace(text, line.start, line.end)
  const length = line.end - start
  if (line.kind === 'table_row' || length < 2 || length > 40) return null
  const stated = line.kind === 'heading' ? (line.level ?? 6) : undefined
  if (stated === undefined) {
    if (length > 26 || length < 4) return null
    for (let i = start; i < line.end; i++) {
      const kind = classAt(text, i)
      if (!(kind & (HAN | OPEN | 256)) && text.charAt(i) !== '、') return null
    }
    const next = view.lines[index + 1]
    if (!next || next.kind === 'table_row' || next.end - next.start < 40) return null
    if (firstStop(text, next.start, next.end, 400) < 0) return null
  } else if (classAt(text, start) & DIGIT && length < 3) return null
  const marker: Marker = {
    style: stated === undefined ? 'plain' : 'stated',
    number: null,
    start,
    end: start,
    label: '',
  }
  const heading = headingOf(marker, index, start, line.end)
  return stated === undefined ? heading : { ...heading, stated }
}

export const isWeak = (heading: Heading) => WEAK.has(heading.style)
