import type { Finding, OutlineNode, Span } from '../types.ts'
import type { View } from '../view.ts'
import { contentsLines } from './contents.ts'
import { contentsInFlow, isFlow } from './flow.ts'
import { lineHeadings } from './lines.ts'
import { numberingFindings } from './numbering.ts'
import { nodesOf, placeHeadings, withoutUntitled } from './tree.ts'

export interface Outline {
  nodes: OutlineNode[]
  /** The headings in the view, marker and title. */
  spans: Span[]
  /** View offset at which each node starts. */
  starts: number[]
  /** For each node the index of its parent or -1. */
  parents: number[]
  findings: Finding[]
  /** The table of contents as a span of the view: it names what the text will say, and says none of it. */
  contents: Span | null
}

/** Finds the headings of a document and how they nest. */
export function findOutline(view: View, textEnd: number): Outline {
  const all = placeHeadings(lineHeadings(view))
  const placed = withoutUntitled(all)
  return {
    nodes: nodesOf(view, placed, textEnd),
    spans: placed.map(({ heading }) => [heading.start, heading.end] as const),
    starts: placed.map(({ heading }) => heading.start),
    parents: placed.map(({ parent }) => parent),
    findings: numberingFindings(view, all),
    contents: contentsOf(view),
  }
}

function contentsOf(view: View): Span | null {
  const { plain, lines } = view
  const inLines = contentsLines(view)
  if (inLines) return [lines[inLines.from]?.start ?? 0, lines[inLines.to - 1]?.end ?? 0]
  const [first] = lines
  if (!first || !isFlow(plain, first)) return null
  const { end } = contentsInFlow(plain, first)
  return end > first.start ? [first.start, end] : null
}
