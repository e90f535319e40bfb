import { Matrix } from './matrix.ts'
import type { Provision } from './types.ts'

/** How far neighbours reach, in provisions, and the distance over which their word loses most of its weight. */
const REACH = 16
const DECAY = 4
/** What a neighbour of the same chapter counts that stands under another heading. */
const SAME_CHAPTER = 0.3

/** The provisions near one, in its section or at least its chapter, with the weight of each. */
function nearTo(provisions: readonly Provision[], index: number): [neighbour: number, weight: number][] {
  const here = provisions[index]?.path ?? []
  const near: [number, number][] = []
  for (let other = Math.max(0, index - REACH); other <= Math.min(provisions.length - 1, index + REACH); other++) {
    const there = provisions[other]?.path ?? []
    if (other === index || here.length === 0 || here[0] !== there[0]) continue
    const same = here.length === there.length && here.every((title, depth) => title === there[depth])
    near.push([other, (same ? 1 : SAME_CHAPTER) * Math.exp(-Math.abs(other - index) / DECAY)])
  }
  return near
}

/**
 * For each pair, how much the provisions around the upper one are carried out by the lower one or by those around it,
 * against the best of its row. Two plans of one matter follow each other's order.
 */
export function neighbourSupport(upper: readonly Provision[], lower: readonly Provision[], text: Matrix): Matrix {
  // The third power leaves what is clear; a row adds up to one, so that a long provision has no louder voice.
  const sharp = Matrix.of(text.rows, text.columns, (row, column) => text.at(row, column) ** 3)
  const sums = Array.from({ length: text.rows }, (_, row) => {
    let sum = 0
    for (let column = 0; column < text.columns; column++) sum += sharp.at(row, column)
    return sum
  })
  const spread = new Matrix(text.rows, text.columns)
  for (let column = 0; column < text.columns; column++) {
    const around: [number, number][] = [[column, 1], ...nearTo(lower, column)]
    for (let row = 0; row < text.rows; row++) {
      const sum = sums[row] ?? 0
      if (sum === 0) continue
      for (const [other, weight] of around) spread.add(row, column, (weight * sharp.at(row, other)) / sum)
    }
  }
  const support = new Matrix(text.rows, text.columns)
  for (let row = 0; row < text.rows; row++) {
    for (const [other, weight] of nearTo(upper, row)) {
      for (let column = 0; column < text.columns; column++) support.add(row, column, weight * spread.at(other, column))
    }
  }
  return support.byRow()
}
