import { sql } from 'kysely'
import type { Target } from './rules/progress.ts'
import type { Grade, IndicatorTable } from './tables.ts'

/** The newest version of a period's figure, as the database hands it over: the value is decimal text. */
export interface StoredFigure {
  id: string
  period: string
  version: number
  value: string
  grade: Grade
  source: string
  publishedOn: string | null
}

/** SQL: the figures that count of the indicator under this alias, oldest period first. */
export function figuresOf(alias: string) {
  return sql<StoredFigure[]>`(
    select coalesce(json_agg(json_build_object('id', f.id, 'period', f.period, 'version', f.version,
      'value', f.value::text, 'grade', f.grade, 'source', f.source, 'publishedOn', f.published_on)
      order by f.ends), '[]')
    from (
      select distinct on (n.period) n.id, n.period, n.version, n.value, n.grade, n.source, n.published_on,
        n.year - 1 + case substr(n.period, 5, 1)
          when '' then 1 when 'H' then substr(n.period, 6)::numeric / 2 when 'Q' then substr(n.period, 6)::numeric / 4
          else substr(n.period, 6)::numeric / 12 end as ends
      from indicator_observation n where n.indicator_id = ${sql.ref(`${alias}.id`)}
      order by n.period, n.version desc
    ) f)`
}

const numberOf = (decimal: string | null): number | null => (decimal === null ? null : Number(decimal))

/** The target of a stored indicator, for the rules: ratios are computed with plain numbers. */
export function targetOf(
  row: Pick<
    IndicatorTable,
    | 'accumulation'
    | 'direction'
    | 'base_value'
    | 'base_year'
    | 'target_value'
    | 'target_upper'
    | 'limit_lower'
    | 'limit_upper'
    | 'target_year'
  >,
): Target {
  return {
    accumulation: row.accumulation,
    direction: row.direction,
    base: numberOf(row.base_value),
    baseYear: row.base_year,
    target: numberOf(row.target_value),
    upper: numberOf(row.target_upper),
    limitLower: numberOf(row.limit_lower),
    limitUpper: numberOf(row.limit_upper),
    targetYear: row.target_year,
  }
}
