import { sql } from 'kysely'
import { findSuccessions, resolveOrganizations } from '../../../gazetteer/index.ts'
import type { Actor } from '../../../platform/access/index.ts'
import type { Trx } from '../../../platform/database/index.ts'
import type { ResourceContent } from '../rules/content.ts'
import type { ResourceState } from '../schemas.ts'

/** What the catalogue holds of a resource already: its newest version. */
export interface KnownResource {
  id: string
  organizationId: string
  code: string | null
  ownCode: string | null
  number: number
  state: ResourceState
  content: ResourceContent
}

/** Resources of these organizations that the actor sees, and those that have one of these codes, whosever they are. */
export async function knownResources(
  trx: Trx,
  organizationIds: readonly string[],
  codes: readonly string[],
): Promise<KnownResource[]> {
  const { rows } = await sql<KnownResource>`
    select distinct on (r.id) r.id, r.organization_id as "organizationId", r.code, r.own_code as "ownCode",
      v.number, v.state, v.content
    from resource r join resource_version v on v.resource_id = r.id
    where r.organization_id = any (${organizationIds}::uuid[]) or r.code = any (${codes}::text[])
    order by r.id, v.number desc`.execute(trx)
  return rows
}

/** What a name of the file came to: a unit of today for which the actor keeps the catalogue, or why it did not. */
export type NamedProvider =
  | { organizationId: string }
  | { why: 'unit_unknown' | 'unit_ambiguous' | 'unit_not_yours'; candidates: readonly string[] }

/**
 * The providers behind the names of a file; a file without a name means the actor's own organization. A unit that was
 * merged or renamed stands for its successor. Nothing is added: an inventory that misspells a unit says so.
 */
export async function providersNamed(
  trx: Trx,
  actor: Actor,
  names: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, NamedProvider>> {
  const { rows } = await sql<{ units: string[]; place: string | null }>`
    select actor_compiled_units() as units,
      (select jurisdiction_code from organization where id = ${actor.organizationId}::uuid) as place`.execute(trx)
  const units = new Set(rows[0]?.units)
  const own = { organizationId: actor.organizationId }
  const named = new Map<string, NamedProvider>([
    ['', own],
    [actor.organizationName, own],
  ])
  const asked = names.filter((name) => !named.has(name))
  const context = { date: null, jurisdiction: rows[0]?.place ?? null, today }
  const resolutions = await resolveOrganizations(trx, asked, context)
  const found: { name: string; organizationId: string }[] = []
  for (const [index, resolution] of resolutions.entries()) {
    const name = asked[index] ?? ''
    if (resolution.outcome === 'resolved') found.push({ name, organizationId: resolution.organization.id })
    else if (resolution.outcome === 'ambiguous')
      named.set(name, { why: 'unit_ambiguous', candidates: resolution.candidates.map((one) => one.name) })
    else named.set(name, { why: 'unit_unknown', candidates: [] })
  }
  const questions = found.map(({ organizationId }) => ({ organizationId, since: null }))
  const successions = await findSuccessions(trx, questions, today)
  for (const [index, { name, organizationId }] of found.entries()) {
    const holders = successions[index]?.holders ?? []
    const holder = holders[0]?.organization.id ?? organizationId
    if (holders.length > 1)
      named.set(name, { why: 'unit_ambiguous', candidates: holders.map((one) => one.organization.name) })
    else if (units.has(holder)) named.set(name, { organizationId: holder })
    else named.set(name, { why: 'unit_not_yours', candidates: [] })
  }
  return named
}
