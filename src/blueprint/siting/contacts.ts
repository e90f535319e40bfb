import { distance } from '../ellipsoid.ts'
import type { Position } from '../geometry/geojson.ts'
import { isBetween, orientation } from '../overlay/orientation.ts'

/** Where lines meet: at so many places, and along a stretch of so many metres. */
export interface Contacts {
  readonly crossings: number
  readonly lengthM: number
}

/** Steps of the grid that all geometry lies on, in a degree: whole numbers are compared without a rounding. */
const GRID = 1e9

/** An edge on the grid: from x, y to x, y. */
type Edge = readonly [number, number, number, number]
type Lines = readonly (readonly Position[])[]

/**
 * Where lines meet others. A place where several edges meet counts once; a stretch that both run along is told by its
 * length, and its ends are no crossings.
 */
export function contactsOf(lines: Lines, others: Lines): Contacts {
  const own = edgesOf(lines)
  const [west, south, east, north] = boxOf(own)
  const theirs = edgesOf(others).filter(
    ([ax, ay, bx, by]) =>
      Math.max(ax, bx) >= west && Math.min(ax, bx) <= east && Math.max(ay, by) >= south && Math.min(ay, by) <= north,
  )
  const corners = new Set<string>()
  const ends = new Set<string>()
  let [across, lengthM] = [0, 0]
  for (const edge of own) {
    const shared: [number, number][] = []
    for (const other of theirs) {
      if (apart(edge, other)) continue
      const met = meeting(edge, other)
      if (met === null) continue
      if (met === 'across') across++
      else if (met.length === 1) corners.add(met[0])
      else {
        for (const end of met) ends.add(end)
        shared.push([along(edge, met[0]), along(edge, met[1])])
      }
    }
    lengthM += sharedLength(edge, shared)
  }
  return { crossings: across + [...corners].filter((corner) => !ends.has(corner)).length, lengthM }
}

/** Whether a place lies on one of the lines. */
export function isOn([x, y]: Position, lines: Lines): boolean {
  const [px, py] = [Math.round(x * GRID), Math.round(y * GRID)]
  return edgesOf(lines).some((edge) => holds(edge, px, py))
}

function edgesOf(lines: Lines): Edge[] {
  return lines.flatMap((line) => {
    const grid = line.map(([x, y]) => [Math.round(x * GRID), Math.round(y * GRID)] as const)
    return grid.slice(1).map(([bx, by], before): Edge => {
      const [ax, ay] = grid[before] as readonly [number, number]
      return [ax, ay, bx, by]
    })
  })
}

function boxOf(edges: readonly Edge[]): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [ax, ay, bx, by] of edges) {
    box[0] = Math.min(box[0], ax, bx)
    box[1] = Math.min(box[1], ay, by)
    box[2] = Math.max(box[2], ax, bx)
    box[3] = Math.max(box[3], ay, by)
  }
  return box
}

function apart([ax, ay, bx, by]: Edge, [cx, cy, dx, dy]: Edge): boolean {
  return (
    Math.max(ax, bx) < Math.min(cx, dx) ||
    Math.min(ax, bx) > Math.max(cx, dx) ||
    Math.max(ay, by) < Math.min(cy, dy) ||
    Math.min(ay, by) > Math.max(cy, dy)
  )
}

/** How two edges meet: not at all, across each other, at one corner, or along the stretch between two corners. */
function meeting(edge: Edge, other: Edge): null | 'across' | [string] | [string, string] {
  const [ax, ay, bx, by] = edge
  const [cx, cy, dx, dy] = other
  const [c, d] = [orientation(ax, ay, bx, by, cx, cy), orientation(ax, ay, bx, by, dx, dy)]
  const [a, b] = [orientation(cx, cy, dx, dy, ax, ay), orientation(cx, cy, dx, dy, bx, by)]
  if (Math.sign(a) * Math.sign(b) < 0 && Math.sign(c) * Math.sign(d) < 0) return 'across'
  const corners = new Set<string>()
  if (a === 0 && holds(other, ax, ay)) corners.add(`${ax} ${ay}`)
  if (b === 0 && holds(other, bx, by)) corners.add(`${bx} ${by}`)
  if (c === 0 && holds(edge, cx, cy)) corners.add(`${cx} ${cy}`)
  if (d === 0 && holds(edge, dx, dy)) corners.add(`${dx} ${dy}`)
  const [first, second] = corners
  if (first === undefined) return null
  return second === undefined ? [first] : [first, second]
}

function holds([ax, ay, bx, by]: Edge, x: number, y: number): boolean {
  if ((x === ax && y === ay) || (x === bx && y === by)) return true
  return orientation(ax, ay, bx, by, x, y) === 0 && isBetween(ax, ay, bx, by, x, y)
}

/** Where on an edge a corner lies: 0 at its begin, 1 at its end. */
function along([ax, ay, bx, by]: Edge, corner: string): number {
  const [x = 0, y = 0] = corner.split(' ').map(Number)
  return Math.abs(bx - ax) > Math.abs(by - ay) ? (x - ax) / (bx - ax) : (y - ay) / (by - ay)
}

/** The length (m, on the ellipsoid) of stretches of an edge; what two of them share counts once. */
function sharedLength([ax, ay, bx, by]: Edge, shared: readonly [number, number][]): number {
  const place = (share: number): Position => [(ax + (bx - ax) * share) / GRID, (ay + (by - ay) * share) / GRID]
  const rising = shared.map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const)
  rising.sort(([one], [other]) => one - other)
  let [length, done] = [0, 0]
  for (const [from, to] of rising) {
    const start = Math.max(from, done)
    if (to > start) length += distance(place(start), place(to))
    done = Math.max(done, to)
  }
  return length
}
