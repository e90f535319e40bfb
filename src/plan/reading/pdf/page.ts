import type { PDFPageProxy } from 'unpdf/pdfjs'
import { LIMITS } from '../limits.ts'
import { refusals } from '../refusals.ts'

/** A run of characters as a PDF page places it. Coordinates in points from the upper left corner of the page as shown. */
export interface Piece {
  words: string
  x: number
  /** The baseline. */
  y: number
  right: number
  size: number
}

/** A ruling line, horizontal or vertical. */
export interface Rule {
  x1: number
  y1: number
  x2: number
  y2: number
}

export interface PdfPage {
  number: number
  width: number
  height: number
  pieces: Piece[]
  /** Text at another angle than most of the page: watermarks, stamps. */
  tilted: string[]
  rules: Rule[]
  /** Whether anything is drawn on it. */
  isDrawn: boolean
}

type Matrix = readonly [number, number, number, number, number, number]

const multiply = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
]

interface TextItem {
  str: string
  width: number
  height: number
  transform: Matrix
}

/** Operators of a page that matter here, by their number in pdf.js. */
export interface Operators {
  save: number
  restore: number
  transform: number
  constructPath: number
  stroke: number
  closeStroke: number
  fill: number
  eoFill: number
  fillStroke: number
  eoFillStroke: number
  paintFormXObjectBegin: number
  paintFormXObjectEnd: number
}

/** Text and ruling lines of one page. @throws Refusal too_complex */
export async function readPage(page: PDFPageProxy, operators: Operators, file: string): Promise<PdfPage> {
  const viewport = page.getViewport({ scale: 1 })
  const base = viewport.transform as unknown as Matrix
  const content = await page.getTextContent({ disableNormalization: true })
  const list = await page.getOperatorList({ annotationMode: 0 })
  if (content.items.length > LIMITS.pdfPageItems || list.fnArray.length > LIMITS.pdfPageItems * 5)
    throw refusals.tooComplex(file, `page ${page.pageNumber} has more than ${LIMITS.pdfPageItems} pieces of text`)
  const turned = content.items.flatMap((item) => ('str' in item ? [turn(item as unknown as TextItem, base)] : []))
  const angle = mainAngle(turned)
  const { width, height } = viewport
  const result: PdfPage = {
    number: page.pageNumber,
    width: angle % 180 === 0 ? width : height,
    height: angle % 180 === 0 ? height : width,
    pieces: [],
    tilted: [],
    rules: [],
    isDrawn: list.fnArray.length > 0,
  }
  const back = rotation(angle, width, height)
  for (const one of turned) {
    if (one.item.str === '') continue
    if (one.angle !== angle) {
      if (one.item.str.trim() !== '') result.tilted.push(one.item.str)
      continue
    }
    const [, , , , x, y] = multiply(back, one.matrix)
    result.pieces.push({ words: one.item.str, x, y, right: x + one.item.width, size: one.size })
  }
  result.rules = rulesOf(list.fnArray, list.argsArray as unknown[][], operators, multiply(back, base))
  return result
}

function turn(item: TextItem, base: Matrix) {
  const matrix = multiply(base, item.transform)
  const size = Math.hypot(matrix[2], matrix[3]) || item.height || 1
  const degrees = (Math.atan2(matrix[1], matrix[0]) * 180) / Math.PI
  return { item, matrix, size, angle: (Math.round(degrees / 10) * 10 + 360) % 360 }
}

/** The angle of most characters, if it is a right one: wide tables are often set sideways. */
function mainAngle(turned: readonly { item: TextItem; angle: number }[]): number {
  const counts = new Map<number, number>()
  for (const { item, angle } of turned)
    if (angle % 90 === 0) counts.set(angle, (counts.get(angle) ?? 0) + item.str.length)
  let main = 0
  for (const [angle, count] of counts) if (count > (counts.get(main) ?? 0)) main = angle
  return main
}

/** Turns a page so that text at `angle` becomes upright. */
function rotation(angle: number, width: number, height: number): Matrix {
  if (angle === 90) return [0, -1, 1, 0, 0, width]
  if (angle === 180) return [-1, 0, 0, -1, width, height]
  if (angle === 270) return [0, 1, -1, 0, height, 0]
  return [1, 0, 0, 1, 0, 0]
}

/** Thickest box that is a line, in points. */
const LINE_WIDTH = 3
const SHORTEST_RULE = 4

/** Horizontal and vertical lines that are stroked, or filled as thin boxes. */
function rulesOf(functions: readonly number[], args: readonly unknown[][], operators: Operators, base: Matrix): Rule[] {
  const rules: Rule[] = []
  const stack: Matrix[] = []
  let matrix = base
  functions.forEach((operator, index) => {
    const parameters = args[index]
    if (operator === operators.save) stack.push(matrix)
    else if (operator === operators.restore || operator === operators.paintFormXObjectEnd) matrix = stack.pop() ?? base
    else if (operator === operators.transform) matrix = multiply(matrix, parameters as unknown as Matrix)
    else if (operator === operators.paintFormXObjectBegin) {
      stack.push(matrix)
      const own = parameters?.[0]
      if (Array.isArray(own) && own.length === 6) matrix = multiply(matrix, own as unknown as Matrix)
    } else if (operator === operators.constructPath && rules.length < LIMITS.pdfPageItems) {
      const [paint, paths] = parameters as [number, (Float32Array | null)[]]
      const isStroked = [
        operators.stroke,
        operators.closeStroke,
        operators.fillStroke,
        operators.eoFillStroke,
      ].includes(paint)
      const isFilled = [operators.fill, operators.eoFill].includes(paint)
      const path = paths[0]
      if ((isStroked || isFilled) && path) rulesOfPath(path, matrix, isStroked, rules)
    }
  })
  return rules
}

/** Path data of pdf.js: 0 move x y, 1 line x y, 2 curve (6 numbers), 3 quadratic curve (4 numbers), 4 close. */
function rulesOfPath(path: Float32Array, matrix: Matrix, isStroked: boolean, rules: Rule[]): void {
  const at = (index: number) => path[index] ?? 0
  const apply = (x: number, y: number) =>
    [matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]] as const
  let points: (readonly [number, number])[] = []
  const finish = () => {
    if (points.length > 1) {
      if (isStroked) for (let one = 1; one < points.length; one++) addRule(points[one - 1], points[one], rules)
      else addThinBox(points, rules)
    }
    points = []
  }
  for (let index = 0; index < path.length; ) {
    const kind = at(index)
    if (kind === 0) {
      finish()
      points.push(apply(at(index + 1), at(index + 2)))
      index += 3
    } else if (kind === 1) {
      points.push(apply(at(index + 1), at(index + 2)))
      index += 3
    } else if (kind === 4) {
      const [first] = points
      if (first) points.push(first)
      index += 1
    } else {
      finish()
      index += kind === 2 ? 7 : 5
    }
  }
  finish()
}

type Point = readonly [number, number]

function addRule(from: Point | undefined, to: Point | undefined, rules: Rule[]): void {
  if (!from || !to) return
  const rule = {
    x1: Math.min(from[0], to[0]),
    y1: Math.min(from[1], to[1]),
    x2: Math.max(from[0], to[0]),
    y2: Math.max(from[1], to[1]),
  }
  const across = rule.x2 - rule.x1
  const down = rule.y2 - rule.y1
  if (Math.min(across, down) <= 1 && Math.max(across, down) >= SHORTEST_RULE) rules.push(rule)
}

function addThinBox(points: readonly Point[], rules: Rule[]): void {
  const xs = points.map((point) => point[0])
  const ys = points.map((point) => point[1])
  const [x1, x2, y1, y2] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  if (y2 - y1 <= LINE_WIDTH) addRule([x1, (y1 + y2) / 2], [x2, (y1 + y2) / 2], rules)
  else if (x2 - x1 <= LINE_WIDTH) addRule([(x1 + x2) / 2, y1], [(x1 + x2) / 2, y2], rules)
}
