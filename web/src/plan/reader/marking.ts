/** [start, end) in UTF-16 units of the document's canonical text. */
export type Span = readonly [start: number, end: number]

export interface Marked {
  span: Span
}

/** A run of text over which the same marks lie. Runs of one piece touch each other and cover it wholly. */
export interface Run<Mark extends Marked> {
  span: Span
  marks: readonly Mark[]
}

/**
 * Cuts a piece of text where any mark begins or ends, so that marks may overlap and nest freely. Marks are in order
 * of start; those outside the piece are ignored, those that reach over its edges are cut there. Empty marks count for
 * nothing.
 */
export function runsOf<Mark extends Marked>(piece: Span, marks: readonly Mark[]): readonly Run<Mark>[] {
  const [from, to] = piece
  if (to <= from) return []
  const within = marks.filter(({ span }) => span[0] < to && span[1] > from && span[1] > span[0])
  const cuts = new Set<number>([from, to])
  for (const { span } of within) {
    cuts.add(Math.max(from, span[0]))
    cuts.add(Math.min(to, span[1]))
  }
  const edges = [...cuts].sort((one, other) => one - other)
  const runs: Run<Mark>[] = []
  let open: Mark[] = []
  let next = 0
  for (let edge = 0; edge + 1 < edges.length; edge++) {
    const start = edges[edge] as number
    const end = edges[edge + 1] as number
    open = open.filter((mark) => mark.span[1] > start)
    for (let mark = within[next]; mark && mark.span[0] <= start; mark = within[next]) {
      if (mark.span[1] > start) open.push(mark)
      next++
    }
    runs.push({ span: [start, end], marks: [...open] })
  }
  return runs
}

/**
 * Marks in order of start with a quick way to those that touch a piece. A long mark that began far before the piece
 * is still found: `reach` is how far any mark before a position extends.
 */
export class MarkIndex<Mark extends Marked> {
  readonly #marks: readonly Mark[]
  readonly #reach: readonly number[]

  constructor(marks: readonly Mark[]) {
    this.#marks = [...marks].sort((one, other) => one.span[0] - other.span[0] || other.span[1] - one.span[1])
    let furthest = 0
    this.#reach = this.#marks.map(({ span }) => {
      furthest = Math.max(furthest, span[1])
      return furthest
    })
  }

  touching([from, to]: Span): readonly Mark[] {
    const found: Mark[] = []
    for (let at = firstOver(this.#reach, from); at < this.#marks.length; at++) {
      const mark = this.#marks[at] as Mark
      if (mark.span[0] >= to) break
      if (mark.span[1] > from) found.push(mark)
    }
    return found
  }
}

/** First index of an ascending list whose value is over the limit. */
function firstOver(ascending: readonly number[], limit: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] as number) > limit) high = middle
    else low = middle + 1
  }
  return low
}
