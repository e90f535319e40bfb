import { sql } from 'kysely'
import { findPaperUnits } from '../gazetteer/index.ts'
import type { Trx } from '../platform/database/index.ts'
import type { DerivedCommitment } from './derived.ts'
import type { OrganizationRef } from './schemas.ts'
import type { StatedFacts } from './tables.ts'

/** Whom a printed name meant on the day of its document, and who holds that duty today. */
export interface ResolvedUnit {
  organization: OrganizationRef | null
  today: readonly OrganizationRef[]
}

/**
 * Whom the names printed in a plan mean, asked of the gazetteer all at once. The words of the duty decide where a body
 * was split since; a name it does not know becomes a provisional unit, a set stays without one.
 */
export async function resolveUnits(
  trx: Trx,
  paper: StatedFacts,
  commitments: readonly Pick<DerivedCommitment, 'responsibilities' | 'text'>[],
  today: string,
): Promise<ReadonlyMap<string, ResolvedUnit>> {
  const duties = new Map<string, string>()
  for (const { responsibilities, text } of commitments) {
    for (const { kind, printed } of responsibilities) {
      if (kind !== 'unit') continue
      const known = duties.get(printed) ?? ''
      if (known.length < DUTY_LENGTH) duties.set(printed, `${known}${text}\n`.slice(0, DUTY_LENGTH))
    }
  }
  return findPaperUnits(trx, paper, duties.keys(), today, duties)
}

/** Characters of duty text that are looked at for one name. */
const DUTY_LENGTH = 20_000

/** Organizations by id, as the register shows them. */
export async function organizationRefs(
  trx: Trx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, OrganizationRef>> {
  const unique = [...new Set(ids)]
  if (unique.length === 0) return new Map()
  const { rows } = await sql<OrganizationRef>`
    select id, name, short_name as "shortName" from organization where id = any (${unique}::uuid[])`.execute(trx)
  return new Map(rows.map((row) => [row.id, row]))
}
