import { type AlertSpec, suddenChange } from './spec.ts'

/** A value of a datastream. `isNew`: it came with what is looked at now; the others are there to be compared with. */
export interface Point {
  /** Milliseconds. */
  time: number
  value: number
  isNew: boolean
}

const DAY_MS = 86_400_000
/** The day of a moment in China, as a number. */
const dayOf = (time: number) => Math.floor((time + 8 * 3_600_000) / DAY_MS)

/**
 * The new points that may be the worst of their day: the highest and the lowest of each. A class gets worse in one
 * direction, or out of a range, so that no other can be worse.
 */
export function extremesOfDays(points: readonly Point[]): Point[] {
  const days = new Map<number, { highest: Point; lowest: Point }>()
  for (const point of points) {
    if (!point.isNew) continue
    const known = days.get(dayOf(point.time))
    if (!known) days.set(dayOf(point.time), { highest: point, lowest: point })
    else if (point.value > known.highest.value) known.highest = point
    else if (point.value < known.lowest.value) known.lowest = point
  }
  return [...days.values()].flatMap(({ highest, lowest }) => (highest === lowest ? [highest] : [highest, lowest]))
}

type SuddenSpec = Extract<AlertSpec, { kind: 'sudden_change' }>

/**
 * The first new point of each day that is a sudden change against those before it, in the order of their times.
 * @param points in that order
 */
export function changesOfDays(
  spec: SuddenSpec,
  points: readonly Point[],
): { point: Point; earlier: number[]; median: string; times: string }[] {
  const found: ReturnType<typeof changesOfDays> = []
  let last = Number.NaN
  for (const [at, point] of points.entries()) {
    if (!point.isNew || at < spec.before || dayOf(point.time) === last) continue
    const earlier = points.slice(at - spec.before, at).map(({ value }) => value)
    if (!mayBeSudden(spec, earlier, point.value)) continue
    const change = suddenChange(spec, earlier.map(String), String(point.value))
    if (!change) continue
    last = dayOf(point.time)
    found.push({ point, earlier, ...change })
  }
  return found
}

/** A quick look, a little wider than the rule: exact numbers are slow, and most points are far from sudden. */
function mayBeSudden({ factor, before }: SuddenSpec, earlier: readonly number[], value: number): boolean {
  const sorted = [...earlier].sort((one, other) => one - other)
  const median = ((sorted[(before - 1) >> 1] as number) + (sorted[before >> 1] as number)) / 2
  const near = Number(factor) * 0.999
  return median > 0 && (value >= median * near || value * near <= median)
}
