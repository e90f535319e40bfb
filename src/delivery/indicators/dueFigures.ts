import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import type { Grade } from './tables.ts'

/** The figure that stands for a period now, and which tasks its indicator measures. */
export interface StandingFigure {
  indicatorId: string
  title: string
  unit: string
  period: string
  value: number
  grade: Grade
  source: string
  /** The report that it was taken from. */
  reportId: string | null
  taskIds: string[]
}

/**
 * Takes figures that came since the last call, each period once, as the figure that stands now. They are due again when
 * the transaction fails. Runs as the system.
 */
export async function takeDueFigures(trx: Trx, limit: number): Promise<{ taken: number; figures: StandingFigure[] }> {
  const { rows: due } = await sql<{ indicator_id: string; period: string }>`
    delete from figure_due where seq in (select seq from figure_due order by seq limit ${limit} for update skip locked)
    returning indicator_id, period`.execute(trx)
  if (due.length === 0) return { taken: 0, figures: [] }
  const { rows: figures } = await sql<StandingFigure>`
    select distinct on (n.indicator_id, n.period) n.indicator_id as "indicatorId", i.name as title, i.unit, n.period,
      n.value::float8 as value, n.grade, n.source, n.report_id as "reportId",
      array(select o.task_id from indicator_of_task o where o.indicator_id = n.indicator_id) as "taskIds"
    from json_to_recordset(${JSON.stringify(due)}::json) as d (indicator_id uuid, period text)
      join indicator_observation n on n.indicator_id = d.indicator_id and n.period = d.period
      join indicator i on i.id = n.indicator_id
    order by n.indicator_id, n.period, n.version desc`.execute(trx)
  return { taken: due.length, figures }
}
