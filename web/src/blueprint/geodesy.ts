/** Longitude and latitude in degrees on CGCS2000. */
export type Position = readonly [longitude: number, latitude: number]

/** The ellipsoid of CGCS2000 (EPSG:4490). */
const A = 6378137
const FLATTENING = 1 / 298.257222101
const B = A * (1 - FLATTENING)
const E2 = FLATTENING * (2 - FLATTENING)
const E = Math.sqrt(E2)
const RADIAN = Math.PI / 180

/** Metres of the shortest way between two positions on the ellipsoid (Vincenty). */
export function distance([lon1, lat1]: Position, [lon2, lat2]: Position): number {
  if (lon1 === lon2 && lat1 === lat2) return 0
  const u1 = Math.atan((1 - FLATTENING) * Math.tan(lat1 * RADIAN))
  const u2 = Math.atan((1 - FLATTENING) * Math.tan(lat2 * RADIAN))
  const [sinU1, cosU1, sinU2, cosU2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)]
  const across = (lon2 - lon1) * RADIAN
  let lambda = across
  let [sinSigma, cosSigma, sigma, cos2Alpha, cos2M] = [0, 0, 0, 0, 0]
  for (let round = 0; round < 100; round++) {
    const [sin, cos] = [Math.sin(lambda), Math.cos(lambda)]
    sinSigma = Math.hypot(cosU2 * sin, cosU1 * sinU2 - sinU1 * cosU2 * cos)
    cosSigma = sinU1 * sinU2 + cosU1 * cosU2 * cos
    sigma = Math.atan2(sinSigma, cosSigma)
    const sinAlpha = (cosU1 * cosU2 * sin) / sinSigma
    cos2Alpha = 1 - sinAlpha ** 2
    cos2M = cos2Alpha === 0 ? 0 : cosSigma - (2 * sinU1 * sinU2) / cos2Alpha
    const c = (FLATTENING / 16) * cos2Alpha * (4 + FLATTENING * (4 - 3 * cos2Alpha))
    const before = lambda
    lambda =
      across + (1 - c) * FLATTENING * sinAlpha * (sigma + c * sinSigma * (cos2M + c * cosSigma * (2 * cos2M ** 2 - 1)))
    if (Math.abs(lambda - before) < 1e-12) break
  }
  const u = (cos2Alpha * (A * A - B * B)) / (B * B)
  const big = 1 + (u / 16384) * (4096 + u * (-768 + u * (320 - 175 * u)))
  const small = (u / 1024) * (256 + u * (-128 + u * (74 - 47 * u)))
  const delta =
    small *
    sinSigma *
    (cos2M +
      (small / 4) *
        (cosSigma * (2 * cos2M ** 2 - 1) - (small / 6) * cos2M * (4 * sinSigma ** 2 - 3) * (4 * cos2M ** 2 - 3)))
  return B * big * (sigma - delta)
}

/** Metres along a line. */
export function lengthOf(line: readonly Position[]): number {
  return line.reduce((sum, position, index) => {
    const before = line[index - 1]
    return before ? sum + distance(before, position) : sum
  }, 0)
}

/** Edges are bent as the shortest way is, in so many pieces at least, none longer than this many degrees. */
const PIECES = 8
const PIECE = 0.02

/** Square metres of a ring on the ellipsoid; its edges are the shortest ways between its corners. */
export function areaOf(ring: readonly Position[]): number {
  if (ring.length < 3) return 0
  let sum = 0
  for (const [index, from] of ring.entries()) {
    const to = ring[(index + 1) % ring.length] ?? from
    const pieces = Math.max(PIECES, Math.ceil(Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])) / PIECE))
    let before = from
    for (let piece = 1; piece <= pieces; piece++) {
      const next = piece === pieces ? to : between(from, to, piece / pieces)
      const middle = zoneArea((before[1] + next[1]) / 2)
      // Simpson's rule along the piece.
      sum += ((next[0] - before[0]) * RADIAN * (zoneArea(before[1]) + 4 * middle + zoneArea(next[1]))) / 6
      before = next
    }
  }
  return Math.abs(sum)
}

/** Square metres between the equator and a latitude, for each radian of longitude. */
function zoneArea(latitude: number): number {
  const sin = Math.sin(latitude * RADIAN)
  return ((B * B) / 2) * (sin / (1 - E2 * sin * sin) + Math.atanh(E * sin) / E)
}

/** A position on the great ellipse between two; it is within centimetres of the shortest way. */
function between(from: Position, to: Position, part: number): Position {
  const [p, q] = [geocentric(from), geocentric(to)]
  const [x = 0, y = 0, z = 0] = p.map((value, axis) => value + ((q[axis] ?? 0) - value) * part)
  const latitude = Math.atan2(z / (1 - E2), Math.hypot(x, y))
  return [Math.atan2(y, x) / RADIAN, latitude / RADIAN]
}

function geocentric([longitude, latitude]: Position): number[] {
  const [sin, cos] = [Math.sin(latitude * RADIAN), Math.cos(latitude * RADIAN)]
  const across = A / Math.sqrt(1 - E2 * sin * sin)
  return [
    across * cos * Math.cos(longitude * RADIAN),
    across * cos * Math.sin(longitude * RADIAN),
    across * (1 - E2) * sin,
  ]
}
