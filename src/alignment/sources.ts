import { sql } from 'kysely'
import { planRefusals } from '../plan/refusals.ts'
import type { Trx } from '../platform/database/index.ts'
import { alignmentRefusals } from './refusals.ts'
import type { StoredPlan } from './run.ts'

/** The newest version of a document, as far as aligning it asks. */
export interface NewestVersion {
  id: string
  version: number
}

interface SourceRow {
  id: string
  title: string
  number: string | null
  issuer: string | null
  date: string | null
  version: number
  withdrawn: boolean
  reason: string | null
}

/** @throws Refusal document_not_found, document_withdrawn, alignment_of_one */
export async function newestOf(trx: Trx, upperId: string, lowerId: string): Promise<[NewestVersion, NewestVersion]> {
  if (upperId === lowerId) throw alignmentRefusals.sameDocument()
  const { rows } = await sql<SourceRow>`
    select id, title, newest_version as version, withdrawn, withdrawn_reason as reason from document
    where id in (${upperId}, ${lowerId})`.execute(trx)
  const one = (wanted: string): NewestVersion => {
    const row = rows.find(({ id }) => id === wanted)
    if (!row) throw planRefusals.documentNotFound(wanted)
    if (row.withdrawn) throw planRefusals.documentWithdrawn(row.title, row.reason ?? '')
    return { id: wanted, version: row.version }
  }
  return [one(upperId), one(lowerId)]
}

/** The text of a version with its blocks, and what is known of the document now. */
export async function storedPlan(trx: Trx, { id, version }: NewestVersion): Promise<StoredPlan> {
  const { rows } = await sql<StoredPlan>`
    select json_build_object('format', v.format, 'text', t.text, 'blocks', t.blocks, 'stated', '{}'::json) as source,
      json_build_object('title', d.title, 'number', d.number, 'issuer', d.issuer, 'date', d.issued_on) as known
    from document d
      join document_version v on v.document_id = d.id and v.number = ${version}
      join document_text t on t.document_id = d.id and t.version = v.number
    where d.id = ${id}`.execute(trx)
  const [row] = rows
  if (!row) throw planRefusals.versionNotFound(id, version)
  return row
}

/** The canonical text of a version. */
export async function textOf(trx: Trx, { id, version }: NewestVersion): Promise<string> {
  const { rows } = await sql<{ text: string }>`
    select text from document_text where document_id = ${id} and version = ${version}`.execute(trx)
  return rows[0]?.text ?? ''
}

/** The canonical texts of a run's two versions. */
export async function textsOf(
  trx: Trx,
  upper: NewestVersion,
  lower: NewestVersion,
): Promise<Record<'upper' | 'lower', string>> {
  return { upper: await textOf(trx, upper), lower: await textOf(trx, lower) }
}
