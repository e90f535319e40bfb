import Flatbush from 'flatbush'
import type { Position } from '../geometry/geojson.ts'

type Segment = readonly [from: Position, to: Position]

/**
 * Whether lines cross themselves or each other more often than that. Neighbours that share an end do not count. Stops as
 * soon as it knows: a line drawn at random has millions of crossings, and each would become ground to measure.
 */
export function isTangled(lines: readonly (readonly Position[])[], most: number): boolean {
  const segments = lines.flatMap((line) =>
    line.slice(1).map((to, index): Segment => [line[index] as Position, to] as const),
  )
  if (segments.length < 2) return false
  const boxes = new Flatbush(segments.length)
  for (const [[x1, y1], [x2, y2]] of segments)
    boxes.add(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2))
  boxes.finish()
  let crossings = 0
  for (const [index, segment] of segments.entries()) {
    const [[x1, y1], [x2, y2]] = segment
    boxes.search(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2), (other) => {
      if (other > index && cross(segment, segments[other] as Segment)) crossings++
      return crossings <= most
    })
    if (crossings > most) return true
  }
  return false
}

/** Whether two segments cross within both; rounding may miss a touch, which does not matter to a bound. */
function cross([a, b]: Segment, [c, d]: Segment): boolean {
  const side = (p: Position, q: Position, r: Position) => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}
