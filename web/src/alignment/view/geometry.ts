/** Where a card stands in its column: from the upper edge of all that the column holds. */
export interface Box {
  top: number
  bottom: number
}

/** A column of cards as far as it is scrolled, and how much of it is seen. */
export interface ColumnView {
  boxes: ReadonlyMap<string, Box>
  scroll: number
  height: number
  /** What the standing heading of a chapter covers at the upper edge. */
  inset: number
}

/** A tie to be drawn between a card on the left and one on the right. */
export interface Strand {
  id: string
  upper: string
  lower: string
  width: number
}

/** One curve in the channel between the columns. */
export interface Curve {
  id: string
  path: string
  width: number
  /** Where a sign can sit on it. */
  middle: { x: number; y: number }
  /** Both ends are cards in view; otherwise the curve leaves at the edge. */
  whole: boolean
}

/** A tie is fastened beside the title of its card, not in the middle of a long text. */
const EYE = 34
/** How far past the edge a curve goes to a card that is out of view. */
const BEYOND = 28
/** Room between two ties on one card. */
const GAP = 2
const THINNEST = 1.5
const THICKEST = 10

/** How thick a tie is: the strongest of the document is the thickest; weak ones stay threads. */
export function thicknessOf(score: number, strongest: number): number {
  const share = strongest > 0 ? Math.min(1, Math.max(0, score / strongest)) : 0
  return THINNEST + (THICKEST - THINNEST) * share ** 3
}

/** The height at which ties are fastened to a card, in the window of its column, and on which side it is out of view. */
export function fasteningOf(box: Box, { scroll, height, inset }: ColumnView): { y: number; out: -1 | 0 | 1 } {
  const top = box.top - scroll
  const bottom = box.bottom - scroll
  if (bottom <= inset) return { y: -BEYOND, out: -1 }
  if (top >= height) return { y: height + BEYOND, out: 1 }
  const wanted = top + Math.min((bottom - top) / 2, EYE)
  // Of a card that is cut off above, the ties hold on to what is still seen.
  return { y: Math.min(Math.max(wanted, Math.min(inset + 12, bottom - 2)), height - 2), out: 0 }
}

/**
 * The curves of all ties of which something is seen. The ties of one card lie side by side in the order of their other
 * ends, so that they do not cross at the card.
 */
export function curvesOf(strands: readonly Strand[], upper: ColumnView, lower: ColumnView, width: number): Curve[] {
  const seen = strands.flatMap((strand) => {
    const above = upper.boxes.get(strand.upper)
    const below = lower.boxes.get(strand.lower)
    if (!above || !below) return []
    const from = fasteningOf(above, upper)
    const to = fasteningOf(below, lower)
    if (from.out !== 0 && to.out !== 0) return []
    return [{ strand, from, to, order: { upper: above.top, lower: below.top } }]
  })
  const left = portsOf(
    seen,
    ({ strand }) => strand.upper,
    ({ order }) => order.lower,
  )
  const right = portsOf(
    seen,
    ({ strand }) => strand.lower,
    ({ order }) => order.upper,
  )
  return seen.map(({ strand, from, to }): Curve => {
    const y1 = from.y + (left.get(strand.id) ?? 0)
    const y2 = to.y + (right.get(strand.id) ?? 0)
    return {
      id: strand.id,
      path: pathOf(y1, y2, width),
      width: strand.width,
      middle: { x: width / 2, y: (y1 + y2) / 2 },
      whole: from.out === 0 && to.out === 0,
    }
  })
}

/** How far from the middle of its card each tie is fastened. */
function portsOf<Seen extends { strand: Strand }>(
  seen: readonly Seen[],
  cardOf: (one: Seen) => string,
  placeOf: (one: Seen) => number,
): Map<string, number> {
  const ports = new Map<string, number>()
  for (const ties of Map.groupBy(seen, cardOf).values()) {
    const ordered = ties.sort((one, other) => placeOf(one) - placeOf(other))
    const whole = ordered.reduce((sum, { strand }) => sum + strand.width, 0) + GAP * (ordered.length - 1)
    let at = -whole / 2
    for (const { strand } of ordered) {
      ports.set(strand.id, at + strand.width / 2)
      at += strand.width + GAP
    }
  }
  return ports
}

/** Level at both ends, so that it seems to grow out of the cards. */
export function pathOf(y1: number, y2: number, width: number): string {
  const bend = width * 0.5
  const at = (value: number) => Math.round(value * 10) / 10
  return `M0 ${at(y1)}C${at(bend)} ${at(y1)} ${at(width - bend)} ${at(y2)} ${width} ${at(y2)}`
}

/** How far a column is to be scrolled so that a card stands at the same height as the one it is tied to. */
export function scrollBeside(box: Box, height: number, { top, whole }: { top: number; whole: number }): number {
  const most = Math.max(0, whole - height)
  // A card that would hang out below is brought in as far as its own beginning allows.
  const wanted = box.bottom - box.top > height - top ? Math.min(top, 16) : top
  return Math.min(Math.max(0, box.top - wanted), most)
}
