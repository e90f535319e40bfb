import type { Polygons } from './polygons.ts'

/** Edges of a block: as many as it pays to look at one by one. */
const BLOCK = 16
/** Boxes under one box of the level above. */
const FANOUT = 8
/** A feature of fewer edges is looked at as a whole. */
const WORTH_IT = 96
/** Vertices of the trees that are kept: about 64 MB. */
const KEPT_VERTICES = 16_000_000

/**
 * The edges of one large feature by place. Edges that follow each other lie beside each other, so that boxes around
 * sixteen of them, and boxes around eight boxes, are all that is needed. An edge has the number of its first vertex.
 */
export interface EdgeTree {
  /** First edge of each block, and behind its last one. A block is of one ring. */
  readonly from: Uint32Array
  readonly to: Uint32Array
  /** The ring that the block begins; -1 where it is in the midst of one. */
  readonly opens: Int32Array
  /** Boxes of the blocks, of eight blocks, of sixty-four … up to the one of all. */
  readonly levels: readonly Float64Array[]
}

/** Edges that were found, each with its box, and the rings whose first vertex was. */
export class EdgeList {
  edges = new Uint32Array(256)
  boxes = new Float64Array(1024)
  count = 0
  openedRings = new Uint32Array(16)
  opened = 0

  clear(): void {
    this.count = 0
    this.opened = 0
  }

  addRing(ring: number): void {
    if (this.opened === this.openedRings.length) {
      const larger = new Uint32Array(this.opened * 2)
      larger.set(this.openedRings)
      this.openedRings = larger
    }
    this.openedRings[this.opened++] = ring
  }

  /** Adds the edges, which follow each other, that touch the box. */
  addWithin({ coordinates }: Polygons, first: number, end: number, box: Float64Array): void {
    if (this.edges.length < this.count + end - first) this.#grow(this.count + end - first)
    const west = box[0] as number
    const south = box[1] as number
    const east = box[2] as number
    const north = box[3] as number
    const { edges, boxes } = this
    let count = this.count
    let ax = coordinates[first * 2] as number
    let ay = coordinates[first * 2 + 1] as number
    for (let edge = first; edge < end; edge++) {
      const bx = coordinates[edge * 2 + 2] as number
      const by = coordinates[edge * 2 + 3] as number
      if (
        (ax <= east || bx <= east) &&
        (ax >= west || bx >= west) &&
        (ay <= north || by <= north) &&
        (ay >= south || by >= south)
      ) {
        edges[count] = edge
        const place = count * 4
        boxes[place] = ax < bx ? ax : bx
        boxes[place + 1] = ay < by ? ay : by
        boxes[place + 2] = ax < bx ? bx : ax
        boxes[place + 3] = ay < by ? by : ay
        count++
      }
      ax = bx
      ay = by
    }
    this.count = count
  }

  #grow(wanted: number): void {
    const edges = new Uint32Array(wanted * 2)
    edges.set(this.edges)
    const boxes = new Float64Array(wanted * 8)
    boxes.set(this.boxes)
    this.edges = edges
    this.boxes = boxes
  }
}

/** The trees of a layer's large features, made when first asked for; the oldest go when they get too many. */
export class EdgeTrees {
  readonly #polygons: Polygons
  readonly #trees = new Map<number, EdgeTree>()
  #vertices = 0

  constructor(polygons: Polygons) {
    this.#polygons = polygons
  }

  /** The tree of the feature; none for a small one. */
  of(feature: number): EdgeTree | undefined {
    const vertices = verticesOf(this.#polygons, feature)
    if (vertices < WORTH_IT) return undefined
    let tree = this.#trees.get(feature)
    if (tree) return tree
    tree = treeOf(this.#polygons, feature)
    this.#trees.set(feature, tree)
    this.#vertices += vertices
    for (const oldest of this.#trees.keys()) {
      if (this.#vertices <= KEPT_VERTICES || oldest === feature) break
      this.#trees.delete(oldest)
      this.#vertices -= verticesOf(this.#polygons, oldest)
    }
    return tree
  }
}

/** Finds the feature's edges that touch the box, and its rings that begin in it. */
export function edgesWithin(
  polygons: Polygons,
  feature: number,
  tree: EdgeTree | undefined,
  box: Float64Array,
  found: EdgeList,
): void {
  found.clear()
  const { rings, features } = polygons
  if (tree) {
    blocksWithin(polygons, tree, tree.levels.length - 1, 0, box, found)
    return
  }
  const lastRing = features[feature + 1] as number
  for (let ring = features[feature] as number; ring < lastRing; ring++) {
    const first = rings[ring] as number
    const last = (rings[ring + 1] as number) - 1
    if (isVertexWithin(polygons, first, box)) found.addRing(ring)
    found.addWithin(polygons, first, last, box)
  }
}

function blocksWithin(
  polygons: Polygons,
  tree: EdgeTree,
  level: number,
  node: number,
  box: Float64Array,
  found: EdgeList,
): void {
  if (!touch(tree.levels[level] as Float64Array, node, box, 0)) return
  if (level > 0) {
    const last = childrenEnd(tree, level, node)
    for (let child = node * FANOUT; child < last; child++) blocksWithin(polygons, tree, level - 1, child, box, found)
    return
  }
  const ring = tree.opens[node] as number
  const first = tree.from[node] as number
  if (ring >= 0 && isVertexWithin(polygons, first, box)) found.addRing(ring)
  found.addWithin(polygons, first, tree.to[node] as number, box)
}

/** Behind the last child of a box that is not a block. */
export function childrenEnd({ levels }: EdgeTree, level: number, node: number): number {
  return Math.min((node + 1) * FANOUT, (levels[level - 1] as Float64Array).length / 4)
}

/** The first child of a box that is not a block. */
export const childrenStart = (node: number): number => node * FANOUT

/** Whether two boxes have a point in common. */
export function touch(ones: Float64Array, one: number, others: Float64Array, other: number): boolean {
  const a = one * 4
  const b = other * 4
  return (
    (ones[a] as number) <= (others[b + 2] as number) &&
    (ones[a + 2] as number) >= (others[b] as number) &&
    (ones[a + 1] as number) <= (others[b + 3] as number) &&
    (ones[a + 3] as number) >= (others[b + 1] as number)
  )
}

function verticesOf({ rings, features }: Polygons, feature: number): number {
  return (rings[features[feature + 1] as number] as number) - (rings[features[feature] as number] as number)
}

function isVertexWithin({ coordinates }: Polygons, vertex: number, box: Float64Array): boolean {
  const x = coordinates[vertex * 2] as number
  const y = coordinates[vertex * 2 + 1] as number
  return x >= (box[0] as number) && x <= (box[2] as number) && y >= (box[1] as number) && y <= (box[3] as number)
}

function treeOf({ coordinates, rings, features }: Polygons, feature: number): EdgeTree {
  const from: number[] = []
  const to: number[] = []
  const opens: number[] = []
  const lastRing = features[feature + 1] as number
  for (let ring = features[feature] as number; ring < lastRing; ring++) {
    const first = rings[ring] as number
    const last = (rings[ring + 1] as number) - 1
    for (let edge = first; edge < last; edge += BLOCK) {
      from.push(edge)
      to.push(Math.min(edge + BLOCK, last))
      opens.push(edge === first ? ring : -1)
    }
  }
  const blocks = new Float64Array(from.length * 4)
  for (let block = 0; block < from.length; block++) {
    clearBox(blocks, block)
    for (let vertex = from[block] as number; vertex <= (to[block] as number); vertex++) {
      const x = coordinates[vertex * 2] as number
      const y = coordinates[vertex * 2 + 1] as number
      widen(blocks, block, x, y, x, y)
    }
  }
  const levels = [blocks]
  for (let below = blocks; below.length > 4; ) {
    const above = new Float64Array(Math.ceil(below.length / 4 / FANOUT) * 4)
    for (let node = 0; node < above.length / 4; node++) clearBox(above, node)
    for (let child = 0; child < below.length / 4; child++) {
      const [west, south, east, north] = below.subarray(child * 4, child * 4 + 4) as unknown as number[]
      widen(above, Math.floor(child / FANOUT), west as number, south as number, east as number, north as number)
    }
    levels.push(above)
    below = above
  }
  return { from: Uint32Array.from(from), to: Uint32Array.from(to), opens: Int32Array.from(opens), levels }
}

function clearBox(boxes: Float64Array, at: number): void {
  boxes.fill(Infinity, at * 4, at * 4 + 2)
  boxes.fill(-Infinity, at * 4 + 2, at * 4 + 4)
}

function widen(boxes: Float64Array, box: number, west: number, south: number, east: number, north: number): void {
  const at = box * 4
  if (west < (boxes[at] as number)) boxes[at] = west
  if (south < (boxes[at + 1] as number)) boxes[at + 1] = south
  if (east > (boxes[at + 2] as number)) boxes[at + 2] = east
  if (north > (boxes[at + 3] as number)) boxes[at + 3] = north
}
