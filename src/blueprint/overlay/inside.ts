import { childrenEnd, childrenStart, type EdgeTree } from './edgeTree.ts'
import { orientation } from './orientation.ts'
import type { Polygons } from './polygons.ts'

/** Whether the point, which is on no edge of the feature, is inside of it: a line to the east crosses an odd number of edges. */
export function isInside(
  polygons: Polygons,
  feature: number,
  tree: EdgeTree | undefined,
  x: number,
  y: number,
): boolean {
  if (tree) return crossingsInTree(polygons, tree, tree.levels.length - 1, 0, x, y) % 2 === 1
  const { rings, features } = polygons
  let crossings = 0
  const lastRing = features[feature + 1] as number
  for (let ring = features[feature] as number; ring < lastRing; ring++)
    crossings += crossingsOf(polygons, rings[ring] as number, (rings[ring + 1] as number) - 1, x, y)
  return crossings % 2 === 1
}

function crossingsInTree(
  polygons: Polygons,
  tree: EdgeTree,
  level: number,
  node: number,
  x: number,
  y: number,
): number {
  const boxes = tree.levels[level] as Float64Array
  const at = node * 4
  if ((boxes[at + 1] as number) > y || (boxes[at + 3] as number) < y || (boxes[at + 2] as number) < x) return 0
  if (level === 0) return crossingsOf(polygons, tree.from[node] as number, tree.to[node] as number, x, y)
  let crossings = 0
  const last = childrenEnd(tree, level, node)
  for (let child = childrenStart(node); child < last; child++)
    crossings += crossingsInTree(polygons, tree, level - 1, child, x, y)
  return crossings
}

function crossingsOf({ coordinates }: Polygons, firstEdge: number, endEdge: number, x: number, y: number): number {
  let crossings = 0
  for (let edge = firstEdge; edge < endEdge; edge++) {
    const at = edge * 2
    const ay = coordinates[at + 1] as number
    const by = coordinates[at + 3] as number
    if (ay > y === by > y) continue
    const ax = coordinates[at] as number
    const bx = coordinates[at + 2] as number
    if (ax < x && bx < x) continue
    if (ax > x && bx > x) crossings++
    else if (orientation(ax, ay, bx, by, x, y) > 0 === by > ay) crossings++
  }
  return crossings
}
