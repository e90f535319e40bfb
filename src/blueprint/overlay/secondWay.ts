import { cleanRing } from './cleanRing.ts'
import type { OverlapsBuilder } from './overlaps.ts'
import { PairOverlay } from './overlayPair.ts'
import type { Polygons } from './polygons.ts'
import type { Rings } from './rings.ts'

/** Grids that are tried where the features' own yields a contradiction, in grid units: 1e-8 and 1e-7 degree (1 mm, 1 cm). */
const COARSER = [10, 100]

/**
 * Finds the common ground of two features whose boundaries contradict themselves (they cross or repeat themselves) after
 * moving their points to a coarser grid, on which such damage often disappears. What it did is noted, and so is that
 * nothing helped: then somebody else must say what the two have in common.
 */
export function overlaySecondWay(
  left: Polygons,
  leftFeature: number,
  right: Polygons,
  rightFeature: number,
  overlaps: OverlapsBuilder,
  leastAreaM2: number,
): void {
  for (const grid of COARSER) {
    const one = snapped(left, leftFeature, grid)
    const other = snapped(right, rightFeature, grid)
    const sink = {
      add: (_one: number, _other: number, rings: Rings, least: number) =>
        overlaps.add(leftFeature, rightFeature, rings, least),
    }
    if (new PairOverlay(one, other).overlay(0, 0, sink, leastAreaM2) === 'contradiction') continue
    overlaps.coarser.push(leftFeature, rightFeature)
    return
  }
  overlaps.unsure.push(leftFeature, rightFeature)
}

/** One feature alone, on a coarser grid. */
function snapped({ coordinates, rings, features }: Polygons, feature: number, grid: number): Polygons {
  const firstRing = features[feature] as number
  const lastRing = features[feature + 1] as number
  const first = rings[firstRing] as number
  const points = new Float64Array(((rings[lastRing] as number) - first) * 2)
  const starts = [0]
  let used = 0
  for (let ring = firstRing; ring < lastRing; ring++) {
    const from = used
    for (let at = (rings[ring] as number) * 2; at < (rings[ring + 1] as number) * 2; at++)
      points[used++] = Math.round((coordinates[at] as number) / grid) * grid
    used = cleanRing(
      points,
      from,
      used,
      isHole(coordinates, (rings[ring] as number) * 2, (rings[ring + 1] as number) * 2),
    )
    if (used > from) starts.push(used / 2)
  }
  const boxes = new Float64Array([Infinity, Infinity, -Infinity, -Infinity])
  for (let at = 0; at < used; at += 2) {
    boxes[0] = Math.min(boxes[0] as number, points[at] as number)
    boxes[1] = Math.min(boxes[1] as number, points[at + 1] as number)
    boxes[2] = Math.max(boxes[2] as number, points[at] as number)
    boxes[3] = Math.max(boxes[3] as number, points[at + 1] as number)
  }
  return {
    coordinates: points.subarray(0, used),
    rings: Uint32Array.from(starts),
    features: Uint32Array.from([0, starts.length - 1]),
    boxes,
  }
}

/** Whether the ring runs with the clock. */
function isHole(points: Float64Array, from: number, to: number): boolean {
  let doubled = 0
  const x = points[from] as number
  const y = points[from + 1] as number
  for (let at = from; at + 2 < to; at += 2)
    doubled +=
      ((points[at] as number) - x) * ((points[at + 3] as number) - y) -
      ((points[at + 2] as number) - x) * ((points[at + 1] as number) - y)
  return doubled < 0
}
