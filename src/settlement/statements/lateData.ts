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

/** Tells the parties of statements whose data, or what was settled otherwise, have changed since they were prepared. */
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
 * Hears which sections were assessed anew, which statements were posted and which objections settled, and tells the parties
 * of the newest statement of each year that this touches: of a posted one that a difference is due (its data have changed, a
 * line of it was struck, or more or less was had before it), of an open one that its data have changed. It prepares nothing: a statement of
 * money is put before the parties by a person, who finds the change and one button on the page.
 * @returns of how many statements somebody was told
 */
export async function tellLateData(database: DatabaseHandle, log?: JobLog): Promise<number> {
  const standing = await database.asSystem(async (trx) => {
    const heard = await listen<{ sections: string[] }>(trx, 'settlement.late_data', 'monitoring.assessed')
    const sections = [...new Set(heard.flatMap(({ payload }) => payload.sections ?? []))]
    const names = sections.length === 0 ? [] : await sectionNames(trx, sections)
    const settled = [
      ...(await listen<{ statementId: string }>(trx, 'settlement.late_data', 'settlement.posted')),
      ...(await listen<{ statementId: string }>(trx, 'settlement.late_data', 'settlement.objection_settled')),
    ].map(({ payload }) => payload.statementId)
    return names.length + settled.length === 0 ? [] : restingOn(trx, names, settled)
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

/** The newest statement of each agreement and year that rests on one of the sections, or follows what was settled. */
async function restingOn(trx: Trx, names: readonly string[], settled: readonly string[]): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select distinct on (s.agreement_id, s.year) s.id, s.agreement_id as "agreementId", s.year, s.state, s.evidence, v.name,
      (select array_agg(p.organization_id::text) from agreement_party p
        where p.agreement_id = s.agreement_id and p.number = s.version) as parties
    from statement s join agreement_version v on v.agreement_id = s.agreement_id and v.number = s.version
    where s.state <> 'withdrawn' and (
      exists (select from jsonb_array_elements(s.evidence -> 'sections') one where one ->> 'section' = any(${[...names]}::text[]))
      or exists (select from statement o where o.id = any(${[...settled]}::uuid[]) and o.agreement_id = s.agreement_id
        and o.year <= s.year))
    order by s.agreement_id, s.year, s.serial desc`.execute(trx)
  return rows
}

async function tellOne(trx: Trx, { id, name, parties, ...statement }: Standing): Promise<boolean> {
  const { months, lines, problem } = await statementNow(trx, statement)
  if (months.length + lines.length === 0 && problem === null) return false
  const isPosted = statement.state === 'posted'
  if (isPosted && lines.length === 0 && problem === null) return false
  const { year } = statement
  await announce(trx, 'settlement.data_changed', { statementId: id, agreementId: statement.agreementId, year })
  await notify(
    trx,
    parties.map((organizationId) => ({
      organizationId,
      kind: 'settlement.data_changed',
      ...wordsOf(name, year, isPosted, months.length > 0),
      link: `/statements/${id}`,
      key: `late data ${id} ${digestOf({ months, lines }).slice(0, 16)}`,
    })),
  )
  return true
}

/** Why somebody is told: data that changed, or else lines that were struck and amounts had before. */
function wordsOf(name: string, year: number, isPosted: boolean, isOfData: boolean): { title: string; titleEn: string } {
  const what = isOfData ? '所依据的数据有变' : '与已入账的金额有出入'
  const whatEn = isOfData ? `data behind ${year} have changed` : `${year} differs from what was posted`
  return isPosted
    ? {
        title: `《${name}》${year}年结算${what}，应编制差额结算单`,
        titleEn: `“${name}”: ${whatEn}, a difference statement is due`,
      }
    : {
        title: `《${name}》${year}年结算单${what}，请核对`,
        titleEn: `“${name}”: ${whatEn}, the open statement needs a look`,
      }
}
