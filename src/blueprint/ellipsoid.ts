import { type Geometry, linesOf, type Position, type Ring } from './geometry/geojson.ts'

/** An ellipsoid of revolution: its larger half axis in metres, and its flattening. */
export interface Ellipsoid {
  readonly a: number
  readonly f: number
}

/** CGCS2000 (EPSG:4490). */
export const CGCS2000: Ellipsoid = { a: 6378137, f: 1 / 298.257222101 }

const RADIANS = Math.PI / 180
/** Edges are cut into pieces of at most this many degrees (about 11 km): a piece's own error is then below 1e-9 of it. */
const LONGEST_PIECE = 0.1

/** What follows from an ellipsoid, worked out once. */
interface Figure extends Ellipsoid {
  e2: number
  e: number
  /** q of the pole, and the squared radius of the sphere of equal area. */
  qPole: number
  radius2: number
}

const figures = new WeakMap<Ellipsoid, Figure>()

function figureOf(ellipsoid: Ellipsoid): Figure {
  const known = figures.get(ellipsoid)
  if (known) return known
  const { a, f } = ellipsoid
  const e2 = f * (2 - f)
  const e = Math.sqrt(e2)
  const qPole = 1 + ((1 - e2) / e) * Math.atanh(e)
  const figure = { a, f, e2, e, qPole, radius2: (a * a * qPole) / 2 }
  figures.set(ellipsoid, figure)
  return figure
}

/** tan of half the authalic latitude: the latitude on the sphere of equal area (Snyder 1987, 3-11, 3-12). */
function halfTangent(latitude: number, { e2, e, qPole }: Figure): number {
  const sine = Math.sin(latitude * RADIANS)
  const es = e * sine
  const q = (1 - e2) * (sine / (1 - es * es) + Math.atanh(es) / e)
  const authalic = Math.max(-1, Math.min(1, q / qPole))
  return authalic / (1 + Math.sqrt(Math.max(0, 1 - authalic * authalic)))
}

/** The signed area (m²) between an edge and the equator, on the sphere of equal area. */
function areaUnder([lng1]: Position, [lng2]: Position, half1: number, half2: number, { radius2 }: Figure): number {
  let width = lng2 - lng1
  if (width > 180) width -= 360
  else if (width < -180) width += 360
  return 2 * Math.atan2(Math.tan((width * RADIANS) / 2) * (half1 + half2), 1 + half1 * half2) * radius2
}

/**
 * The signed area of a ring in m² (positive: counter-clockwise), its edges being geodesics. Long edges are cut into
 * pieces along the geodesic; each piece counts on the sphere of equal area.
 */
export function ringArea(ring: Ring, ellipsoid: Ellipsoid = CGCS2000): number {
  const figure = figureOf(ellipsoid)
  let area = 0
  let from: Position | undefined
  let half = 0
  const step = (to: Position) => {
    const next = halfTangent(to[1], figure)
    if (from) area -= areaUnder(from, to, half, next, figure)
    from = to
    half = next
  }
  for (const to of ring) {
    if (from && isLong(from, to)) for (const piece of piecesOf(from, to, figure)) step(piece)
    step(to)
  }
  return area
}

const isLong = ([lng1, lat1]: Position, [lng2, lat2]: Position) =>
  Math.abs(lng2 - lng1) > LONGEST_PIECE || Math.abs(lat2 - lat1) > LONGEST_PIECE

/** The area of a geometry in m²: holes taken off, whichever way the rings run. Null for what is no area. */
export function areaOf(geometry: Geometry, ellipsoid: Ellipsoid = CGCS2000): number | null {
  if (geometry.type !== 'MultiPolygon') return null
  let area = 0
  for (const [outer, ...holes] of geometry.coordinates) {
    if (outer) area += Math.abs(ringArea(outer, ellipsoid))
    for (const hole of holes) area -= Math.abs(ringArea(hole, ellipsoid))
  }
  return Math.max(0, area)
}

/** The length of the lines of a geometry in m. Null for what is no line. */
export function lengthOf(geometry: Geometry, ellipsoid: Ellipsoid = CGCS2000): number | null {
  if (geometry.type !== 'MultiLineString') return null
  return lineLength(geometry, ellipsoid)
}

/** The length of all outlines of an area in m; null for what is no area. */
export function perimeterOf(geometry: Geometry, ellipsoid: Ellipsoid = CGCS2000): number | null {
  return geometry.type === 'MultiPolygon' ? lineLength(geometry, ellipsoid) : null
}

function lineLength(geometry: Geometry, ellipsoid: Ellipsoid): number {
  let length = 0
  for (const line of linesOf(geometry)) {
    let from: Position | undefined
    for (const to of line) {
      if (from) length += distance(from, to, ellipsoid)
      from = to
    }
  }
  return length
}

/** The length of the geodesic between two positions in m. */
export function distance(from: Position, to: Position, ellipsoid: Ellipsoid = CGCS2000): number {
  return inverse(from, to, figureOf(ellipsoid)).length
}

interface Inverse {
  length: number
  /** At the first position, clockwise from north, radians. */
  azimuth: number
}

/**
 * Length and direction of the geodesic from one position to another (Vincenty 1975). Where it does not converge (nearly
 * antipodal positions, which no map of ours has) the great circle's stand in.
 */
function inverse([lng1, lat1]: Position, [lng2, lat2]: Position, { a, f }: Figure): Inverse {
  const b = a * (1 - f)
  const l = wrapped(lng2 - lng1) * RADIANS
  const [sinU1, cosU1] = reduced(lat1, f)
  const [sinU2, cosU2] = reduced(lat2, f)
  let lambda = l
  for (let round = 0; round < 200; round++) {
    const [sinL, cosL] = [Math.sin(lambda), Math.cos(lambda)]
    const sinSigma = Math.hypot(cosU2 * sinL, cosU1 * sinU2 - sinU1 * cosU2 * cosL)
    if (sinSigma === 0) return { length: 0, azimuth: 0 }
    const cosSigma = sinU1 * sinU2 + cosU1 * cosU2 * cosL
    const sigma = Math.atan2(sinSigma, cosSigma)
    const sinAlpha = (cosU1 * cosU2 * sinL) / sinSigma
    const cos2Alpha = 1 - sinAlpha * sinAlpha
    const cos2M = cos2Alpha > 1e-15 ? cosSigma - (2 * sinU1 * sinU2) / cos2Alpha : 0
    const c = (f / 16) * cos2Alpha * (4 + f * (4 - 3 * cos2Alpha))
    const next = l + (1 - c) * f * sinAlpha * (sigma + c * sinSigma * (cos2M + c * cosSigma * (-1 + 2 * cos2M * cos2M)))
    const isThere = Math.abs(next - lambda) < 1e-13
    lambda = next
    if (!isThere && round < 199) continue
    const u2 = (cos2Alpha * (a * a - b * b)) / (b * b)
    const A = 1 + (u2 / 16384) * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)))
    const length = b * A * (sigma - sigmaCorrection(u2, sinSigma, cosSigma, cos2M))
    const azimuth = Math.atan2(cosU2 * Math.sin(lambda), cosU1 * sinU2 - sinU1 * cosU2 * Math.cos(lambda))
    return { length, azimuth }
  }
  return { length: Number.NaN, azimuth: Number.NaN }
}

/** Where one comes to after so many metres in a direction (Vincenty 1975). */
function direct([lng, lat]: Position, azimuth: number, length: number, { a, f }: Figure): Position {
  const b = a * (1 - f)
  const [sinU, cosU] = reduced(lat, f)
  const [sinA1, cosA1] = [Math.sin(azimuth), Math.cos(azimuth)]
  const sigma1 = Math.atan2(sinU, cosU * cosA1)
  const sinAlpha = cosU * sinA1
  const cos2Alpha = 1 - sinAlpha * sinAlpha
  const u2 = (cos2Alpha * (a * a - b * b)) / (b * b)
  const A = 1 + (u2 / 16384) * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)))
  let sigma = length / (b * A)
  for (let round = 0; round < 100; round++) {
    const cos2M = Math.cos(2 * sigma1 + sigma)
    const next = length / (b * A) + sigmaCorrection(u2, Math.sin(sigma), Math.cos(sigma), cos2M)
    if (Math.abs(next - sigma) < 1e-13) break
    sigma = next
  }
  const [sinS, cosS, cos2M] = [Math.sin(sigma), Math.cos(sigma), Math.cos(2 * sigma1 + sigma)]
  const across = sinU * sinS - cosU * cosS * cosA1
  const latitude = Math.atan2(sinU * cosS + cosU * sinS * cosA1, (1 - f) * Math.hypot(sinAlpha, across))
  const lambda = Math.atan2(sinS * sinA1, cosU * cosS - sinU * sinS * cosA1)
  const c = (f / 16) * cos2Alpha * (4 + f * (4 - 3 * cos2Alpha))
  const l = lambda - (1 - c) * f * sinAlpha * (sigma + c * sinS * (cos2M + c * cosS * (-1 + 2 * cos2M * cos2M)))
  return [lng + l / RADIANS, latitude / RADIANS]
}

function sigmaCorrection(u2: number, sinSigma: number, cosSigma: number, cos2M: number): number {
  const B = (u2 / 1024) * (256 + u2 * (-128 + u2 * (74 - 47 * u2)))
  const inner =
    cosSigma * (-1 + 2 * cos2M * cos2M) - (B / 6) * cos2M * (-3 + 4 * sinSigma * sinSigma) * (-3 + 4 * cos2M * cos2M)
  return B * sinSigma * (cos2M + (B / 4) * inner)
}

/** Positions that cut the geodesic into short pieces, without its ends. */
function* piecesOf(from: Position, to: Position, figure: Figure): Generator<Position> {
  // An edge to or from a pole, or along a meridian, has no area to cut: it runs along one.
  const span = Math.max(Math.abs(wrapped(to[0] - from[0])), Math.abs(to[1] - from[1]))
  if (Math.abs(from[1]) === 90 || Math.abs(to[1]) === 90 || from[0] === to[0]) return
  const { length, azimuth } = inverse(from, to, figure)
  if (!Number.isFinite(length)) return
  const pieces = Math.ceil(span / LONGEST_PIECE)
  for (let piece = 1; piece < pieces; piece++) yield direct(from, azimuth, (length * piece) / pieces, figure)
}

const wrapped = (degrees: number) => (degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees)

/** Sine and cosine of the reduced latitude. */
function reduced(latitude: number, f: number): [sine: number, cosine: number] {
  const tangent = (1 - f) * Math.tan(latitude * RADIANS)
  const cosine = 1 / Math.hypot(1, tangent)
  return [tangent * cosine, cosine]
}
