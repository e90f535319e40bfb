import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import type { ExportColumn } from '../../platform/http/index.ts'
import { parameterOf } from '../standards/parameters/catalogue.ts'
import { WATER_LIMITS } from '../standards/surfaceWater/table.ts'

interface TemplateRow {
  code: string
  name: string
}

const MOST_STATIONS = 500

/**
 * An empty sheet of manual monitoring: a row for each station into which the actor writes, a column with its unit for each
 * parameter measured there by hand; the 21 items of the method where there is none.
 */
export async function templateOf(
  trx: Trx,
): Promise<{ columns: readonly ExportColumn<TemplateRow>[]; rows: TemplateRow[] }> {
  await sql`select actor_must('observation.write')`.execute(trx)
  const { rows } = await sql<TemplateRow & { parameters: string[] }>`
    select s.code, s.name, array_agg(distinct d.parameter) as parameters
    from written_datastream d join station s on s.id = d.station_id
    where d.origin = 'manual' and s.closed_on is null
    group by s.id order by s.name, s.id limit ${MOST_STATIONS}`.execute(trx)
  const measured = new Set(rows.flatMap(({ parameters }) => parameters))
  const items = WATER_LIMITS.filter(({ inClass }) => inClass).map(({ code }) => code)
  const inOrder = [
    ...items.filter((code) => measured.has(code)),
    ...[...measured].filter((code) => !items.includes(code)),
  ]
  const parameters = measured.size > 0 ? inOrder : items
  const columns: ExportColumn<TemplateRow>[] = [
    { title: '站点编码', width: 16, value: ({ code }) => code },
    { title: '站点名称', width: 20, value: ({ name }) => name },
    { title: '采样日期', width: 14, value: () => '' },
    ...parameters.map((code) => {
      const { zh, unit } = parameterOf(code)
      return { title: unit ? `${zh}(${unit})` : zh, width: 16, value: () => '' }
    }),
  ]
  return { columns, rows }
}
