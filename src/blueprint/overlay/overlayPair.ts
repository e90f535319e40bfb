import { Contacts, meetAll, meetTrees } from './contacts.ts'
import { Cuts, cutBoundary, type Party, Side } from './cuts.ts'
import { EdgeList, type EdgeTree, EdgeTrees, edgesWithin } from './edgeTree.ts'
import { isInside } from './inside.ts'
import type { OverlapsBuilder } from './overlaps.ts'
import type { Polygons } from './polygons.ts'
import { joinPieces, Pieces, Rings } from './rings.ts'

/** What was found of two features: no common ground, some, or something that valid polygons do not do. */
export type Found = 'apart' | 'overlap' | 'contradiction'

/** Finds the common ground of features of two layers, pair by pair. Its arrays are used again for each pair. */
export class PairOverlay {
  readonly #left: Polygons
  readonly #right: Polygons
  readonly #leftTrees: EdgeTrees
  readonly #rightTrees: EdgeTrees
  readonly #lefts = new EdgeList()
  readonly #rights = new EdgeList()
  readonly #scratch = [new EdgeList(), new EdgeList()] as const
  readonly #contacts = new Contacts()
  readonly #leftCuts = new Cuts()
  readonly #rightCuts = new Cuts()
  readonly #pieces = new Pieces()
  readonly #rings = new Rings()
  readonly #common = new Float64Array(4)

  constructor(left: Polygons, right: Polygons) {
    this.#left = left
    this.#right = right
    this.#leftTrees = new EdgeTrees(left)
    this.#rightTrees = new EdgeTrees(right)
  }

  /** Finds the common ground of two features and adds it, where it is no smaller than asked for. */
  overlay(left: number, right: number, overlaps: Pick<OverlapsBuilder, 'add'>, leastAreaM2 = 0): Found {
    if (!this.#commonBox(left, right)) return 'apart'
    const leftTree = this.#leftTrees.of(left)
    const rightTree = this.#rightTrees.of(right)
    this.#findContacts(left, leftTree, right, rightTree)
    const contacts = this.#contacts
    const { leftEdge, leftAt, rightEdge, rightAt } = contacts
    const ones: Party = { polygons: this.#left, feature: left, edge: leftEdge, at: leftAt, sign: 1 }
    const others: Party = { polygons: this.#right, feature: right, edge: rightEdge, at: rightAt, sign: -1 }
    if (!cutBoundary(ones, others, contacts, this.#leftCuts)) return 'contradiction'
    if (!cutBoundary(others, ones, contacts, this.#rightCuts)) return 'contradiction'
    const pieces = this.#pieces
    pieces.clear()
    addWholeRings(ones, this.#leftCuts, this.#lefts, others, rightTree, pieces)
    addWholeRings(others, this.#rightCuts, this.#rights, ones, leftTree, pieces)
    if (pieces.count === 0 && !runsWithin(this.#leftCuts) && !runsWithin(this.#rightCuts)) return 'apart'
    pieces.addCutRings(ones, this.#leftCuts, true)
    pieces.addCutRings(others, this.#rightCuts, false)
    if (!joinPieces(pieces, this.#rings)) return 'contradiction'
    return overlaps.add(left, right, this.#rings, leastAreaM2) ? 'overlap' : 'contradiction'
  }

  /** The box that both features' boxes have in common; false where it has no inside. */
  #commonBox(left: number, right: number): boolean {
    const ones = this.#left.boxes
    const others = this.#right.boxes
    const one = left * 4
    const other = right * 4
    const box = this.#common
    box[0] = Math.max(ones[one] as number, others[other] as number)
    box[1] = Math.max(ones[one + 1] as number, others[other + 1] as number)
    box[2] = Math.min(ones[one + 2] as number, others[other + 2] as number)
    box[3] = Math.min(ones[one + 3] as number, others[other + 3] as number)
    return box[0] < box[2] && box[1] < box[3]
  }

  #findContacts(left: number, leftTree: EdgeTree | undefined, right: number, rightTree: EdgeTree | undefined): void {
    const contacts = this.#contacts
    contacts.count = 0
    edgesWithin(this.#left, left, leftTree, this.#common, this.#lefts)
    edgesWithin(this.#right, right, rightTree, this.#common, this.#rights)
    if (leftTree && rightTree) meetTrees(this.#left, leftTree, this.#right, rightTree, this.#scratch, contacts)
    else meetAll(this.#left, this.#lefts, this.#right, this.#rights, contacts)
  }
}

/** Whether a piece of the boundary runs inside of the other feature, or beside it with the ground on the same side. */
function runsWithin(cuts: Cuts): boolean {
  for (let cut = 0; cut < cuts.count; cut++)
    if (cuts.after[cut] === Side.inside || cuts.after[cut] === Side.same) return true
  return false
}

/** Adds the rings that meet nothing of the other feature and are inside of it. One that is must begin in the common box. */
function addWholeRings(
  own: Party,
  cuts: Cuts,
  within: EdgeList,
  other: Party,
  otherTree: EdgeTree | undefined,
  pieces: Pieces,
): void {
  const { coordinates, rings } = own.polygons
  for (let place = 0; place < within.opened; place++) {
    const ring = within.openedRings[place] as number
    if (isCut(cuts, ring)) continue
    const first = (rings[ring] as number) * 2
    const x = coordinates[first] as number
    const y = coordinates[first + 1] as number
    if (isInside(other.polygons, other.feature, otherTree, x, y)) pieces.addRing(own, ring)
  }
}

/** Whether the ring has a cut; the rings of the cuts stand in order. */
function isCut({ rings, ringCount }: Cuts, ring: number): boolean {
  let low = 0
  let high = ringCount - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = rings[middle] as number
    if (found === ring) return true
    if (found < ring) low = middle + 1
    else high = middle - 1
  }
  return false
}
