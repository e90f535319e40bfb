import type { Polygons } from './polygons.ts'

/** A part of the map: west, south, east, north in grid units. Its western and southern edges belong to it. */
export type Part = readonly [west: number, south: number, east: number, north: number]

/** The whole map. */
export const WHOLE: Part = [-Infinity, -Infinity, Infinity, Infinity]

/** The features, of those given or of all, whose boxes touch the part, from west to east. */
export function featuresIn({ boxes }: Polygons, part: Part, among?: ArrayLike<number>): Uint32Array {
  const [west, south, east, north] = part
  const count = among?.length ?? boxes.length / 4
  const found: number[] = []
  for (let place = 0; place < count; place++) {
    const feature = among ? (among[place] as number) : place
    const at = feature * 4
    if (
      (boxes[at] as number) <= east &&
      (boxes[at + 2] as number) >= west &&
      (boxes[at + 1] as number) <= north &&
      (boxes[at + 3] as number) >= south
    )
      found.push(feature)
  }
  return Uint32Array.from(found).sort((one, other) => (boxes[one * 4] as number) - (boxes[other * 4] as number))
}

/**
 * Calls for each pair of features whose boxes have common ground and belong to the part: a pair belongs where the
 * south-western corner of that ground is, so that parts which cover the map have each pair once. `lefts` and `rights` are
 * from west to east.
 */
export function eachCandidate(
  left: Polygons,
  lefts: Uint32Array,
  right: Polygons,
  rights: Uint32Array,
  part: Part,
  call: (left: number, right: number) => void,
): void {
  let one = 0
  let other = 0
  while (one < lefts.length && other < rights.length) {
    const leftFeature = lefts[one] as number
    const rightFeature = rights[other] as number
    // Whichever begins further west meets all that begin before it ends.
    if ((left.boxes[leftFeature * 4] as number) <= (right.boxes[rightFeature * 4] as number)) {
      sweep(left, leftFeature, right, rights, other, part, (found) => call(leftFeature, found))
      one++
    } else {
      sweep(right, rightFeature, left, lefts, one, part, (found) => call(found, rightFeature))
      other++
    }
  }
}

function sweep(
  own: Polygons,
  feature: number,
  other: Polygons,
  others: Uint32Array,
  from: number,
  part: Part,
  call: (found: number) => void,
): void {
  const at = feature * 4
  const south = own.boxes[at + 1] as number
  const east = own.boxes[at + 2] as number
  const north = own.boxes[at + 3] as number
  const { boxes } = other
  for (let place = from; place < others.length; place++) {
    const found = others[place] as number
    const box = found * 4
    // The later one's west is the common ground's.
    const west = boxes[box] as number
    if (west >= east) return
    const otherSouth = boxes[box + 1] as number
    if (otherSouth >= north || (boxes[box + 3] as number) <= south) continue
    const corner = otherSouth > south ? otherSouth : south
    if (west >= part[0] && west < part[2] && corner >= part[1] && corner < part[3]) call(found)
  }
}
