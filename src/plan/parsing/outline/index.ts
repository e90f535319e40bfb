import type { Finding, OutlineNode } from '../types.ts'
import type { View } from '../view.ts'
import { contentsLines } from './contents.ts'
import { flowHeadings, isFlow } from './flow.ts'
import { type Heading, inlineHeadings, isWeak, markedHeading, plainHeading, runInCandidate } from './headings.ts'
import { nodesOf, placeHeadings, withoutUntitled } from './tree.ts'

export interface Outline {
  nodes: OutlineNode[]
  findings: Finding[]
  /** View offset at which each node starts. */
  starts: number[]
}

/** Finds the headings of a document and how they nest. */
export function findOutline(view: View, textEnd: number): Outline {
  const headings = lineHeadings(view)
  const placed = withoutUntitled(placeHeadings(headings))
  return { nodes: nodesOf(view, placed, textEnd), findings: [], starts: placed.map(({ heading }) => heading.start) }
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
    headings.push(...accepted)
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
        headings.push(...inFlow)
        continue
      }
    }
    const marked = markedHeading(plain, line, i)
    if (marked) {
      closeGroup()
      begun = true
      headings.push(marked)
      if (isWeak(marked)) headings.push(...inlineHeadings(plain, line, i))
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
