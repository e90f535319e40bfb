import { sql } from 'kysely'
import type { Trx } from '../platform/database/index.ts'
import type { ChangedImage } from './changeStore.ts'
import { loadCommitments } from './commitmentStore.ts'
import { compareEditions, type Edition } from './compare.ts'
import { findDocument } from './documentStore.ts'
import { planRefusals } from './refusals.ts'
import { loadProvisions } from './relations.ts'
import type { VersionChanges } from './schemas.ts'

/**
 * What happened between two versions of a document: to its provisions, and to the work people had done on it.
 * @throws Refusal document_not_found, version_not_found
 */
export async function versionChanges(
  trx: Trx,
  id: string,
  asked: { from?: number | undefined; to?: number | undefined },
): Promise<VersionChanges> {
  const document = await findDocument(trx, id)
  const to = asked.to ?? document.version
  const from = asked.from ?? Math.max(1, to - 1)
  const before = await loadEdition(trx, id, from)
  const after = await loadEdition(trx, id, to)
  const rows = await trx
    .selectFrom('commitment_change')
    .select(['commitment_id', 'kind', 'after'])
    .where('document_id', '=', id)
    .where('version', '>', from)
    .where('version', '<=', to)
    .orderBy('seq')
    .execute()
  const commitments = await loadCommitments(trx, [...new Set(rows.map((row) => row.commitment_id))])
  // Over several versions the last word counts.
  const last = new Map(rows.map((row) => [row.commitment_id, row]))
  const carried: VersionChanges['carried'] = []
  const orphaned: VersionChanges['orphaned'] = []
  for (const [commitmentId, { kind, after: change }] of last) {
    const commitment = commitments.get(commitmentId)?.commitment
    if (!commitment || commitment.state === 'replaced') continue
    if (kind === 'drop') orphaned.push(commitment)
    else {
      const { how = 'same', similarity = 1 } = (change as ChangedImage | null)?.carried ?? {}
      carried.push({ commitment, how, similarity })
    }
  }
  const inTextOrder = (a: { position: number }, b: { position: number }) => a.position - b.position
  return {
    id,
    from,
    to,
    provisions: compareEditions(before, after),
    carried: carried.sort((a, b) => inTextOrder(a.commitment, b.commitment)),
    orphaned: orphaned.sort(inTextOrder),
    added: await countAdded(trx, id, from, to),
  }
}

async function loadEdition(trx: Trx, id: string, version: number): Promise<Edition> {
  const row = await trx
    .selectFrom('document_text')
    .select('text')
    .where('document_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (!row) throw planRefusals.versionNotFound(id, version)
  return { text: row.text, outline: await loadProvisions(trx, id, version) }
}

/** Commitments that the machine found for the first time after `from`. */
async function countAdded(trx: Trx, id: string, from: number, to: number): Promise<number> {
  const { rows } = await sql<{ added: number }>`
    select count(*) as added from (
      select commitment_id, min(version) as first from extraction where document_id = ${id} group by 1) e
    where first > ${from} and first <= ${to}`.execute(trx)
  return rows[0]?.added ?? 0
}
