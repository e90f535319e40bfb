import { findSuccessions, jurisdictionIndex, jurisdictionOfPaper, resolveOrganizations } from '../../gazetteer/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import type { OwnProgramme } from '../tasks/index.ts'
import type { LedgerTask } from './rules/rows.ts'

/** What a name of the file came to: a unit of today, or why it did not. */
export type NamedUnit =
  | { organizationId: string }
  | { why: 'unit_unknown' | 'unit_ambiguous'; candidates: readonly string[] }

/**
 * Whose 自治区 and 省 the names of a programme speak of: those of who issued its plan, as the plan itself is read; without
 * a plan, or one that several issued, those of who keeps it.
 */
export async function jurisdictionOfProgramme(trx: Trx, { id, homeJurisdiction }: OwnProgramme): Promise<string> {
  const plan = await trx
    .selectFrom('programme')
    .innerJoin('document', 'document.id', 'programme.document_id')
    .select(['document.issuer', 'document.title'])
    .where('programme.id', '=', id)
    .executeTakeFirst()
  return (plan && jurisdictionOfPaper(plan.issuer, plan.title, jurisdictionIndex())) ?? homeJurisdiction
}

/**
 * The units behind the names of a ledger, as names are read in that jurisdiction today. A unit that was merged or renamed
 * since the file was written stands for its successor. Nothing is added: a ledger that misspells a unit says so.
 */
export async function unitsOfLedger(
  trx: Trx,
  tasks: readonly LedgerTask[],
  jurisdiction: string | null,
  today: string,
): Promise<ReadonlyMap<string, NamedUnit>> {
  const names = [
    ...new Set(tasks.flatMap(({ lead, responsible, participants }) => [...lead, ...responsible, ...participants])),
  ]
  const resolutions = await resolveOrganizations(trx, names, { date: null, jurisdiction, today })
  const named = new Map<string, NamedUnit>()
  const known: { name: string; organizationId: string }[] = []
  for (const [index, resolution] of resolutions.entries()) {
    const name = names[index] ?? ''
    if (resolution.outcome === 'resolved') known.push({ name, organizationId: resolution.organization.id })
    else if (resolution.outcome === 'ambiguous') {
      named.set(name, { why: 'unit_ambiguous', candidates: resolution.candidates.map((one) => one.name) })
    } else named.set(name, { why: 'unit_unknown', candidates: [] })
  }
  const successions = await findSuccessions(
    trx,
    known.map(({ organizationId }) => ({ organizationId, since: null })),
    today,
  )
  for (const [index, { name, organizationId }] of known.entries()) {
    const holders = successions[index]?.holders ?? []
    const [holder] = holders
    if (holders.length > 1) {
      named.set(name, { why: 'unit_ambiguous', candidates: holders.map((one) => one.organization.name) })
    } else named.set(name, { organizationId: holder?.organization.id ?? organizationId })
  }
  return named
}
