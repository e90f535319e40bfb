import { classAt, classOf, DIGIT, PAUSE, STOP, skipSpace } from '../chars.ts'
import type { Line, View } from '../view.ts'
import { type Heading, HORIZON, headingOf } from './headings.ts'
import { type Marker, markerAt, type Style } from './markers.ts'
import { firstStop, readsAsTitle, titleAfter } from './titles.ts'

/** A line longer than this holds many paragraphs: extraction lost the breaks between them. */
const FLOW_LENGTH = 3000
/** A shorter one does when it holds several headings of its own. */
const LEAST_FLOW = 500

/** Whether extraction lost the breaks between the paragraphs of this line. */
export function isFlow(text: string, line: Line): boolean {
  const length = line.end - line.start
  if (line.kind === 'table_row' || length < LEAST_FLOW) return false
  if (length > FLOW_LENGTH) return true
  return (text.slice(line.start, line.end).match(/第[一二三四五六七八九十]{1,3}[章节]/g)?.length ?? 0) >= 4
}

const PARTS: ReadonlySet<Style> = new Set(['bian', 'pian', 'part', 'chapter', 'section'])

/** An entry of the table of contents that stands in the flow: 第一节发展基础3 */
interface Entry {
  label: string
  title: string
}

/** A sentence between two marked headings. */
interface Sentence {
  start: number
  end: number
  candidate: boolean
  /** First sentence behind a box: its end may be the title of the paragraph behind the box. */
  closesBox: boolean
}

/** Headings of a text without line breaks, in text order. */
export function flowHeadings({ plain: text, units }: View, line: Line, index: number): Heading[] {
  const contents = contentsInFlow(text, line)
  const headings: Heading[] = []
  let next = 0
  let section: (Sentence | Heading)[] = []
  let inSection = false
  let inBox = false
  const closeSection = () => {
    if (inSection) for (const heading of runInsOf(text, section, index)) headings.push(heading)
    section = []
  }
  let start = contents.end
  for (let i = start; i < line.end; i++) {
    const code = units[i] as number
    if (code === 0x7b2c || code === 0x4e13 || i === start) {
      const marker = markerAt(text, skipSpace(text, i, line.end), line.end)
      const found = marker && headingInFlow(text, marker, i === start, line, index, contents.entries, next)
      if (found) {
        next = found.next
        inBox = found.heading.style === 'box'
        if (inBox) section.push(found.heading)
        else {
          closeSection()
          headings.push(found.heading)
          inSection = true
        }
        start = found.end
        i = start - 1
        continue
      }
    }
    const stops = classOf(code) & STOP
    if (!stops && code !== 0x3a) continue
    const candidate = stops > 0 && isFlowTitle(text, start, i)
    section.push({ start, end: i, candidate, closesBox: inBox && stops > 0 })
    if (stops) inBox = false
    start = i + 1
  }
  closeSection()
  return headings
}

/** A run-in title in the flow: without the help of a paragraph's start it has to be plainer than elsewhere. */
function isFlowTitle(text: string, start: number, end: number): boolean {
  const from = skipSpace(text, start, end)
  if (!readsAsTitle(text, from, end, 28)) return false
  const title = text.slice(from, end)
  const bare = title.replace(/[“《(][^”》)]*[”》)]/g, '')
  return !bare.includes('、') && (!title.includes(',') || title.indexOf(',') <= 6)
}

/**
 * The run-in titles of one section. A title is followed by text of its own, so of two that follow each other the first
 * is a sentence; and one alone is believed only where the section begins with it.
 */
function runInsOf(text: string, section: readonly (Sentence | Heading)[], index: number): Heading[] {
  const found: Heading[] = []
  let titles = 0
  let begins = false
  // Backwards, so that what a title would govern is known: up to the next title, box or section.
  let governedTo = section.at(-1)?.end ?? 0
  let titleFollows = true
  for (let i = section.length - 1; i >= 0; i--) {
    const part = section[i] as Sentence | Heading
    if ('style' in part) {
      found.push(part)
      governedTo = part.start
      titleFollows = false
      continue
    }
    const from = titleStart(text, part)
    const governs = i === 0 || part.closesBox || governedTo - part.end >= LEAST_GOVERNED
    if (from < 0 || titleFollows || !governs) {
      titleFollows = false
      continue
    }
    const style: Style = HORIZON.test(text.slice(from, part.end)) ? 'horizon' : 'run_in'
    found.push(headingOf({ style, number: null, start: from, end: from, label: '' }, index, from, part.end))
    governedTo = from
    titleFollows = true
    titles++
    if (i === 0) begins = true
  }
  found.reverse()
  return titles >= 2 || begins ? found : found.filter((heading) => heading.style === 'box')
}

/** A paragraph with a title of its own has at least two printed lines. */
const LEAST_GOVERNED = 58

/** Where the title that a sentence is, or ends with, begins; -1 where it is none. */
function titleStart(text: string, sentence: Sentence): number {
  const behindBox = sentence.closesBox ? titleBehindBox(text, sentence) : -1
  return behindBox < 0 && sentence.candidate ? skipSpace(text, sentence.start, sentence.end) : behindBox
}

const VERBS = [
  '强化',
  '加强',
  '推进',
  '推动',
  '建设',
  '营造',
  '完善',
  '健全',
  '优化',
  '提升',
  '构建',
  '打造',
  '促进',
  '深化',
  '培育',
  '加快',
  '落实',
  '实施',
  '建立',
  '统筹',
  '扩大',
  '提高',
  '支持',
  '引导',
  '保障',
]

/** Where the title begins that follows a box without a break: …界河段等|强化饮用水水源地保护。 -1 where none does. */
function titleBehindBox(text: string, sentence: Sentence): number {
  let from = sentence.end
  while (from > sentence.start && sentence.end - from < 30 && !(classAt(text, from - 1) & PAUSE)) from--
  for (let i = Math.max(from + 1, sentence.end - 14); i < sentence.end - 5; i++) {
    if (VERBS.some((verb) => text.startsWith(verb, i)) && isFlowTitle(text, i, sentence.end)) return i
  }
  return -1
}

interface Found {
  heading: Heading
  /** Where the text behind the heading begins. */
  end: number
  /** Next entry of the contents. */
  next: number
}

/** How many entries of the contents may be missing from the text. */
const SKIPPED = 3

function headingInFlow(
  text: string,
  marker: Marker,
  atBoundary: boolean,
  line: Line,
  index: number,
  entries: readonly Entry[],
  next: number,
): Found | null {
  if (marker.style === 'box') {
    const end = boxTitleEnd(text, marker.end, line.end)
    return end < 0 ? null : { heading: headingOf(marker, index, marker.end, end), end, next }
  }
  if (entries.length > 0 && PARTS.has(marker.style)) {
    for (let e = next; e < Math.min(entries.length, next + SKIPPED); e++) {
      const entry = entries[e] as Entry
      if (entry.label !== marker.label || !text.startsWith(entry.title, marker.end)) continue
      const end = marker.end + entry.title.length
      return { heading: headingOf(marker, index, marker.end, end), end, next: e + 1 }
    }
    return null
  }
  if (!atBoundary || entries.length > 0 || marker.style === 'dash' || marker.style === 'ordinal') return null
  const stop = firstStop(text, marker.end, line.end, 60)
  if (stop < 0) return null
  const title = titleAfter(text, marker.end, stop)
  return { heading: headingOf(marker, index, title.start, title.end), end: stop + 1, next }
}

const BOX_ENDS = [
  '重点',
  '重大',
  '工程',
  '项目',
  '任务',
  '方向',
  '行动',
  '计划',
  '布局',
  '指标',
  '平台',
  '举措',
  '清单',
  '建设',
  '领域',
]
/** Words that end a box's title only together with one that does. */
const BOX_MIDDLES = new Set(['重点', '重大', '建设', '领域'])

const BOX_BEGINS = new Set(BOX_ENDS.map((word) => word.charCodeAt(0)))

/** A box's title ends behind the first group of words such as 重点工程, 布局重点, 创新方向. */
function boxTitleEnd(text: string, start: number, end: number): number {
  const limit = Math.min(end, start + 40)
  for (let i = start + 2; i < limit; i++) {
    if (classAt(text, i) & STOP) return i
    if (!BOX_BEGINS.has(text.charCodeAt(i))) continue
    let at = i
    let closes = false
    for (;;) {
      const word = BOX_ENDS.find((ending) => text.startsWith(ending, at))
      if (!word) break
      closes ||= !BOX_MIDDLES.has(word) || at > i
      at += word.length
    }
    if (closes) return at
  }
  return -1
}

/** The table of contents in the flow, and where the text begins. */
export function contentsInFlow(text: string, line: Line): { entries: Entry[]; end: number } {
  const reach = text.slice(line.start, Math.min(line.end, line.start + 2000))
  const heading = /目\s?录\s?(?=第)/.exec(reach)
  const entries: Entry[] = []
  if (!heading) return { entries, end: line.start }
  let at = line.start + heading.index + heading[0].length
  for (;;) {
    const marker = markerAt(text, at, line.end)
    if (!marker || !PARTS.has(marker.style)) break
    const titleEnd = entryTitleEnd(text, marker.end, line.end)
    if (titleEnd < 0) break
    entries.push({ label: marker.label, title: text.slice(marker.end, titleEnd).replace(/[.…·\s]+$/, '') })
    at = titleEnd
    while (at < line.end && classAt(text, at) & DIGIT) at++
    at = skipSpace(text, at, line.end)
  }
  return entries.length >= 3 ? { entries, end: at } : { entries: [], end: line.start }
}

/** A title of the contents runs to its page number: the digits before the next marker, or the first digits. */
function entryTitleEnd(text: string, start: number, end: number): number {
  const limit = Math.min(end, start + 80)
  let first = -1
  for (let i = start; i < limit; i++) {
    if (classAt(text, i) & STOP) break
    if (!(classAt(text, i) & DIGIT)) continue
    let after = i
    while (after < limit && classAt(text, after) & DIGIT) after++
    if (first < 0) first = i
    if (text.charAt(skipSpace(text, after, limit)) === '第') return i
    i = after
  }
  return first
}
