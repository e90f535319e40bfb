import type { Finding, OutlineNode, Span } from '../types.ts'
import type { View } from '../view.ts'
import { contentsLines } from './contents.ts'
import { flowHeadings, isFlow } from './flow.ts'
import { type Heading, inlineHeadings, isWeak, markedHeading, plainHeading, runInCandidate } from './headings.ts'
import { numberingFindings } from './numbering.ts'
import { nodesOf, placeHeadings, withoutUntitled } from './tree.ts'

export interface Outline {
  /** The headings in the view, marker and title. */
  spans: Span[]
  nodes: OutlineNode[]
  findings: Finding[]
  /** View offset at which each node starts. */
  starts: number[]
}

/** Finds the headings of a document and how they nest. */
export function findOutline(view: View, textEnd: number): Outline {
  const headings = lineHeadings(view)
  const all = placeHeadings(headings)
  const placed = withoutUntitled(all)
  return {
    nodes: nodesOf(view, placed, textEnd),
    findings: numberingFindings(view, all),
    spans: placed.map(({ heading }) => [heading.start, heading.end] as const),
    starts: placed.map(({ heading }) => heading.start),
  }
}

function lineHeadings(view: View): Heading[] {
  const { plain, lines } = view
  const contents = contentsLines(view)
  const headings: Heading[] = []
  const lonely: Heading[] = []
  let group: Candidate[] = []
  let groups = 0
  const closeGroup = () => {
    const accepted = acceptedRunIns(group)
    if (accepted.length > 0) groups++
    const only = group.length === 1 ? group[0]?.heading : null
    if (only && only.titleEnd - only.titleStart <= 18) lonely.push(only)
    for (const heading of accepted) headings.push(heading)
    group = []
  }
  let begun = false
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]
    if (!line || (contents && i >= contents.from && i < contents.to)) continue
    if (line.kind === 'table_row' && !plain.startsWith('专栏', line.start)) continue
    if (isFlow(plain, line)) {
      const inFlow = flowHeadings(plain, line, i)
      if (inFlow.length > 0) {
        closeGroup()
        begun = true
        for (const heading of inFlow) headings.push(heading)
        continue
      }
    }
    const marked = markedHeading(plain, line, i)
    if (marked) {
      closeGroup()
      // 附件 over the document itself is a label; one behind headings begins an annex, whose title is the next line.
      if (marked.style === 'annex' && !begun) continue
      begun = true
      headings.push(marked.style === 'annex' ? annexHeading(view, marked, i) : marked)
      if (isWeak(marked)) for (const heading of inlineHeadings(plain, line, i)) headings.push(heading)
      continue
    }
    if (!begun) continue
    const alone = plainHeading(view, i)
    if (alone) {
      closeGroup()
      headings.push(alone)
      continue
    }
    group.push({ heading: runInCandidate(plain, line, i) })
  }
  closeGroup()
  // One paragraph alone below a heading begins with a title only where the document does so elsewhere.
  return groups >= 2 && lonely.length > 0 ? [...headings, ...lonely].sort((a, b) => a.start - b.start) : headings
}

/** A body paragraph below a heading, and the title it may begin with. */
interface Candidate {
  heading: Heading | null
}

/**
 * Parallel paragraphs begin with titles together or not at all: behind an introduction without titles, (nearly) every
 * paragraph below the same heading must begin with one.
 */
function acceptedRunIns(group: readonly Candidate[]): Heading[] {
  const first = group.findIndex((candidate) => candidate.heading)
  if (first < 0) return []
  const titles = group.flatMap((candidate) => candidate.heading ?? [])
  const without = group.length - first - titles.length
  return titles.length >= 2 && without * 4 <= titles.length ? titles : []
}

/** An annex takes its title from the line behind it, where its own line has none. */
function annexHeading(view: View, heading: Heading, index: number): Heading {
  const next = view.lines[index + 1]
  if (heading.titleEnd > heading.titleStart || !next || next.kind === 'table_row') return heading
  const length = next.end - next.start
  if (length > 60 || view.plain.slice(next.start, next.end).includes('。')) return heading
  return { ...heading, title: view.text.slice(next.start, next.end).trim() }
}
