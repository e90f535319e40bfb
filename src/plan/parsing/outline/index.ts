import type { Finding, OutlineNode, Span } from '../types.ts'
import type { View } from '../view.ts'
import { lineHeadings } from './lines.ts'
import { numberingFindings } from './numbering.ts'
import { nodesOf, placeHeadings, withoutUntitled } from './tree.ts'

export interface Outline {
  nodes: OutlineNode[]
  /** The headings in the view, marker and title. */
  spans: Span[]
  /** View offset at which each node starts. */
  starts: number[]
  findings: Finding[]
}

/** Finds the headings of a document and how they nest. */
export function findOutline(view: View, textEnd: number): Outline {
  const all = placeHeadings(lineHeadings(view))
  const placed = withoutUntitled(all)
  return {
    nodes: nodesOf(view, placed, textEnd),
    spans: placed.map(({ heading }) => [heading.start, heading.end] as const),
    starts: placed.map(({ heading }) => heading.start),
    findings: numberingFindings(view, all),
  }
}
