import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import { parameterOf } from '../standards/parameters/catalogue.ts'
import { limitOfClass } from '../standards/surfaceWater/item.ts'
import { type WaterClass, waterLimitOf } from '../standards/surfaceWater/table.ts'
import type { TargetClass } from '../tables.ts'
import type { Occasion } from './raise.ts'
import { RULE, type Rule } from './ruleRow.ts'
import { firstFreshMonth, watches } from './rules/spec.ts'

interface JudgedMonth {
  rule: Rule
  id: number
  section: string
  name: string
  month: string
  class: WaterClass
  targetClass: TargetClass
  decidedBy: string[]
  water: 'river' | 'lake'
  exceeding: { code: string; class: string; multiple: string | null; value: string | null }[]
}

/** What of a month was worse than the target, with the mean that was compared and the limit of the target. */
const exceedingOf = ({ exceeding, water, targetClass }: JudgedMonth) =>
  exceeding.map(({ value, ...item }) => {
    const row = waterLimitOf(item.code)
    const limit = row ? limitOfClass(row, water, targetClass) : null
    return {
      ...item,
      unit: parameterOf(item.code).unit,
      ...(value === null ? {} : { value }),
      ...(limit ? { limit } : {}),
    }
  })

/** Months that were assessed as worse than their target, not too long ago. */
export async function fromMonths(trx: Trx, ids: readonly number[], now: Date): Promise<Occasion[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<JudgedMonth>`
    select ${RULE} as rule, a.id, a.section_id as section, c.name, to_char(a.begins, 'YYYY-MM') as month, a.class,
      a.target_class as "targetClass", a.decided_by as "decidedBy", c.water,
      (select coalesce(jsonb_agg(e.item || jsonb_build_object('value', (
          select i.item #>> '{compared,value}' from jsonb_array_elements(a.derivation -> 'items') as i (item)
          where i.item ->> 'code' = e.item ->> 'code' limit 1)) order by e.place), '[]')
        from jsonb_array_elements(a.derivation #> '{target,exceeding}') with ordinality as e (item, place)) as exceeding
    from section_assessment a join section c on c.id = a.section_id
      join alert_rule r on a.section_id = any (r.sections) and r.retired_at is null and r.kind = 'worse_than_target'
        and r.spec ->> 'on' = 'month'
    where a.id = any(${[...ids]}::bigint[]) and a.period = 'month' and a.meets = false and a.superseded_at is null
      and a.begins >= ${`${firstFreshMonth(now)}-01`}::date
    order by a.id, r.id`.execute(trx)
  return rows
    .filter(({ rule, exceeding }) => exceeding.some(({ code }) => watches(rule.spec, code)))
    .map((judged) => ({ ...judged, exceeding: exceedingOf(judged) }))
    .map(({ rule, id, section, name, month, class: found, targetClass, decidedBy, exceeding }) => ({
      ...{ rule, section, parameter: null, expectedAt: null, key: `${rule.id} ${section} ${month}` },
      title: `${name}断面${Number(month.slice(0, 4))}年${Number(month.slice(5))}月水质${found}类，劣于目标${targetClass}类`,
      titleEn: `${name}, ${month}: class ${found}, worse than the target ${targetClass}`,
      observedAt: new Date(`${month}-01T00:00:00+08:00`),
      evidence: { rule: rule.name, assessment: id, class: found, targetClass, decidedBy, exceeding },
    }))
}
