import type { Cuts, Party } from './cuts.ts'
import { Side } from './cuts.ts'

/** Rings of up to so many points are searched for repeated points one against one. */
const SMALL = 48

/** Pieces of boundaries that together bound an overlap, its ground on their left; each from a cut to a cut, or closed. */
export class Pieces {
  count = 0
  points = new Float64Array(1024)
  used = 0
  readonly from: number[] = [0]

  clear(): void {
    this.count = 0
    this.used = 0
    this.from[0] = 0
  }

  point(x: number, y: number): void {
    if (this.used + 2 > this.points.length) this.points = grown(this.points)
    this.points[this.used++] = x
    this.points[this.used++] = y
  }

  end(): void {
    this.from[++this.count] = this.used
  }

  /** Adds the pieces between the cuts that run inside of the other feature, and those that both have where asked for. */
  addCutRings({ polygons: { coordinates, rings } }: Party, cuts: Cuts, withShared: boolean): void {
    for (let place = 0; place < cuts.ringCount; place++) {
      const ring = cuts.rings[place] as number
      const start = rings[ring] as number
      const end = (rings[ring + 1] as number) - 1
      const first = cuts.ringCuts[place] as number
      const last = (cuts.ringCuts[place + 1] as number) - 1
      for (let cut = first; cut <= last; cut++) {
        const side = cuts.after[cut]
        if (side !== Side.inside && !(withShared && side === Side.same)) continue
        const next = cut === last ? first : cut + 1
        this.point(cuts.x[cut] as number, cuts.y[cut] as number)
        const stop = cuts.edge[next] as number
        const reachesVertex = (cuts.at[next] as number) > 0
        let vertex = cuts.edge[cut] as number
        // Round the ring to the edge of the next cut; on one edge a later cut is reached without going round.
        if (stop !== vertex || next <= cut)
          do {
            vertex = vertex + 1 === end ? start : vertex + 1
            if (vertex !== stop || reachesVertex)
              this.point(coordinates[vertex * 2] as number, coordinates[vertex * 2 + 1] as number)
          } while (vertex !== stop)
        this.point(cuts.x[next] as number, cuts.y[next] as number)
        this.end()
      }
    }
  }

  /** Adds a whole ring. */
  addRing({ polygons: { coordinates, rings } }: Party, ring: number): void {
    const end = rings[ring + 1] as number
    for (let vertex = rings[ring] as number; vertex < end; vertex++)
      this.point(coordinates[vertex * 2] as number, coordinates[vertex * 2 + 1] as number)
    this.end()
  }
}

/** Closed rings, one behind the other. */
export class Rings {
  count = 0
  points = new Float64Array(1024)
  used = 0
  readonly from: number[] = [0]

  clear(): void {
    this.count = 0
    this.used = 0
    this.from[0] = 0
  }

  /** Adds the points of the stack from a place on as a ring; one without an area is no ring. */
  add(stack: readonly number[], place: number): void {
    if (stack.length - place < 6) return
    while (this.used + stack.length - place + 2 > this.points.length) this.points = grown(this.points)
    for (let at = place; at < stack.length; at++) this.points[this.used++] = stack[at] as number
    this.points[this.used++] = stack[place] as number
    this.points[this.used++] = stack[place + 1] as number
    this.from[++this.count] = this.used
  }
}

function grown(points: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(points.length * 2)
  larger.set(points)
  return larger
}

const stack: number[] = []

/**
 * Joins the pieces to rings that no point belongs to twice. Where several pieces leave a point, the one is taken that
 * bounds the same ground: the first with the clock from where one came. False where a ring does not close.
 */
export function joinPieces(pieces: Pieces, rings: Rings): boolean {
  rings.clear()
  const { points, from, count } = pieces
  const taken = new Uint8Array(count)
  const starts = count > 16 ? startsOf(pieces) : undefined
  for (let first = 0; first < count; first++) {
    if (taken[first]) continue
    stack.length = 0
    let piece = first
    for (let steps = 0; ; steps++) {
      if (steps > count) return false
      taken[piece] = 1
      const start = from[piece] as number
      const end = (from[piece + 1] as number) - 2
      for (let at = start; at < end; at++) stack.push(points[at] as number)
      if (points[start] === points[end] && points[start + 1] === points[end + 1] && piece === first) break
      const next = nextPiece(pieces, starts, taken, first, end)
      if (next === -1) return false
      if (next === first) break
      piece = next
    }
    splitRing(rings)
  }
  return true
}

/** Pieces by the first coordinate of where they start. */
function startsOf({ points, from, count }: Pieces): Map<number, number[]> {
  const starts = new Map<number, number[]>()
  for (let piece = 0; piece < count; piece++) {
    const x = points[from[piece] as number] as number
    const known = starts.get(x)
    if (known) known.push(piece)
    else starts.set(x, [piece])
  }
  return starts
}

function nextPiece(
  pieces: Pieces,
  starts: Map<number, number[]> | undefined,
  taken: Uint8Array,
  first: number,
  end: number,
): number {
  const { points, from, count } = pieces
  const x = points[end] as number
  const y = points[end + 1] as number
  const among = starts?.get(x)
  const candidates = starts ? (among?.length ?? 0) : count
  let found = -1
  for (let place = 0; place < candidates; place++) {
    const piece = among ? (among[place] as number) : place
    const start = from[piece] as number
    if ((taken[piece] && piece !== first) || points[start] !== x || points[start + 1] !== y) continue
    if (found === -1 || isEarlier(points, end, start, from[found] as number)) found = piece
  }
  return found
}

/** Whether, turning with the clock from where the piece came, the one that starts at `one` is met before the other. */
function isEarlier(points: Float64Array, end: number, one: number, other: number): boolean {
  const x = points[end] as number
  const y = points[end + 1] as number
  const came = Math.atan2((points[end - 1] as number) - y, (points[end - 2] as number) - x)
  const turnTo = (start: number) => {
    const turn = came - Math.atan2((points[start + 3] as number) - y, (points[start + 2] as number) - x)
    return turn <= 0 ? turn + 2 * Math.PI : turn
  }
  return turnTo(one) < turnTo(other)
}

/** Adds the points on the stack to the rings; where one comes back, what lies between is a ring of its own. */
function splitRing(rings: Rings): void {
  const points = stack.slice()
  stack.length = 0
  const small = points.length <= SMALL * 2
  const known = new Map<number, number[]>()
  for (let at = 0; at < points.length; at += 2) {
    const x = points[at] as number
    const y = points[at + 1] as number
    let place = -1
    if (small) {
      for (let earlier = stack.length - 2; earlier >= 0 && place < 0; earlier -= 2)
        if (stack[earlier] === x && stack[earlier + 1] === y) place = earlier
    } else
      for (const earlier of known.get(x) ?? []) if (stack[earlier] === x && stack[earlier + 1] === y) place = earlier
    if (place >= 0) {
      rings.add(stack, place)
      stack.length = place
    }
    if (!small) {
      const places = known.get(x)
      if (places) places.push(stack.length)
      else known.set(x, [stack.length])
    }
    stack.push(x, y)
  }
  rings.add(stack, 0)
  stack.length = 0
}
