import type { FeatureCollection, Geometry } from 'geojson'

/** What one draws on the map. */
export type Shape = 'area' | 'line' | 'point'
export const SHAPES = ['area', 'line', 'point'] as const satisfies Shape[]

/** A site as it is drawn: its points in the order in which they were clicked. */
export interface DrawnSite {
  shape: Shape
  positions: readonly (readonly [number, number])[]
}

/** An address holds no more than so many points; what needs more comes in a file. */
export const MOST_POSITIONS = 80
const LEAST: Readonly<Record<Shape, number>> = { area: 3, line: 2, point: 1 }
const WORD = /^(area|line|point):((?:-?\d{1,3}(?:\.\d{1,6})?,-?\d{1,3}(?:\.\d{1,6})?(?:;|$))*)$/

/** Whether a word of the address is a site. */
export const isSiteWord = (word: string): boolean => WORD.test(word) && word.split(';').length <= MOST_POSITIONS

/** `area:109.1,21.4;109.2,21.4;109.2,21.5` */
export function siteWord({ shape, positions }: DrawnSite): string {
  const places = positions.map((position) => position.map((degrees) => String(Number(degrees.toFixed(6)))).join(','))
  return `${shape}:${places.join(';')}`
}

/** The site of a word; nothing drawn yet where there is none. */
export function siteOfWord(word: string | undefined): DrawnSite {
  const [, shape = 'area', places = ''] = WORD.exec(word ?? '') ?? []
  const positions = places
    .split(';')
    .filter(Boolean)
    .map((place) => place.split(',').map(Number) as [number, number])
  return { shape: shape as Shape, positions }
}

/** With one more point; a point stands at the newest alone. */
export function withPosition(site: DrawnSite, at: readonly [number, number]): DrawnSite {
  if (site.shape === 'point') return { ...site, positions: [at] }
  return site.positions.length >= MOST_POSITIONS ? site : { ...site, positions: [...site.positions, at] }
}

/** What is drawn as GeoJSON; null while points are missing. */
export function geometryOf({ shape, positions }: DrawnSite): Geometry | null {
  const [first] = positions
  if (!first || positions.length < LEAST[shape]) return null
  const places = positions.map(([x, y]) => [x, y])
  if (shape === 'point') return { type: 'Point', coordinates: [...first] }
  if (shape === 'line') return { type: 'LineString', coordinates: places }
  return { type: 'Polygon', coordinates: [[...places, [...first]]] }
}

/** A site with the points that were clicked, as the map draws it. */
export function shapesOf(geometry: Geometry | null, { positions }: DrawnSite): FeatureCollection | null {
  if (!geometry && positions.length === 0) return null
  const feature = (one: Geometry) => ({ type: 'Feature', properties: {}, geometry: one }) as const
  return {
    type: 'FeatureCollection',
    features: [
      ...(geometry ? [feature(geometry)] : []),
      ...(!geometry && positions.length > 1
        ? [feature({ type: 'LineString', coordinates: positions.map((place) => [...place]) })]
        : []),
      ...positions.map((place) => feature({ type: 'Point', coordinates: [...place] })),
    ],
  }
}

/** Where the map is to be for a place of any form (`at` in the address): at its middle point, near enough to see it. */
export function placeOfGeometry(geometry: { coordinates?: unknown }): string | undefined {
  let part: unknown = geometry.coordinates
  while (Array.isArray(part) && Array.isArray(part[0])) part = part[Math.floor(part.length / 2)]
  const [lng, lat] = Array.isArray(part) ? part : []
  return typeof lng === 'number' && typeof lat === 'number' ? `${lng.toFixed(5)},${lat.toFixed(5)},11` : undefined
}
