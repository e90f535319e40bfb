import type { Trx } from '../platform/database/index.ts'
import { historyOf } from './changeStore.ts'
import { loadCommitments } from './commitmentStore.ts'
import { Labels } from './images.ts'
import { planRefusals } from './refusals.ts'
import { loadProvisions } from './relations.ts'
import type { CommitmentDetail, ProvisionRef } from './schemas.ts'

/**
 * A commitment with everything that is known of it: the words of the source, what the machine found in each version,
 * and who changed what.
 * @throws Refusal commitment_not_found
 */
export async function commitmentDetail(trx: Trx, id: string): Promise<CommitmentDetail> {
  const stored = (await loadCommitments(trx, [id])).get(id)
  if (!stored) throw planRefusals.commitmentNotFound(id)
  const { commitment, documentId } = stored
  const text = await trx
    .selectFrom('document_text')
    .select('text')
    .where('document_id', '=', documentId)
    .where('version', '=', commitment.version)
    .executeTakeFirst()
  const found = await trx
    .selectFrom('extraction')
    .select('found')
    .where('commitment_id', '=', id)
    .orderBy('version', 'desc')
    .execute()
  const replacements = await trx
    .selectFrom('commitment_replacement')
    .select(['old_id', 'new_id'])
    .where(({ or, eb }) => or([eb('old_id', '=', id), eb('new_id', '=', id)]))
    .execute()
  return {
    ...commitment,
    quote: text?.text.slice(commitment.span[0], commitment.span[1]) ?? '',
    path: await pathTo(trx, documentId, commitment.version, commitment.provision.address),
    found: found.map((row) => row.found),
    history: await historyOf(trx, id),
    replacedBy: replacements.filter((row) => row.old_id === id).map((row) => row.new_id),
    replaces: replacements.filter((row) => row.new_id === id).map((row) => row.old_id),
  }
}

async function pathTo(trx: Trx, documentId: string, version: number, address: string): Promise<ProvisionRef[]> {
  const outline = await loadProvisions(trx, documentId, version)
  const nodes = new Map(outline.map((node) => [node.id, node]))
  const labels = new Labels(outline)
  const path: ProvisionRef[] = []
  for (
    let node = nodes.get(address);
    node && path.length < 64;
    node = node.parent ? nodes.get(node.parent) : undefined
  ) {
    path.unshift(labels.of(node.id))
  }
  return path
}
