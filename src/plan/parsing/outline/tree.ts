import type { OutlineNode } from '../types.ts'
import type { View } from '../view.ts'
import type { Heading } from './headings.ts'

/** A heading with its place in the tree; `parent` is an index into the same list. */
export interface Placed {
  heading: Heading
  parent: number
  depth: number
}

/** No document nests deeper; what would is kept at this depth. */
const DEEPEST = 24

/**
 * Learns how the document nests its headings: the marker styles on the path to the last heading form a stack. A heading
 * closes what has a lower rank, then what has its own style (the entry whose number it continues), and goes below the
 * rest.
 */
export function placeHeadings(headings: readonly Heading[]): Placed[] {
  const placed: Placed[] = []
  const path: Heading[] = []
  const indexes: number[] = []
  for (let i = 0; i < headings.length; i++) {
    const heading = headings[i] as Heading
    const depth = Math.min(depthOnPath(path, heading), DEEPEST)
    path.length = depth
    indexes.length = depth
    placed.push({ heading, parent: indexes.at(-1) ?? -1, depth: depth + 1 })
    path.push(heading)
    indexes.push(i)
  }
  return placed
}

/**
 * Leaves out the numbered items that have no heading: a sentence is no title. Only where nothing stands above them do
 * they stay, so that each item of a plain list has an address.
 */
export function withoutUntitled(placed: readonly Placed[]): Placed[] {
  let highest = Number.POSITIVE_INFINITY
  for (const { heading } of placed) if (!heading.untitled) highest = Math.min(highest, heading.rank)
  const kept: Placed[] = []
  const indexOf = new Map<number, number>()
  for (let i = 0; i < placed.length; i++) {
    const { heading, parent } = placed[i] as Placed
    const above = parent < 0 ? -1 : (indexOf.get(parent) as number)
    if (heading.untitled && heading.rank > highest) indexOf.set(i, above)
    else {
      indexOf.set(i, kept.length)
      kept.push({ heading, parent: above, depth: above < 0 ? 1 : (kept[above] as Placed).depth + 1 })
    }
  }
  return kept
}

/** How many entries of the path stay open above the heading. */
function depthOnPath(path: readonly Heading[], heading: Heading): number {
  if (heading.path) return dottedDepth(path, heading)
  if (heading.style === 'stated') return statedDepth(path, heading)
  if (heading.style === 'box') return path.findLastIndex((open) => open.rank < heading.rank && open.style !== 'box') + 1
  let same = -1
  for (let d = path.length - 1; d >= 0; d--) {
    const open = path[d] as Heading
    if (open.style !== heading.style && !(open.rank === heading.rank && follows(open, heading))) continue
    if (follows(open, heading)) return d
    if (same < 0) same = d
  }
  // A box has its own numbering: 1. inside it is below it, whatever numbers run outside.
  const box = path.findLastIndex((open) => open.style === 'box')
  if (box >= 0 && heading.number === 1 && same < box) return box + 1
  if (same >= 0) return same
  const besideBoxes = heading.style === 'run_in' || heading.style === 'horizon'
  return path.findLastIndex((open) => open.rank < heading.rank && !(besideBoxes && open.style === 'box')) + 1
}

const follows = (open: Heading, heading: Heading) =>
  heading.number === null ? open.number === null : open.number !== null && heading.number === open.number + 1

/** 1.2.3 goes below 1.2, or beside 1.2.2. */
function dottedDepth(path: readonly Heading[], heading: Heading): number {
  const components = heading.path ?? []
  for (let d = path.length - 1; d >= 0; d--) {
    const open = path[d] as Heading
    const above = open.path ?? (open.style === 'arabic' && open.number !== null ? [open.number] : null)
    if (!above) continue
    if (above.length < components.length && above.every((part, i) => part === components[i])) return d + 1
    if (above.length === components.length) return d
  }
  return path.findLastIndex((open) => open.rank < heading.rank && !open.path) + 1
}

/** A heading whose level only the source states goes below the last one of a higher stated level. */
function statedDepth(path: readonly Heading[], heading: Heading): number {
  const level = heading.stated ?? 6
  for (let d = path.length - 1; d >= 0; d--) {
    const open = path[d] as Heading
    if (open.stated !== undefined ? open.stated < level : open.rank < heading.rank) return d + 1
  }
  return 0
}

/** A segment of an address: no separator in it, and not too long. */
const segmentOf = (name: string) => (name.includes('/') ? name.replaceAll('/', '／') : name).slice(0, 80)

/** A node whose extent goes on until a heading of its level or above closes it. */
type Open = OutlineNode & { extent: [start: number, end: number] }

/** Nodes with addresses and extents, spans in canonical text. */
export function nodesOf(view: View, placed: readonly Placed[], textEnd: number): OutlineNode[] {
  const nodes: OutlineNode[] = []
  /** Every id, with how often it was wanted. */
  const ids = new Map<string, number>()
  const open: Open[] = []
  for (let i = 0; i < placed.length; i++) {
    const { heading, parent, depth } = placed[i] as Placed
    const start = view.canonical(heading.start)
    while (open.length > 0 && (open.at(-1) as Open).level >= depth) {
      const { span, extent } = open.pop() as Open
      extent[1] = Math.max(span[1], start)
    }
    const title = heading.title ?? view.text.slice(heading.titleStart, heading.titleEnd)
    const above = parent >= 0 ? (nodes[parent] as OutlineNode).id : null
    const segment = segmentOf(heading.label || title || heading.style)
    const base = above === null ? segment : `${above}/${segment}`
    let count = (ids.get(base) ?? 0) + 1
    let id = count === 1 ? base : `${base}~${count}`
    while (ids.has(id)) id = `${base}~${++count}`
    ids.set(base, count)
    if (id !== base) ids.set(id, 0)
    const node: Open = {
      id,
      parent: above,
      level: depth,
      marker: view.text.slice(heading.start, heading.titleStart).trim(),
      title,
      span: view.span(heading.start, heading.end),
      extent: [start, textEnd],
    }
    nodes.push(node)
    open.push(node)
  }
  return nodes
}
