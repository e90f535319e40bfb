import type { Parameter } from '../../../../src/monitoring/schemas.ts'
import { CLASSES, type WaterClass } from './classes.ts'

export interface Threshold {
  value: number
  /** Of which classes it is the limit, from best to worst. */
  classes: readonly WaterClass[]
}

/**
 * The limits that are worth drawing beside values: those that values reach, the next one above (of oxygen: below) them,
 * and always that of the target. One line stands for classes that share a limit.
 */
export function thresholdsOf(
  limits: Parameter['limits'],
  water: 'river' | 'lake',
  values: readonly number[],
  target: WaterClass | null,
): Threshold[] {
  const bounds = limits?.[water]
  if (!limits || !bounds) return []
  const all: { value: number; classes: WaterClass[] }[] = []
  const add = (value: number, of: WaterClass) => {
    const known = all.find((one) => one.value === value)
    if (known) known.classes.push(of)
    else all.push({ value, classes: [of] })
  }
  for (const [index, bound] of bounds.entries()) add(Number(bound), CLASSES[index] as WaterClass)
  for (const [index, bound] of (limits.lower ?? []).entries()) add(Number(bound), CLASSES[index] as WaterClass)
  if (limits.rule !== 'max') return all
  const highest = Math.max(0, ...values)
  const wanted = all.findIndex(({ value }) => value > highest)
  return all.filter(
    ({ classes }, index) => wanted === -1 || index <= wanted || (target !== null && classes.includes(target)),
  )
}
