import { orientation } from './orientation.ts'

/**
 * Cleans the ring whose points stand from `from` to `to` (x, y in grid units), in place: without repeated points and
 * without spikes (lines that run out and back), closed, and with its ground on the left: an outline against the clock, a
 * hole with it. Returns where it ends; `from` where nothing with an area is left.
 */
export function cleanRing(points: Float64Array, from: number, to: number, hole: boolean): number {
  let end = from
  for (let at = from; at < to; at += 2) {
    points[end] = points[at] as number
    points[end + 1] = points[at + 1] as number
    end = withoutSpikes(points, from, end + 2)
  }
  // Across the place where the ring begins: its last point is the one before its first.
  let start = from
  for (let changed = true; changed && end - start >= 4; ) {
    changed = false
    if (isSame(points, start, end - 2)) {
      end -= 2
      changed = true
    } else if (end - start >= 6 && isSpike(points, end - 4, end - 2, start)) {
      end -= 2
      changed = true
    } else if (end - start >= 6 && isSpike(points, end - 2, start, start + 2)) {
      start += 2
      changed = true
    }
  }
  if (end - start < 6) return from
  if (start > from) points.copyWithin(from, start, end)
  end -= start - from
  const doubled = doubledArea(points, from, end)
  if (doubled === 0) return from
  if (doubled > 0 === hole) reverse(points, from, end)
  points[end] = points[from] as number
  points[end + 1] = points[from + 1] as number
  return end + 2
}

function withoutSpikes(points: Float64Array, from: number, until: number): number {
  let end = until
  while (end - from >= 4) {
    if (isSame(points, end - 4, end - 2)) end -= 2
    else if (end - from >= 6 && isSpike(points, end - 6, end - 4, end - 2)) {
      points[end - 4] = points[end - 2] as number
      points[end - 3] = points[end - 1] as number
      end -= 2
    } else break
  }
  return end
}

function isSame(points: Float64Array, one: number, other: number): boolean {
  return points[one] === points[other] && points[one + 1] === points[other + 1]
}

/** Whether the line turns back on itself at `at`. */
function isSpike(points: Float64Array, before: number, at: number, after: number): boolean {
  const ax = points[before] as number
  const ay = points[before + 1] as number
  const bx = points[at] as number
  const by = points[at + 1] as number
  const cx = points[after] as number
  const cy = points[after + 1] as number
  return (bx - ax) * (cx - bx) + (by - ay) * (cy - by) < 0 && orientation(ax, ay, bx, by, cx, cy) === 0
}

/** Twice the area of the ring, positive against the clock. From its first point, so that the digits suffice. */
function doubledArea(points: Float64Array, from: number, end: number): number {
  const [x, y] = [points[from] as number, points[from + 1] as number]
  let sum = 0
  for (let at = from + 2; at + 2 < end; at += 2)
    sum += orientation(
      x,
      y,
      points[at] as number,
      points[at + 1] as number,
      points[at + 2] as number,
      points[at + 3] as number,
    )
  return sum
}

function reverse(points: Float64Array, from: number, end: number): void {
  for (let low = from, high = end - 2; low < high; low += 2, high -= 2)
    for (let axis = 0; axis < 2; axis++) {
      const kept = points[low + axis] as number
      points[low + axis] = points[high + axis] as number
      points[high + axis] = kept
    }
}
