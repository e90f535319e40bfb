import { sql } from 'kysely'
import { sectionNames } from '../../monitoring/index.ts'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import { announce, listen } from '../../platform/events/index.ts'
import type { Job, JobLog } from '../../platform/jobs/index.ts'
import { eachAlone } from '../../platform/jobs/index.ts'
import { notify } from '../../platform/notices/index.ts'
import { digestOf } from '../agreements/index.ts'
import { statementNow } from './reckon.ts'
import type { StatementDetail } from './schemas.ts'

/** Tells the parties of statements whose data have changed since they were prepared. */
export const lateDataJob: Job = {
  name: 'settlement.late_data',
  every: 60,
  run: async ({ database, log }) => {
    await tellLateData(database, log)
  },
}

interface Standing extends Pick<StatementDetail, 'agreementId' | 'year' | 'state' | 'evidence'> {
  id: string
  name: string
  parties: string[]
}

/**
 * Hears which sections were assessed anew and tells the parties of the newest statement of each year that rests on them: of
 * a posted one that a difference is due, of an open one that its data have changed. It prepares nothing: a statement of
 * money is put before the parties by a person, who finds the change and one button on the page.
 * @returns of how many statements somebody was told
 */
export async function tellLateData(database: DatabaseHandle, log?: JobLog): Promise<number> {
  const standing = await database.asSystem(async (trx) => {
    const heard = await listen<{ sections: string[] }>(trx, 'settlement.late_data', 'monitoring.assessed')
    const sections = [...new Set(heard.flatMap(({ payload }) => payload.sections ?? []))]
    return sections.length === 0 ? [] : restingOn(trx, await sectionNames(trx, sections))
  })
  let told = 0
  await eachAlone(
    standing,
    async (statement) => {
      if (await database.asSystem((trx) => tellOne(trx, statement))) told += 1
    },
    log,
  )
  return told
}

/** The newest statement of each agreement and year that rests on one of the sections. */
async function restingOn(trx: Trx, names: readonly string[]): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select distinct on (s.agreement_id, s.year) s.id, s.agreement_id as "agreementId", s.year, s.state, s.evidence, v.name,
      (select array_agg(p.organization_id::text) from agreement_party p
        where p.agreement_id = s.agreement_id and p.number = s.version) as parties
    from statement s join agreement_version v on v.agreement_id = s.agreement_id and v.number = s.version
    where s.state <> 'withdrawn' and exists (select from jsonb_array_elements(s.evidence -> 'sections') one
      where one ->> 'section' = any(${names}::text[]))
    order by s.agreement_id, s.year, s.serial desc`.execute(trx)
  return rows
}

async function tellOne(trx: Trx, { id, name, parties, ...statement }: Standing): Promise<boolean> {
  const { months, lines, problem } = await statementNow(trx, statement)
  if (months.length === 0) return false
  const isPosted = statement.state === 'posted'
  if (isPosted && lines.length === 0 && problem === null) return false
  const { year } = statement
  await announce(trx, 'settlement.data_changed', { statementId: id, agreementId: statement.agreementId, year })
  await notify(
    trx,
    parties.map((organizationId) => ({
      organizationId,
      kind: 'settlement.data_changed',
      title: isPosted
        ? `《${name}》${year}年结算所依据的数据有变，应编制差额结算单`
        : `《${name}》${year}年结算单所依据的数据有变，请核对`,
      titleEn: isPosted
        ? `“${name}”: data behind ${year} have changed, a difference statement is due`
        : `“${name}”: data behind the open statement of ${year} have changed`,
      link: `/statements/${id}`,
      key: `late data ${id} ${digestOf(months).slice(0, 16)}`,
    })),
  )
  return true
}
