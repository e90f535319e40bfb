/** What a map on paper must know of its place. */
export interface PaperPlace {
  /** Degrees. */
  latitude: number
  /** Width of the map on paper, in millimetres, and the pixels that it is drawn with at 96 for an inch. */
  millimetres: number
  pixels: number
}

/** Scales that are written on maps: one to so many. */
export const SCALES = [
  1000, 2000, 5000, 10_000, 25_000, 50_000, 100_000, 200_000, 250_000, 500_000, 750_000, 1_000_000, 1_500_000,
  2_000_000, 2_500_000, 3_000_000, 4_000_000, 5_000_000, 7_500_000, 10_000_000,
] as const

const EQUATOR = 6378137
const E2 = 0.006694380022900788
const TILE = 512

/** Metres that one pixel covers, from west to east on the ellipsoid. */
function metresOfPixel(zoom: number, latitude: number): number {
  const radians = (latitude * Math.PI) / 180
  const parallel = (EQUATOR * Math.cos(radians)) / Math.sqrt(1 - E2 * Math.sin(radians) ** 2)
  return (2 * Math.PI * parallel) / (TILE * 2 ** zoom)
}

/** The zoom at which a map on paper is one to `scale` at its middle. */
export function zoomOfScale(scale: number, place: PaperPlace): number {
  const metres = (place.millimetres / 1000) * scale
  return Math.log2((metresOfPixel(0, place.latitude) * place.pixels) / metres)
}

/** One to how many a map on paper is at this zoom. */
export function scaleOfZoom(zoom: number, place: PaperPlace): number {
  return (metresOfPixel(zoom, place.latitude) * place.pixels) / (place.millimetres / 1000)
}

/** The largest written scale that still shows all that the zoom shows. */
export function writtenScale(zoom: number, place: PaperPlace): number {
  const wanted = scaleOfZoom(zoom, place)
  return SCALES.find((scale) => scale >= wanted * 0.999) ?? SCALES.at(-1) ?? wanted
}

/** A bar of a round length: metres on the ground, and millimetres on paper, at most `longest`. */
export function scaleBar(scale: number, longest: number): { metres: number; millimetres: number } {
  const most = (longest / 1000) * scale
  const power = 10 ** Math.floor(Math.log10(most))
  const metres = ([5, 2, 1].find((step) => step * power <= most) ?? 1) * power
  return { metres, millimetres: (metres / scale) * 1000 }
}
