import type { Feature, Position } from 'geojson'

/** Features of one class that are too small to be seen apart, counted into one cell of a lattice of degrees. */
export interface Crumbs {
  class: string
  /** The cell's place: its south-west corner is (column, row) times the lattice's side. */
  column: number
  row: number
  /** Square metres of all of them. */
  area: number
  count: number
}

const EARTH_RADIUS = 6378137
/** From this part of a cell on it is drawn. */
const DRAWN_FROM = 0.5

/**
 * Draws small features together: a cell that they fill to more than half is drawn, and what it held too much or too
 * little goes to its neighbour on the right, so that the area drawn is the area there is. Cells side by side become one rectangle.
 * @param side of a cell, in degrees
 */
export function mergeCrumbs(crumbs: readonly Crumbs[], side: number): Feature[] {
  const features: Feature[] = []
  const ordered = [...crumbs].sort(
    (one, other) => compare(one.class, other.class) || one.row - other.row || one.column - other.column,
  )
  let run: { class: string; row: number; from: number; to: number; count: number } | null = null
  let before: Crumbs | null = null
  let carried = 0
  const close = () => {
    if (run) features.push(rectangle(run, side))
    run = null
  }
  for (const cell of ordered) {
    const beside = before?.class === cell.class && before.row === cell.row && before.column === cell.column - 1
    if (!beside) {
      close()
      carried = 0
    }
    before = cell
    const filled = cell.area / cellArea(cell.row, side) + carried
    if (filled < DRAWN_FROM) {
      carried = filled
      close()
      continue
    }
    // What is above a whole cell goes on, but not without end: overlapping features may fill a cell many times.
    carried = Math.min(filled - 1, 1)
    if (run) {
      run.to = cell.column
      run.count += cell.count
    } else run = { class: cell.class, row: cell.row, from: cell.column, to: cell.column, count: cell.count }
  }
  close()
  return features
}

function rectangle(
  { class: name, row, from, to, count }: { class: string; row: number; from: number; to: number; count: number },
  side: number,
): Feature {
  const [west, east, south, north] = [from * side, (to + 1) * side, row * side, (row + 1) * side]
  const ring: Position[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return {
    type: 'Feature',
    properties: { class: name, merged: count },
    geometry: { type: 'Polygon', coordinates: [ring] },
  }
}

function cellArea(row: number, side: number): number {
  const metres = ((side * Math.PI) / 180) * EARTH_RADIUS
  return metres * metres * Math.cos(((row + 0.5) * side * Math.PI) / 180)
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
