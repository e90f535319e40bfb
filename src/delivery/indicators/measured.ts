import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { appendAudit } from '../../platform/audit/index.ts'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import { announce, listen } from '../../platform/events/index.ts'
import type { Job } from '../../platform/jobs/index.ts'
import { figuresCame } from './afterObservation.ts'
import { compare } from './rules/decimal.ts'
import { yearOfPeriod } from './rules/period.ts'
import { figuresOf, type StoredFigure } from './stored.ts'
import type { Measure } from './tables.ts'

/** What the blueprint announces (`blueprint.indicator_measured`): the share of a space, the rate of natural shoreline. */
interface Measured {
  measure: Measure
  jurisdiction: string
  /** Percent, decimal text. */
  value: string
  asOf: string
  isSample: boolean
  /** Null: something came into force or ended by itself. */
  revisionId: number | null
  layers: { id: string; name: string; revision: number }[]
}

interface Row {
  id: string
  home: string
  ownerId: string
  ownerName: string
  figures: StoredFigure[]
}

const LISTENER = 'delivery.indicators'
/** Who signs what no person said. */
const SIGNED = { user_id: 'system', user_name: '一张蓝图量算' } as const

/** Takes what the map measured as figures of the indicators that name the measure. @returns how many figures are new */
export async function takeMeasured(database: DatabaseHandle, now: Date): Promise<number> {
  const added = await database.asSystem(async (trx) => {
    let count = 0
    for (const { payload } of await listen<Measured>(trx, LISTENER, 'blueprint.indicator_measured'))
      count += await observeMeasured(trx, payload, now)
    return count
  })
  if (added > 0) await figuresCame(database, now)
  return added
}

/** A value of the day stands for its month; another one of the month revises it, the same one adds nothing. */
async function observeMeasured(trx: Trx, measured: Measured, now: Date): Promise<number> {
  const { measure, jurisdiction, value, asOf, isSample, layers } = measured
  const period = asOf.slice(0, 7)
  const { rows } = await sql<Row>`
    select i.id, i.home_jurisdiction as home, o.id as "ownerId", o.name as "ownerName", ${figuresOf('i')} as figures
    from indicator i join organization o on o.id = i.owner_organization_id
    where i.measured_by = ${measure} and i.jurisdiction_code = ${jurisdiction} and i.retired_at is null
      and (i.sample or not ${isSample}) order by i.id`.execute(trx)
  const source = `一张蓝图量算（${layers.map(({ name, revision }) => `${name}第${revision}次修订`).join('、')}，截至${asOf}）`
  let added = 0
  for (const indicator of rows) {
    const known = indicator.figures.find((one) => one.period === period)
    if (known && (compare(known.value, value) === 0 || known.grade === 'verified')) continue
    const id = randomUUID()
    await trx
      .insertInto('indicator_observation')
      .values({
        ...{ home_jurisdiction: indicator.home, id, indicator_id: indicator.id, period, year: yearOfPeriod(period) },
        ...{ version: (known?.version ?? 0) + 1, value, grade: 'measured', source, published_on: null },
        ...{
          reason: known ? `图层变更后重新量算，原为 ${known.value}（${known.source}）` : null,
          report_id: null,
          at: now,
        },
        ...{ ...SIGNED, organization_id: indicator.ownerId, organization_name: indicator.ownerName },
      })
      .execute()
    await announce(trx, 'delivery.indicator_observed', { indicatorId: indicator.id, observationId: id, period })
    await appendAudit(trx, {
      ...{ action: 'indicator.observe', subjectKind: 'indicator', subjectId: indicator.id },
      before: known ? { value: known.value, version: known.version } : undefined,
      after: { period, value, grade: 'measured', source },
    })
    added += 1
  }
  return added
}

/** Hears what the map measured, soon after it. */
export const measuredJob: Job = {
  name: 'delivery.measured_figures',
  every: 10,
  run: ({ database, clock }) => takeMeasured(database, clock()),
}
