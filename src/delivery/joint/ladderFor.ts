import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'

/**
 * The oldest ladder whose cluster all of these organizations belong to, by their provinces; one of the nation belongs to
 * all. Null: there is none, and nothing can be raised by a rule.
 * @param raiser for whom the matter is raised
 */
export async function ladderFor(
  trx: Trx,
  raiser: string,
  organizations: readonly string[],
): Promise<{ id: string; owner: string; name: string } | null> {
  const { rows } = await sql<{ id: string; owner: string; name: string }>`
    select l.id, l.owner_organization_id as owner, o.name
    from ladder l join organization o on o.id = ${raiser}::uuid
    where l.retired_at is null and not exists (
      select from organization g where g.id = any(${[...organizations]}::uuid[])
        and g.jurisdiction_code <> '000000' and not exists (select from cluster_member m where m.cluster_id = l.cluster_id
          and left(m.jurisdiction_code, 2) = left(g.jurisdiction_code, 2)))
    order by l.created_at, l.id limit 1`.execute(trx)
  return rows[0] ?? null
}
