import { sql } from 'kysely'
import { sortKeyOf } from '../src/plan/images.ts'
import type { DatabaseHandle } from '../src/platform/database/index.ts'

/** Distance of two documents' sort keys. */
const PLACES = -sortKeyOf(1, 0)

/** Documents written in one transaction. */
const PORTION = 25

/**
 * Grows the register to the wanted number of commitments by copying the sample's documents with all that the register
 * holds of them: texts, responsibilities, and through the triggers the indexes of units, places and words.
 * @returns the unit that is named most, and one in the middle of the order
 */
export async function growRegister(
  database: DatabaseHandle,
  wanted: number,
): Promise<{ most: string; middle: string }> {
  let count = 0
  while (count < wanted) {
    count = await database.asSystem(async (trx) => {
      const { rows: columns } = await sql<{ name: string }>`
        select quote_ident(column_name) as name from information_schema.columns
        where table_name = 'commitment' and is_generated = 'NEVER'
          and column_name not in ('id', 'document_id', 'sort_key')`.execute(trx)
      const copied = sql.raw(columns.map(({ name }) => `c.${name}`).join(', '))
      const names = sql.raw(columns.map(({ name }) => name).join(', '))
      await sql`
        create temporary table copy_document on commit drop as
          select d.id as old_id, d.ordinal as old_ordinal, gen_random_uuid() as new_id
          from document d, generate_series(1, ${PORTION}) where d.sample`.execute(trx)
      await sql`
        insert into document (id, home_jurisdiction, title, number, issuer, issued_on, visibility, owner_organization_id)
          select n.new_id, d.home_jurisdiction, d.title, d.number, d.issuer, d.issued_on, d.visibility, d.owner_organization_id
          from copy_document n join document d on d.id = n.old_id`.execute(trx)
      await sql`
        create temporary table copy_commitment on commit drop as
          select c.id as old_id, gen_random_uuid() as new_id, n.new_id as document_id,
            c.sort_key + (n.old_ordinal - d.ordinal) * ${PLACES}::bigint as sort_key
          from copy_document n join document d on d.id = n.new_id join commitment c on c.document_id = n.old_id`.execute(
        trx,
      )
      await sql`
        insert into commitment (id, document_id, sort_key, ${names})
          select n.new_id, n.document_id, n.sort_key, ${copied}
          from copy_commitment n join commitment c on c.id = n.old_id`.execute(trx)
      await sql`
        insert into responsibility (home_jurisdiction, commitment_id, seq, kind, printed, role, organization_id, today)
          select r.home_jurisdiction, n.new_id, r.seq, r.kind, r.printed, r.role, r.organization_id, r.today
          from copy_commitment n join responsibility r on r.commitment_id = n.old_id`.execute(trx)
      const { rows } = await sql<{ count: number }>`select count(*)::int as count from commitment`.execute(trx)
      return rows[0]?.count ?? 0
    })
    process.stderr.write(`\r${count} commitments`)
  }
  process.stderr.write('\n')
  await sql`analyze`.execute(database.kysely)
  await sql`vacuum`.execute(database.kysely)
  const { rows } = await sql<{ id: string }>`
    select organization_id as id from register_unit group by 1 order by count(*) desc`.execute(database.kysely)
  const [most, middle] = [rows[0]?.id, rows[Math.floor(rows.length / 2)]?.id]
  if (!most || !middle) throw new Error('The sample names no unit.')
  return { most, middle }
}
