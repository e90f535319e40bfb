import type { Contacts } from './contacts.ts'
import { exactOrientation, orientation } from './orientation.ts'
import type { Polygons } from './polygons.ts'

/** Where a piece of one feature's boundary runs as the other feature sees it. */
export const Side = { outside: 0, inside: 1, same: 2, opposite: 3 } as const

/** Below this difference of two places on one edge their order is worked out exactly. */
const CLOSE = 1e-9

/** One of the two features, as its boundary is cut by the other's. */
export interface Party {
  readonly polygons: Polygons
  readonly feature: number
  /** Its edges and places in the contacts, and those of the other. */
  readonly edge: Uint32Array
  readonly at: Float64Array
  /** 1 for the left feature, -1 for the right one: when one boundary goes in, the other goes out. */
  readonly sign: 1 | -1
}

/** The places where a boundary is cut, in order along it, and on which side of the other feature it runs between them. */
export class Cuts {
  count = 0
  edge = new Uint32Array(64)
  at = new Float64Array(64)
  x = new Float64Array(64)
  y = new Float64Array(64)
  before = new Uint8Array(64)
  after = new Uint8Array(64)
  /** Rings that have cuts, and of each its first cut; behind the last one their number. */
  rings = new Uint32Array(64)
  ringCuts = new Uint32Array(65)
  ringCount = 0

  ensure(size: number): void {
    this.count = 0
    this.ringCount = 0
    if (size <= this.edge.length) return
    const room = size * 2
    this.edge = new Uint32Array(room)
    this.at = new Float64Array(room)
    this.x = new Float64Array(room)
    this.y = new Float64Array(room)
    this.before = new Uint8Array(room)
    this.after = new Uint8Array(room)
    this.rings = new Uint32Array(room)
    this.ringCuts = new Uint32Array(room + 1)
  }
}

/** The half-edges of the other feature around a point, as the points that they lead to. */
const around = { x: [] as number[], y: [] as number[], leaves: [] as boolean[], count: 0 }
let order = new Uint32Array(64)

/**
 * Cuts a party's boundary at the contacts, and says of each piece on which side of the other feature it runs. False where
 * the ends of a piece contradict each other, which polygons that are valid never do.
 */
export function cutBoundary(own: Party, other: Party, contacts: Contacts, cuts: Cuts): boolean {
  const { count, x, y, crossing } = contacts
  cuts.ensure(count)
  sortAlong(own, other, contacts)
  for (let from = 0; from < count; ) {
    const first = order[from] as number
    const edge = own.edge[first] as number
    const at = own.at[first] as number
    let to = from + 1
    while (to < count && isSamePlace(own, contacts, first, order[to] as number)) to++
    const cut = cuts.count++
    cuts.edge[cut] = edge
    cuts.at[cut] = at
    cuts.x[cut] = x[first] as number
    cuts.y[cut] = y[first] as number
    if (crossing[first] !== 0) {
      const enters = (crossing[first] as number) * own.sign > 0
      cuts.before[cut] = enters ? Side.outside : Side.inside
      cuts.after[cut] = enters ? Side.inside : Side.outside
    } else cutAtTouch(own, other, from, to, cuts, cut)
    from = to
  }
  return isConsistent(own, cuts)
}

function cutAtTouch(own: Party, other: Party, from: number, to: number, cuts: Cuts, cut: number): void {
  const vx = cuts.x[cut] as number
  const vy = cuts.y[cut] as number
  around.count = 0
  for (let place = from; place < to; place++) {
    const contact = order[place] as number
    const edge = other.edge[contact] as number
    const isVertex = other.at[contact] === 0
    addAround(other, edge + 1, true)
    addAround(other, isVertex ? previousVertex(other, edge) : edge, false)
  }
  const edge = cuts.edge[cut] as number
  const isVertex = cuts.at[cut] === 0
  cuts.before[cut] = sideOf(own, isVertex ? previousVertex(own, edge) : edge, false, vx, vy)
  cuts.after[cut] = sideOf(own, edge + 1, true, vx, vy)
}

function addAround({ polygons: { coordinates } }: Party, vertex: number, leaves: boolean): void {
  const at = around.count++
  around.x[at] = coordinates[vertex * 2] as number
  around.y[at] = coordinates[vertex * 2 + 1] as number
  around.leaves[at] = leaves
}

/**
 * Where the line from v to the vertex runs: turning with the clock from it, the first half-edge of the other feature has
 * its ground on this side if it leaves v, on the far side if it comes to it.
 */
function sideOf({ polygons: { coordinates } }: Party, vertex: number, leaves: boolean, vx: number, vy: number): number {
  const px = coordinates[vertex * 2] as number
  const py = coordinates[vertex * 2 + 1] as number
  for (let place = 0; place < around.count; place++)
    if (around.x[place] === px && around.y[place] === py)
      return around.leaves[place] === leaves ? Side.same : Side.opposite
  let nearest = -1
  let nearestHalf = 3
  for (let place = 0; place < around.count; place++) {
    const hx = around.x[place] as number
    const hy = around.y[place] as number
    const turn = orientation(vx, vy, px, py, hx, hy)
    if (turn === 0 && (px - vx) * (hx - vx) + (py - vy) * (hy - vy) > 0)
      return around.leaves[place] === leaves ? Side.same : Side.opposite
    const half = turn < 0 ? 0 : turn === 0 ? 1 : 2
    if (half > nearestHalf) continue
    if (
      half < nearestHalf ||
      orientation(vx, vy, hx, hy, around.x[nearest] as number, around.y[nearest] as number) < 0
    ) {
      nearest = place
      nearestHalf = half
    }
  }
  return around.leaves[nearest] ? Side.inside : Side.outside
}

/** Groups the cuts by ring and looks whether each piece is on the same side at both of its ends. */
function isConsistent({ polygons, feature }: Party, cuts: Cuts): boolean {
  let ring = -1
  let ringEnd = 0
  for (let cut = 0; cut < cuts.count; cut++) {
    const edge = cuts.edge[cut] as number
    if (ring === -1 || edge >= ringEnd) {
      ring = ringOf(polygons, feature, edge)
      ringEnd = polygons.rings[ring + 1] as number
      cuts.rings[cuts.ringCount] = ring
      cuts.ringCuts[cuts.ringCount++] = cut
    } else if (cuts.after[cut - 1] !== cuts.before[cut]) return false
  }
  cuts.ringCuts[cuts.ringCount] = cuts.count
  for (let place = 0; place < cuts.ringCount; place++) {
    const first = cuts.ringCuts[place] as number
    const last = (cuts.ringCuts[place + 1] as number) - 1
    if (cuts.after[last] !== cuts.before[first]) return false
  }
  return true
}

/** The ring of the feature that the vertex belongs to. */
function ringOf({ rings, features }: Polygons, feature: number, vertex: number): number {
  let low = features[feature] as number
  let high = (features[feature + 1] as number) - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((rings[middle] as number) <= vertex) low = middle
    else high = middle - 1
  }
  return low
}

function previousVertex({ polygons, feature }: Party, vertex: number): number {
  const ring = ringOf(polygons, feature, vertex)
  return polygons.rings[ring] === vertex ? (polygons.rings[ring + 1] as number) - 2 : vertex - 1
}

function isSamePlace({ edge, at }: Party, { x, y, crossing }: Contacts, one: number, other: number): boolean {
  return (
    edge[one] === edge[other] &&
    at[one] === at[other] &&
    crossing[one] === 0 &&
    crossing[other] === 0 &&
    x[one] === x[other] &&
    y[one] === y[other]
  )
}

/** Puts the contacts into their order along the party's boundary. */
function sortAlong(own: Party, other: Party, contacts: Contacts): void {
  const { count } = contacts
  if (order.length < count) order = new Uint32Array(count * 2)
  const { edge } = own
  // The boundaries of two neighbours run against each other: what is in order along one is reversed along the other.
  const reversed = count > 2 && (edge[0] as number) > (edge[count - 1] as number)
  for (let place = 0; place < count; place++) order[place] = reversed ? count - 1 - place : place
  if (count > 64 && !isSorted(own, other, contacts)) {
    order.subarray(0, count).sort((one, two) => compare(own, other, contacts, one, two))
    return
  }
  for (let place = 1; place < count; place++) {
    const moved = order[place] as number
    let to = place
    for (; to > 0 && compare(own, other, contacts, order[to - 1] as number, moved) > 0; to--)
      order[to] = order[to - 1] as number
    order[to] = moved
  }
}

function isSorted(own: Party, other: Party, contacts: Contacts): boolean {
  for (let place = 1; place < contacts.count; place++)
    if (compare(own, other, contacts, order[place - 1] as number, order[place] as number) > 0) return false
  return true
}

function compare(own: Party, other: Party, contacts: Contacts, one: number, two: number): number {
  const apart = (own.edge[one] as number) - (own.edge[two] as number)
  if (apart !== 0) return apart
  const along = (own.at[one] as number) - (own.at[two] as number)
  if (along > CLOSE || along < -CLOSE || isSamePlace(own, contacts, one, two)) return along
  return one === two ? 0 : compareExactly(own, other, contacts, one, two)
}

/** Which of two contacts on one edge comes first, in whole numbers of any length. */
function compareExactly(own: Party, other: Party, contacts: Contacts, one: number, two: number): number {
  const [numerator, denominator] = placeExactly(own, other, contacts, one)
  const [otherNumerator, otherDenominator] = placeExactly(own, other, contacts, two)
  const difference = numerator * otherDenominator - otherNumerator * denominator
  return difference > 0n ? 1 : difference < 0n ? -1 : 0
}

function placeExactly(own: Party, other: Party, { x, y, crossing }: Contacts, contact: number): [bigint, bigint] {
  const lines = own.polygons.coordinates
  const at = (own.edge[contact] as number) * 2
  const [ax, ay, bx, by] = lines.subarray(at, at + 4) as unknown as [number, number, number, number]
  let numerator: bigint
  let denominator: bigint
  if (crossing[contact] === 0) {
    numerator = BigInt(ax !== bx ? (x[contact] as number) - ax : (y[contact] as number) - ay)
    denominator = BigInt(ax !== bx ? bx - ax : by - ay)
  } else {
    const crossed = (other.edge[contact] as number) * 2
    const [cx, cy, dx, dy] = other.polygons.coordinates.subarray(crossed, crossed + 4) as unknown as number[] as [
      number,
      number,
      number,
      number,
    ]
    numerator = exactOrientation(cx, cy, dx, dy, ax, ay)
    denominator = numerator - exactOrientation(cx, cy, dx, dy, bx, by)
  }
  return denominator < 0n ? [-numerator, -denominator] : [numerator, denominator]
}
