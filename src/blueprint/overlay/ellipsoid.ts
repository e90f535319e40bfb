import { UNITS } from './polygons.ts'

/** CGCS2000 (EPSG:4490): the equatorial radius in metres and the flattening. */
const RADIUS = 6_378_137
const FLATTENING = 1 / 298.257222101
const E2 = FLATTENING * (2 - FLATTENING)
const RADIANS = Math.PI / 180 / UNITS

/** Points and weights of Gauss and Legendre on 0…1. */
const POINTS = [0.06943184420297371, 0.33000947820757187, 0.6699905217924281, 0.9305681557970263]
const WEIGHTS = [0.17392742256872692, 0.32607257743127305, 0.32607257743127305, 0.17392742256872692]

/** Square metres and metres. */
export interface Measure {
  /** Positive against the clock. */
  area: number
  length: number
}

/**
 * Area and length of a closed ring on the ellipsoid, its points (x, y in grid units) standing from `from` to `to`, the
 * last one like the first. The area is the sum, edge by edge, of what lies between the edge and a parallel through the
 * ring on the surface of true area, where the edge is the shortest line between its ends.
 */
export function measureRing(points: Float64Array, from: number, to: number): Measure {
  const west = points[from] as number
  const south = points[from + 1] as number
  const latitude0 = south * RADIANS
  const sine0 = Math.sin(latitude0)
  let area = 0
  let length = 0
  let x = 0
  let y = 0
  let height = 0
  for (let at = from + 2; at < to; at += 2) {
    const nextX = ((points[at] as number) - west) * RADIANS
    const nextY = ((points[at + 1] as number) - south) * RADIANS
    const nextHeight = heightOf(latitude0, sine0, nextY)
    const dx = nextX - x
    const dy = nextY - y
    const middle = latitude0 + (y + nextY) / 2
    const sine = Math.sin(middle)
    const cosine = Math.cos(middle)
    const w = 1 - E2 * sine * sine
    const meridian = (RADIUS * (1 - E2)) / (w * Math.sqrt(w))
    const parallel = (RADIUS / Math.sqrt(w)) * cosine
    area -= dx * ((height + nextHeight) / 2 + bend(meridian, parallel, sine, cosine, w, dx, dy))
    length += Math.hypot(meridian * dy, parallel * dx)
    x = nextX
    y = nextY
    height = nextHeight
  }
  return { area, length }
}

/** What lies below the parallel at `dy` from that of sine0, a radian wide, in m². Without taking one large number from another. */
function heightOf(latitude0: number, sine0: number, dy: number): number {
  const rise = 2 * Math.cos(latitude0 + dy / 2) * Math.sin(dy / 2)
  let mean = 0
  for (let place = 0; place < 4; place++) {
    const sine = sine0 + (POINTS[place] as number) * rise
    const w = 1 - E2 * sine * sine
    mean += (WEIGHTS[place] as number) / (w * w)
  }
  return RADIUS * RADIUS * (1 - E2) * rise * mean
}

/**
 * By how much the mean height of the shortest line between the ends of an edge is above the mean of its ends: the height
 * bends along the edge, and the line bends to the pole.
 */
function bend(
  meridian: number,
  parallel: number,
  sine: number,
  cosine: number,
  w: number,
  dx: number,
  dy: number,
): number {
  if (dx === 0) return 0
  const slope = meridian * parallel
  const tangent = sine / cosine
  const ofHeight = slope * (-tangent + (4 * E2 * sine * cosine) / w) * dy * dy
  // The shortest line as latitude over longitude: its second derivative, times the square of the edge's width.
  const ofLine =
    ((-parallel * sine) / meridian) * dx * dx -
    ((2 * meridian * sine) / parallel + (3 * E2 * sine * cosine) / w) * dy * dy
  return -(ofHeight + slope * ofLine) / 12
}
