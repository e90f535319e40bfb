import { childrenEnd, childrenStart, type EdgeList, type EdgeTree, touch } from './edgeTree.ts'
import { isBetween, orientation } from './orientation.ts'
import type { Polygons } from './polygons.ts'

/**
 * Where the boundaries of two features meet: each crossing and each touch once. A place on a boundary is an edge and how
 * far along it (0: its first vertex, below 1), so that a vertex belongs to one edge only.
 */
export class Contacts {
  count = 0
  leftEdge = new Uint32Array(64)
  leftAt = new Float64Array(64)
  rightEdge = new Uint32Array(64)
  rightAt = new Float64Array(64)
  x = new Float64Array(64)
  y = new Float64Array(64)
  /** 1: the left boundary crosses into the right feature; -1: out of it; 0: a touch, at a vertex of one or both. */
  crossing = new Int8Array(64)

  add(leftEdge: number, leftAt: number, rightEdge: number, rightAt: number, x: number, y: number, way: number): void {
    const at = this.count
    if (at === this.crossing.length) this.#grow()
    this.leftEdge[at] = leftEdge
    this.leftAt[at] = leftAt
    this.rightEdge[at] = rightEdge
    this.rightAt[at] = rightAt
    this.x[at] = x
    this.y[at] = y
    this.crossing[at] = way
    this.count++
  }

  #grow(): void {
    const size = this.crossing.length * 2
    const larger = <T extends Uint32Array | Float64Array | Int8Array>(old: T, grown: T): T => {
      grown.set(old)
      return grown
    }
    this.leftEdge = larger(this.leftEdge, new Uint32Array(size))
    this.leftAt = larger(this.leftAt, new Float64Array(size))
    this.rightEdge = larger(this.rightEdge, new Uint32Array(size))
    this.rightAt = larger(this.rightAt, new Float64Array(size))
    this.x = larger(this.x, new Float64Array(size))
    this.y = larger(this.y, new Float64Array(size))
    this.crossing = larger(this.crossing, new Int8Array(size))
  }
}

/** Notes the contacts of all edges of one list with all of the other. */
export function meetAll(left: Polygons, lefts: EdgeList, right: Polygons, rights: EdgeList, contacts: Contacts): void {
  const ones = lefts.boxes
  const others = rights.boxes
  const end = rights.count * 4
  for (let one = 0; one < lefts.count; one++) {
    const at = one * 4
    const west = ones[at] as number
    const south = ones[at + 1] as number
    const east = ones[at + 2] as number
    const north = ones[at + 3] as number
    for (let other = 0; other < end; other += 4)
      if (
        west <= (others[other + 2] as number) &&
        east >= (others[other] as number) &&
        south <= (others[other + 3] as number) &&
        north >= (others[other + 1] as number)
      )
        meet(
          left.coordinates,
          lefts.edges[one] as number,
          right.coordinates,
          rights.edges[other >> 2] as number,
          contacts,
        )
  }
}

/** Notes the contacts of two large features: only blocks whose boxes touch are looked into. */
export function meetTrees(
  left: Polygons,
  leftTree: EdgeTree,
  right: Polygons,
  rightTree: EdgeTree,
  scratch: readonly [EdgeList, EdgeList],
  contacts: Contacts,
): void {
  const [lefts, rights] = scratch
  const box = new Float64Array(4)
  const descend = (leftLevel: number, leftNode: number, rightLevel: number, rightNode: number): void => {
    const leftBoxes = leftTree.levels[leftLevel] as Float64Array
    const rightBoxes = rightTree.levels[rightLevel] as Float64Array
    if (!touch(leftBoxes, leftNode, rightBoxes, rightNode)) return
    if (leftLevel === 0 && rightLevel === 0) {
      box.set(rightBoxes.subarray(rightNode * 4, rightNode * 4 + 4))
      edgesOfBlock(left, leftTree, leftNode, box, lefts)
      if (lefts.count === 0) return
      box.set(leftBoxes.subarray(leftNode * 4, leftNode * 4 + 4))
      edgesOfBlock(right, rightTree, rightNode, box, rights)
      meetAll(left, lefts, right, rights, contacts)
    } else if (leftLevel >= rightLevel) {
      const end = childrenEnd(leftTree, leftLevel, leftNode)
      for (let child = childrenStart(leftNode); child < end; child++)
        descend(leftLevel - 1, child, rightLevel, rightNode)
    } else {
      const end = childrenEnd(rightTree, rightLevel, rightNode)
      for (let child = childrenStart(rightNode); child < end; child++)
        descend(leftLevel, leftNode, rightLevel - 1, child)
    }
  }
  descend(leftTree.levels.length - 1, 0, rightTree.levels.length - 1, 0)
}

function edgesOfBlock(polygons: Polygons, tree: EdgeTree, block: number, box: Float64Array, found: EdgeList): void {
  found.clear()
  found.addWithin(polygons, tree.from[block] as number, tree.to[block] as number, box)
}

/** Notes where the edge a → b of the left and the edge c → d of the right meet. Their ends belong to the edges behind them. */
function meet(
  lefts: Float64Array,
  leftEdge: number,
  rights: Float64Array,
  rightEdge: number,
  contacts: Contacts,
): void {
  const ax = lefts[leftEdge * 2] as number
  const ay = lefts[leftEdge * 2 + 1] as number
  const cx = rights[rightEdge * 2] as number
  const cy = rights[rightEdge * 2 + 1] as number
  if (ax === cx && ay === cy) {
    contacts.add(leftEdge, 0, rightEdge, 0, ax, ay, 0)
    return
  }
  const bx = lefts[leftEdge * 2 + 2] as number
  const by = lefts[leftEdge * 2 + 3] as number
  const dx = rights[rightEdge * 2 + 2] as number
  const dy = rights[rightEdge * 2 + 3] as number
  // The shared edge of two neighbours: what is to be said of it is said at its ends.
  if (ax === dx && ay === dy && bx === cx && by === cy) return
  const ofC = orientation(ax, ay, bx, by, cx, cy)
  const ofD = orientation(ax, ay, bx, by, dx, dy)
  if ((ofC > 0 && ofD > 0) || (ofC < 0 && ofD < 0)) return
  const ofA = orientation(cx, cy, dx, dy, ax, ay)
  const ofB = orientation(cx, cy, dx, dy, bx, by)
  if ((ofA > 0 && ofB > 0) || (ofA < 0 && ofB < 0)) return
  if (ofC === 0 && isBetween(ax, ay, bx, by, cx, cy))
    contacts.add(leftEdge, ax !== bx ? (cx - ax) / (bx - ax) : (cy - ay) / (by - ay), rightEdge, 0, cx, cy, 0)
  if (ofA === 0 && isBetween(cx, cy, dx, dy, ax, ay))
    contacts.add(leftEdge, 0, rightEdge, cx !== dx ? (ax - cx) / (dx - cx) : (ay - cy) / (dy - cy), ax, ay, 0)
  if (ofA !== 0 && ofB !== 0 && ofC !== 0 && ofD !== 0) {
    const leftAt = ofA / (ofA - ofB)
    const rightAt = ofC / (ofC - ofD)
    contacts.add(
      leftEdge,
      leftAt,
      rightEdge,
      rightAt,
      ax + leftAt * (bx - ax),
      ay + leftAt * (by - ay),
      ofB > 0 ? 1 : -1,
    )
  }
}
