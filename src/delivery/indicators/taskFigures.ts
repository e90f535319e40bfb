import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import { type Progress, progressOf } from './rules/progress.ts'
import { figuresOf, type StoredFigure, targetOf } from './stored.ts'
import type { Accumulation, Grade, IndicatorTable, Nature } from './tables.ts'

/** An indicator of a task with its newest figure: what a report is prefilled with, and held against. */
export interface KnownFigure {
  taskId: string
  indicatorId: string
  name: string
  /** Of value, base and target: %, 公里, 亿元 … */
  unit: string
  accumulation: Accumulation
  nature: Nature | null
  base: string | null
  baseYear: number | null
  target: string | null
  targetYear: number | null
  /** Null: nothing was observed. The value is decimal text. */
  latest: {
    observationId: string
    period: string
    version: number
    value: string
    grade: Grade
    source: string
    publishedOn: string | null
  } | null
  /** Of every period the figure that counts, oldest first. */
  figures: readonly StoredFigure[]
}

/** Where an indicator of a task stands: what its light is computed from. */
export interface IndicatorState extends Progress {
  taskId: string
  indicatorId: string
  name: string
  unit: string
  nature: Nature | null
  binding: boolean
  /** The figure that is owed is missing, or the target lacks a fact. */
  noData: boolean
  /** Decimal text of the newest figure. */
  value: string | null
  target: string | null
  targetYear: number | null
  grade: Grade | null
}

interface Row {
  task_id: string
  indicator: IndicatorRow
  figures: StoredFigure[]
}
type IndicatorRow = Pick<
  IndicatorTable,
  | 'id'
  | 'name'
  | 'accumulation'
  | 'direction'
  | 'nature'
  | 'base_value'
  | 'base_year'
  | 'target_value'
  | 'target_upper'
  | 'limit_lower'
  | 'limit_upper'
  | 'target_year'
> & { unit: string }

/** The indicators that measure these tasks (by link, provision or commitment), with the newest version of each figure. */
async function indicatorsOfTasks(trx: Trx, taskIds: readonly string[]): Promise<Row[]> {
  if (taskIds.length === 0) return []
  const { rows } = await sql<Row>`
    select o.task_id, to_jsonb(i) || jsonb_build_object('base_value', i.base_value::text,
        'target_value', i.target_value::text, 'target_upper', i.target_upper::text,
        'limit_lower', i.limit_lower::text, 'limit_upper', i.limit_upper::text) as indicator,
      ${figuresOf('i')} as figures
    from indicator_of_task o join indicator i on i.id = o.indicator_id
    where o.task_id = any(${[...taskIds]}::uuid[])
    order by o.task_id, i.sort_key, i.id`.execute(trx)
  return rows
}

/** Latest observations of the indicators of these tasks; an indicator without any comes with `latest` null. */
export async function knownFigures(trx: Trx, taskIds: readonly string[]): Promise<KnownFigure[]> {
  const rows = await indicatorsOfTasks(trx, taskIds)
  return rows.map(({ task_id, indicator, figures }) => {
    const latest = figures.at(-1)
    return {
      taskId: task_id,
      indicatorId: indicator.id,
      name: indicator.name,
      unit: indicator.unit,
      accumulation: indicator.accumulation,
      nature: indicator.nature,
      base: indicator.base_value,
      baseYear: indicator.base_year,
      target: indicator.target_value,
      targetYear: indicator.target_year,
      latest: latest
        ? {
            observationId: latest.id,
            period: latest.period,
            version: latest.version,
            value: latest.value,
            grade: latest.grade,
            source: latest.source,
            publishedOn: latest.publishedOn,
          }
        : null,
      figures,
    }
  })
}

/** Where the indicators of these tasks stand on the day `today`. */
export async function indicatorStates(trx: Trx, taskIds: readonly string[], today: string): Promise<IndicatorState[]> {
  const rows = await indicatorsOfTasks(trx, taskIds)
  return rows.map(({ task_id, indicator, figures }) => {
    const progress = progressOf(
      targetOf(indicator),
      figures.map(({ period, value }) => ({ period, value: Number(value) })),
      today,
    )
    const latest = figures.at(-1)
    return {
      ...progress,
      taskId: task_id,
      indicatorId: indicator.id,
      name: indicator.name,
      unit: indicator.unit,
      nature: indicator.nature,
      binding: indicator.nature === 'binding',
      noData: progress.status === 'no_data' || progress.status === 'incomplete',
      value: latest?.value ?? null,
      target: indicator.target_value,
      targetYear: indicator.target_year,
      grade: latest?.grade ?? null,
    }
  })
}
