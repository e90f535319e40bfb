import type { Part } from './candidates.ts'
import { countOf, type Polygons } from './polygons.ts'

/** Features of both layers in a cell, about: few enough to be swept fast, many enough that few lie in two cells. */
const PER_CELL = 1500

/** The map in equal cells, with the features whose boxes touch each; in shared memory, for all threads. */
export interface Grid {
  readonly columns: number
  readonly rows: number
  /** West, south, and the width and height of a cell, in grid units. */
  readonly frame: Float64Array
  /** Features of a layer by cell: those of cell i stand from its start to the next one's. */
  readonly left: CellLists
  readonly right: CellLists
}

export interface CellLists {
  readonly starts: Uint32Array
  readonly features: Uint32Array
}

/** Lays a grid over the ground where two layers may meet. */
export function gridOver(left: Polygons, right: Polygons): Grid {
  const ones = extentOf(left)
  const others = extentOf(right)
  const west = Math.max(ones[0], others[0])
  const south = Math.max(ones[1], others[1])
  const width = Math.max(1, Math.min(ones[2], others[2]) - west)
  const height = Math.max(1, Math.min(ones[3], others[3]) - south)
  const cells = Math.max(1, (countOf(left) + countOf(right)) / PER_CELL)
  const columns = Math.max(1, Math.round(Math.sqrt((cells * width) / height)))
  const rows = Math.max(1, Math.round(cells / columns))
  const frame = new Float64Array(new SharedArrayBuffer(32))
  frame.set([west, south, width / columns, height / rows])
  const bare = { columns, rows, frame }
  return { ...bare, left: cellListsOf(left, bare), right: cellListsOf(right, bare) }
}

/** The cell as a part of the map; the outer ones go on without an end, so that no pair is lost. */
export function partOf({ columns, rows, frame }: Pick<Grid, 'columns' | 'rows' | 'frame'>, cell: number): Part {
  const [west = 0, south = 0, width = 0, height = 0] = frame
  const column = cell % columns
  const row = Math.floor(cell / columns)
  return [
    column === 0 ? -Infinity : west + column * width,
    row === 0 ? -Infinity : south + row * height,
    column === columns - 1 ? Infinity : west + (column + 1) * width,
    row === rows - 1 ? Infinity : south + (row + 1) * height,
  ]
}

function extentOf({ boxes }: Polygons): [number, number, number, number] {
  const extent: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let at = 0; at < boxes.length; at += 4) {
    extent[0] = Math.min(extent[0], boxes[at] as number)
    extent[1] = Math.min(extent[1], boxes[at + 1] as number)
    extent[2] = Math.max(extent[2], boxes[at + 2] as number)
    extent[3] = Math.max(extent[3], boxes[at + 3] as number)
  }
  return extent
}

function cellListsOf(polygons: Polygons, grid: Pick<Grid, 'columns' | 'rows' | 'frame'>): CellLists {
  const starts = new Uint32Array(new SharedArrayBuffer((grid.columns * grid.rows + 1) * 4))
  eachCell(polygons, grid, (_feature, cell) => {
    starts[cell + 1] = (starts[cell + 1] as number) + 1
  })
  for (let cell = 1; cell < starts.length; cell++)
    starts[cell] = (starts[cell] as number) + (starts[cell - 1] as number)
  const features = new Uint32Array(new SharedArrayBuffer((starts.at(-1) as number) * 4))
  const next = starts.slice()
  eachCell(polygons, grid, (feature, cell) => {
    const place = next[cell] as number
    features[place] = feature
    next[cell] = place + 1
  })
  return { starts, features }
}

function eachCell(
  { boxes }: Polygons,
  { columns, rows, frame }: Pick<Grid, 'columns' | 'rows' | 'frame'>,
  call: (feature: number, cell: number) => void,
): void {
  const [west = 0, south = 0, width = 1, height = 1] = frame
  const within = (value: number, end: number) => Math.min(end - 1, Math.max(0, Math.floor(value)))
  for (let feature = 0; feature * 4 < boxes.length; feature++) {
    const at = feature * 4
    const firstColumn = within(((boxes[at] as number) - west) / width, columns)
    const lastColumn = within(((boxes[at + 2] as number) - west) / width, columns)
    const firstRow = within(((boxes[at + 1] as number) - south) / height, rows)
    const lastRow = within(((boxes[at + 3] as number) - south) / height, rows)
    for (let row = firstRow; row <= lastRow; row++)
      for (let column = firstColumn; column <= lastColumn; column++) call(feature, row * columns + column)
  }
}
