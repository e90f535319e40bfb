import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import * as fontkit from 'fontkit'

/**
 * Text as outlines, so that a picture shows Chinese on any machine. The font comes in about a hundred pieces by ranges of
 * characters; a piece is opened when a character of it is needed.
 */

const WEIGHT = 400
const FAMILY = 'noto-sans-sc'

interface Point {
  x: number
  y: number
  endContour: boolean
  copy(): Point
}
/** What fontkit keeps of a glyph of a WOFF2 file. */
interface Decoded {
  numberOfContours: number
  points?: Point[]
}
/** Inner parts of fontkit's WOFF2 font: it does not vary such glyphs by itself. */
type WeightedFont = fontkit.Font & {
  variationCoords: number[]
  _variationProcessor: { transformPoints(glyph: number, points: Point[]): void } | null
  _transformedGlyphs: (Decoded | undefined)[]
}

interface Piece {
  file: string
  ranges: [number, number][]
  font: WeightedFont | null
  varied: Set<number>
}

let pieces: Piece[] | null = null

function allPieces(): Piece[] {
  if (pieces) return pieces
  const folder = dirname(createRequire(import.meta.url).resolve(`@fontsource-variable/${FAMILY}/package.json`))
  const listed = JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>
  pieces = Object.entries(listed).map(([key, ranges]) => ({
    file: join(folder, 'files', `${FAMILY}-${key.replace(/[[\]]/g, '')}-wght-normal.woff2`),
    ranges: ranges.split(',').map(rangeOf),
    font: null,
    varied: new Set(),
  }))
  return pieces
}

function rangeOf(text: string): [number, number] {
  const [from = '', to = from] = text.trim().replace(/^U\+/i, '').split('-')
  return [Number.parseInt(from, 16), Number.parseInt(to, 16)]
}

function pieceOf(character: number): Piece | undefined {
  return allPieces().find(({ ranges }) => ranges.some(([from, to]) => character >= from && character <= to))
}

function fontOf(piece: Piece): WeightedFont {
  if (!piece.font) {
    piece.font = fontkit.create(readFileSync(piece.file)) as WeightedFont
    piece.font.variationCoords = [WEIGHT]
  }
  return piece.font
}

interface Outline {
  path: string
  /** In parts of the type's size. */
  advance: number
  unitsPerEm: number
}

const known = new Map<number, Outline | null>()

/** The outline of one character; null where the font has none. */
function outlineOf(character: number): Outline | null {
  const before = known.get(character)
  if (before !== undefined) return before
  const piece = pieceOf(character)
  const font = piece ? fontOf(piece) : null
  let outline: Outline | null = null
  if (piece && font?.hasGlyphForCodePoint(character)) {
    const glyph = font.glyphForCodePoint(character)
    weigh(piece, font, glyph.id)
    outline = {
      path: glyph.path.toSVG(),
      advance: glyph.advanceWidth / font.unitsPerEm,
      unitsPerEm: font.unitsPerEm,
    }
  }
  known.set(character, outline)
  return outline
}

/** Moves the points of a glyph to the weight wanted (gvar); the four phantom points follow the outline's. */
function weigh(piece: Piece, font: WeightedFont, glyph: number): void {
  const decoded = font._transformedGlyphs?.[glyph]
  if (piece.varied.has(glyph) || !decoded?.points || decoded.numberOfContours <= 0) return
  piece.varied.add(glyph)
  const phantom = (): Point => ({ x: 0, y: 0, endContour: true, copy: phantom })
  const points = [...decoded.points.map((point) => point.copy()), phantom(), phantom(), phantom(), phantom()]
  font._variationProcessor?.transformPoints(glyph, points)
  decoded.points = points.slice(0, -4)
}

/** How wide a text of this size is; a character without an outline counts as one em. */
export function widthOfText(text: string, size: number): number {
  let width = 0
  for (const sign of text) width += (outlineOf(sign.codePointAt(0) ?? 0)?.advance ?? 1) * size
  return width
}

export interface TextPlace {
  x: number
  /** Of the base line. */
  y: number
  size: number
  anchor: 'start' | 'middle' | 'end'
  fill: string
  /** SVG transform of the text element. */
  transform?: string
}

/** One line of text as an SVG group of paths. */
export function textPaths(text: string, { x, y, size, anchor, fill, transform }: TextPlace): string {
  const width = widthOfText(text, size)
  let at = x - (anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0)
  const paths: string[] = []
  for (const sign of text) {
    const outline = outlineOf(sign.codePointAt(0) ?? 0)
    if (outline?.path) {
      const scale = size / outline.unitsPerEm
      paths.push(
        `<path transform="translate(${at.toFixed(2)} ${y.toFixed(2)}) scale(${scale} ${-scale})" d="${outline.path}"/>`,
      )
    }
    at += (outline?.advance ?? 1) * size
  }
  return `<g fill="${fill}"${transform ? ` transform="${transform}"` : ''}>${paths.join('')}</g>`
}
