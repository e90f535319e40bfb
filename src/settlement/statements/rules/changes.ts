import type { SectionMonth, SectionYear } from '../sectionYears.ts'

/** A month whose data are not those that a statement rests on. */
export interface ChangedMonth {
  section: string
  year: number
  month: number
  /** Items whose value is another one, or was added or taken away. */
  items: readonly { code: string; before: string | null; now: string | null }[]
}

/**
 * What has come in or was corrected since a statement was prepared: month by month, item by item, of the items that the
 * agreement judges by. Another value of anything else moves no money.
 */
export function changedMonths(
  before: readonly SectionYear[],
  now: readonly SectionYear[],
  wanted: readonly string[],
): ChangedMonth[] {
  return before.flatMap(({ section, year, months }) => {
    const found = now.find((one) => one.section === section && one.year === year)
    return Array.from({ length: 12 }, (_, index) => index + 1).flatMap((month) => {
      const items = differing(
        months.find((one) => one.month === month),
        found?.months.find((one) => one.month === month),
        wanted,
      )
      return items.length > 0 ? [{ section, year, month, items }] : []
    })
  })
}

function differing(
  before: SectionMonth | undefined,
  now: SectionMonth | undefined,
  wanted: readonly string[],
): ChangedMonth['items'] {
  return [...wanted].sort().flatMap((code) => {
    const [one, other] = [printed(before, code), printed(now, code)]
    return one === other ? [] : [{ code, before: one, now: other }]
  })
}

function printed(month: SectionMonth | undefined, code: string): string | null {
  const found = month?.values[code]
  if (!found || found.value === null) return null
  return found.belowDetection ? `<${found.value}` : found.value
}
