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

/** The version that counts for a period: the last one published whose day is not after the period's first. */
export function ruleFor<Rule extends { version: number; appliesFrom: string }>(
  rules: readonly Rule[],
  period: string,
): Rule | undefined {
  const first = firstDayOf(period)
  return rules
    .filter(({ appliesFrom }) => appliesFrom <= first)
    .reduce<Rule | undefined>((found, rule) => (found && found.version > rule.version ? found : rule), undefined)
}
