import { sql } from 'kysely'
import {
  createFromCommitments,
  editIndicator,
  findIndicator,
  type IndicatorEdit,
  type NewObservation,
  observe,
} from '../delivery/indicators/index.ts'
import { confirmMany } from '../plan/index.ts'
import type { DatabaseHandle } from '../platform/database/index.ts'
import { todayInChina } from '../platform/time.ts'
import { readSample } from './sampleCatalogue.ts'
import type { SampleStage } from './sampleDelivery.ts'

/** A target of a sample plan, what a person adds to its words, and the figures that are made up for it. */
interface SampleIndicator {
  /** The first or the second plan. */
  plan: number
  provision: string
  subject: string
  /** Which of the sample's people supplies the figures; null: nobody does, and there are none. */
  supplier: string | null
  facts: IndicatorEdit
  grade: NewObservation['grade']
  /** One a year; without `to` up to last year. */
  figures: { from: number; to?: number; value: number; step: number } | null
}

const SOURCE = '示例数据，非统计结果'
const REASON = '示例文件由编写者核对'

/**
 * Confirms some targets of the sample plans and makes them indicators. What the plans say of them stays as it is; the
 * figures are made up, and each says so. Of one there is no figure: so a page shows what that looks like.
 */
export async function loadSampleIndicators(database: DatabaseHandle, stage: SampleStage): Promise<void> {
  for (const wanted of readSample<SampleIndicator[]>('indicators.json')) {
    const id = await makeIndicator(database, stage, wanted)
    if (id) await addFigures(database, stage, id, wanted)
  }
}

async function makeIndicator(
  database: DatabaseHandle,
  { office, people, now }: SampleStage,
  { plan, provision, subject, supplier, facts }: SampleIndicator,
): Promise<string | undefined> {
  const today = todayInChina(now)
  return database.asActor(office, async (trx) => {
    const { rows } = await sql<{ id: string; revision: number }>`
      select c.id, c.revision from commitment c
      where c.document_id = (select d.id from document d where d.sample order by d.ordinal offset ${plan - 1} limit 1)
        and c.kind = 'target' and c.provision = ${provision} and c.target ->> 'subject' = ${subject} and c.current`.execute(
      trx,
    )
    if (rows.length === 0) return undefined
    await confirmMany(trx, office, { items: rows, reason: REASON }, {})
    const [id] = await createFromCommitments(
      trx,
      office,
      rows.map((one) => one.id),
    )
    if (!id) return undefined
    const { revision } = await findIndicator(trx, id, today)
    const dataOrganizationId = people.get(supplier ?? '')?.organizationId ?? null
    await editIndicator(trx, office, id, { ...facts, dataOrganizationId }, `"v${revision}"`, today)
    return id
  })
}

async function addFigures(
  database: DatabaseHandle,
  { people, now }: SampleStage,
  id: string,
  { supplier, figures, grade }: SampleIndicator,
): Promise<void> {
  const actor = people.get(supplier ?? '')
  if (!actor || !figures) return
  const { from, to = now.getUTCFullYear() - 1, value, step } = figures
  await database.asActor(actor, async (trx) => {
    for (let year = from; year <= to; year++) {
      const figure = { period: String(year), value: String(Number((value + step * (year - from)).toFixed(2))) }
      await observe(trx, actor, id, { ...figure, grade, source: SOURCE }, now)
    }
  })
}
