/** The first day of a period: 2026, 2026H2, 2026Q3, 2026-05. */
export function firstDayOf(period: string): string {
  const year = period.slice(0, 4)
  const half = /H([12])$/.exec(period)?.[1]
  const quarter = /Q([1-4])$/.exec(period)?.[1]
  const month = /-(\d{2})$/.exec(period)?.[1]
  const first = half ? Number(half) * 6 - 5 : quarter ? Number(quarter) * 3 - 2 : month ? Number(month) : 1
  return `${year}-${String(first).padStart(2, '0')}-01`
}

/**
 * The earliest day from which a rule published today may count. Nobody is judged by a rule that could not be known: it
 * counts from today on. The first rule that people publish, in place of the one that comes with Qunce, may count from
 * the start of the running year: what was agreed before the system came is told to it late.
 */
export function earliestDay(today: string, firstOfPeople: boolean): string {
  return firstOfPeople ? `${today.slice(0, 4)}-01-01` : today
}

/**
 * The version that counts for a period and the programmes of these offices: the last one published whose day is not after
 * the period's first. An office's rule counts for what it keeps itself; over programmes of several offices, and where
 * theirs has none, counts the one that comes with Qunce.
 */
export function ruleFor<Rule extends { version: number; appliesFrom: string; organizationId: string | null }>(
  rules: readonly Rule[],
  period: string,
  offices: readonly string[],
): Rule | undefined {
  const first = firstDayOf(period)
  const office = offices.length === 1 ? offices[0] : null
  return rules
    .filter(({ appliesFrom, organizationId }) => appliesFrom <= first && [null, office].includes(organizationId))
    .reduce<Rule | undefined>((found, rule) => (found && found.version > rule.version ? found : rule), undefined)
}
