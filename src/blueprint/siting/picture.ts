import { distance } from '../ellipsoid.ts'
import type { Kind } from '../kinds.ts'
import { KIND_WORDS } from '../words.ts'
import { HEIGHT_PX, type Scene, type Shape, WIDTH_PX } from './drawing.ts'
import { DRAWING_ORDER, LOOKS } from './look.ts'

const LEGEND_PX = 30
const COLUMNS = 5
const INK = '#1b2530'
const SITE = '#111827'

/** The picture of a site as SVG: what it touches in the colours of the kinds, outlines, scale, north and legend. */
export function pictureOf(scene: Scene, site: Shape['geometry']): { svg: string; widthPx: number; heightPx: number } {
  const place = projection(scene)
  const features = [...scene.features].sort(
    (one, other) => DRAWING_ORDER.indexOf(one.kind) - DRAWING_ORDER.indexOf(other.kind),
  )
  const kinds = DRAWING_ORDER.filter((kind) => features.some((feature) => feature.kind === kind))
  const heightPx = HEIGHT_PX + LEGEND_PX * Math.ceil((kinds.length + 2) / COLUMNS) + 8
  const parts = [
    `<rect width="${WIDTH_PX}" height="${heightPx}" fill="#ffffff"/>`,
    `<clipPath id="frame"><rect x="0" y="0" width="${WIDTH_PX}" height="${HEIGHT_PX}"/></clipPath>`,
    '<g clip-path="url(#frame)">',
    `<rect width="${WIDTH_PX}" height="${HEIGHT_PX}" fill="#f6f4ee"/>`,
    ...features.map(({ kind, geometry }) => drawn(geometry, place, styleOf(kind))),
    ...scene.outlines.map(({ geometry }) =>
      drawn(geometry, place, 'fill="none" stroke="#6b7280" stroke-width="1.2" stroke-dasharray="6 3 1.5 3"'),
    ),
    drawn(site, place, `fill="${SITE}" fill-opacity="0.12" stroke="#ffffff" stroke-width="5"`),
    drawn(site, place, `fill="none" stroke="${SITE}" stroke-width="2.4"`),
    ...scene.outlines.slice(0, 4).map(({ name }, index) => label(name, 12, 20 + index * 17, 12, '#4b5563')),
    '</g>',
    north(),
    scaleBar(scene),
    `<rect x="0.5" y="0.5" width="${WIDTH_PX - 1}" height="${HEIGHT_PX - 1}" fill="none" stroke="${INK}"/>`,
    ...legend(kinds),
  ]
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH_PX}" height="${heightPx}" viewBox="0 0 ${WIDTH_PX} ${heightPx}">${parts.join('')}</svg>`
  return { svg, widthPx: WIDTH_PX, heightPx }
}

type Place = (position: readonly number[]) => string

/** Degrees to dots, true to the middle latitude: enough for one site. */
function projection({ box: [west, south, east, north] }: Scene): Place {
  const x = (lng: number) => (((lng - west) / (east - west)) * WIDTH_PX).toFixed(1)
  const y = (lat: number) => (((north - lat) / (north - south)) * HEIGHT_PX).toFixed(1)
  return ([lng = 0, lat = 0]) => `${x(lng)} ${y(lat)}`
}

function styleOf(kind: Kind): string {
  const { fill, line, width } = LOOKS[kind]
  return `fill="${fill}" fill-opacity="0.62" stroke="${line}" stroke-width="${width}"`
}

/** A GeoJSON geometry of any type; points as discs, lines without a fill. */
function drawn({ type, coordinates, ...rest }: Shape['geometry'], place: Place, style: string): string {
  const paths = (rings: readonly number[][][], closed: boolean) =>
    rings.map((ring) => `M${ring.map(place).join('L')}${closed ? 'Z' : ''}`).join('')
  switch (type) {
    case 'Point':
      return disc(coordinates as number[], place, style)
    case 'MultiPoint':
      return (coordinates as number[][]).map((point) => disc(point, place, style)).join('')
    case 'LineString':
      return `<path d="${paths([coordinates as number[][]], false)}" ${lineOnly(style)}/>`
    case 'MultiLineString':
      return `<path d="${paths(coordinates as number[][][], false)}" ${lineOnly(style)}/>`
    case 'Polygon':
      return `<path fill-rule="evenodd" d="${paths(coordinates as number[][][], true)}" ${style}/>`
    case 'MultiPolygon':
      return `<path fill-rule="evenodd" d="${(coordinates as number[][][][]).map((one) => paths(one, true)).join('')}" ${style}/>`
    case 'GeometryCollection':
      return ((rest as { geometries?: Shape['geometry'][] }).geometries ?? [])
        .map((one) => drawn(one, place, style))
        .join('')
    default:
      return ''
  }
}

const lineOnly = (style: string) => style.replace(/fill="[^"]*"(?: fill-opacity="[^"]*")?/, 'fill="none"')

function disc(point: readonly number[], place: Place, style: string): string {
  const [x, y] = place(point).split(' ')
  return `<circle cx="${x}" cy="${y}" r="6" ${style}/>`
}

function north(): string {
  const x = WIDTH_PX - 34
  return `<path d="M${x} 22L${x + 9} 50L${x} 43L${x - 9} 50Z" fill="${INK}"/>${label('北', x, 66, 13, INK, 'middle')}`
}

/** A round length (m) that is about a fifth of the picture's width, and how it is said. */
export function roundLength(widthM: number): { metres: number; words: string } {
  const wanted = widthM / 5
  const power = 10 ** Math.floor(Math.log10(wanted))
  const metres = ([5, 2, 1].find((step) => step * power <= wanted) ?? 1) * power
  return { metres, words: metres >= 1000 ? `${metres / 1000} 千米` : `${metres} 米` }
}

function scaleBar({ box: [west, south, east, north] }: Scene): string {
  const middle = (south + north) / 2
  const widthM = distance([west, middle], [east, middle])
  const { metres, words } = roundLength(widthM)
  const width = (metres / widthM) * WIDTH_PX
  const [x, y] = [16, HEIGHT_PX - 18]
  return (
    `<rect x="${x - 6}" y="${y - 22}" width="${width + 12}" height="34" fill="#ffffff" fill-opacity="0.8"/>` +
    `<path d="M${x} ${y - 5}V${y}H${x + width}V${y - 5}" fill="none" stroke="${INK}" stroke-width="1.6"/>` +
    label(words, x + width / 2, y - 8, 12, INK, 'middle')
  )
}

function legend(kinds: readonly Kind[]): string[] {
  const site = `fill="${SITE}" fill-opacity="0.12" stroke="${SITE}" stroke-width="2.4"`
  const outline = 'fill="none" stroke="#6b7280" stroke-width="1.2" stroke-dasharray="6 3 1.5 3"'
  const entries = [
    { words: '核验范围', style: site },
    { words: '行政区界线', style: outline },
    ...kinds.map((kind) => ({ words: KIND_WORDS[kind], style: styleOf(kind) })),
  ]
  return entries.map(({ words, style }, index) => {
    const x = 4 + (index % COLUMNS) * (WIDTH_PX / COLUMNS)
    const y = HEIGHT_PX + 10 + Math.floor(index / COLUMNS) * LEGEND_PX
    return `<rect x="${x + 2}" y="${y}" width="20" height="13" ${style}/>${label(words, x + 28, y + 11, 12, INK)}`
  })
}

function label(
  text: string,
  x: number,
  y: number,
  size: number,
  fill: string,
  anchor: 'start' | 'middle' = 'start',
): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${fill}" style="font-size:${size}px;">${escaped}</text>`
}
