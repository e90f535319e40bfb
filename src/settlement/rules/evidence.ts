import {
  assessSection,
  classNumber,
  type Measured,
  periodMean,
  type WaterBody,
  type WaterClass,
} from '../../monitoring/index.ts'
import type { Inputs, Row } from './evaluate.ts'

/** Monthly means of a section in a year; a month without values was not measured. */
export interface MonthlyMeans {
  month: number
  values: Readonly<Record<string, Measured>>
}

/**
 * What a formula asks of a section's year: rows `months` (measured; complete: every item has a value; meets: each measured
 * item meets the target; monthClass, 1 to 6), `class` of the annual means, and `mean.<item>`. Names that nothing was
 * measured for are absent, so that a formula that needs them is refused instead of reckoning with zero.
 * @param target null where none was agreed: then no month has `meets`
 */
export function yearInputs(
  items: readonly string[],
  target: WaterClass | null,
  months: readonly MonthlyMeans[],
  waterBody: WaterBody = 'river',
): Inputs {
  const rows = months.map(({ month, values }): Row => {
    const found = assessSection({ waterBody, values, items, ...(target ? { targetClass: target } : {}) })
    return {
      name: String(month),
      month,
      measured: found.class !== null,
      // Not by the standard's own list: total nitrogen has no limit in a river, and counts in an index all the same.
      complete: items.every((item) => values[item]?.value != null),
      ...(target ? { meets: found.target?.meets ?? false } : {}),
      ...(found.class ? { monthClass: classNumber(found.class) } : {}),
    }
  })
  const means = items.flatMap((item) => {
    const { mean } = periodMean(
      item,
      'year',
      months.flatMap(({ values }) => values[item] ?? []),
    )
    // A year is spoken of by a mean, be it of one month.
    return mean?.value == null ? [] : [[item, { value: mean.value, of: 'mean' as const }] as const]
  })
  const annual = assessSection({ waterBody, values: Object.fromEntries(means), items })
  return {
    months: rows,
    ...(annual.class ? { class: classNumber(annual.class) } : {}),
    ...Object.fromEntries(means.map(([item, { value }]) => [`mean.${item}`, value])),
  }
}
