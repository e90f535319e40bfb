import { randomInt } from 'node:crypto'
import type { Actor } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { httpRefusals } from '../../platform/http/index.ts'
import { reportingRefusals as refusals } from './refusals.ts'
import { move } from './rules/obligation.ts'
import type { Draft, DraftContent, DraftSaved } from './schemas.ts'
import { findObligation, organizationName } from './store.ts'

export async function findDraft(trx: Trx, obligationId: string): Promise<Draft | null> {
  const row = await trx
    .selectFrom('report_draft')
    .selectAll()
    .where('obligation_id', '=', obligationId)
    .executeTakeFirst()
  if (!row) return null
  return {
    revision: row.revision,
    content: row.content as DraftContent,
    updatedAt: row.updated_at.toISOString(),
    userName: row.user_name,
  }
}

/** Somebody else of the unit wrote on the same draft, or threw it away: the page shows both. */
const outdated = (draft: Draft | null) => httpRefusals.versionOutdated(draft?.revision ?? 0, draft)

/**
 * Keeps what a unit is writing. `seen` is the revision that the writer's page holds, 0 when it has none: who wrote on
 * another revision is told what stands now, and merges.
 * @throws Refusal obligation_not_found, report_of_another_unit, obligation_state_unfit, version_outdated (facts.current)
 */
export async function saveDraft(
  trx: Trx,
  actor: Actor,
  obligationId: string,
  content: DraftContent,
  seen: number,
  now: Date,
): Promise<DraftSaved> {
  const obligation = await findObligation(trx, obligationId)
  if (obligation.organization_id !== actor.organizationId)
    throw refusals.notYourReport(await organizationName(trx, obligation.organization_id))
  move(obligationId, obligation.state, 'submit') // a draft is of something that can be sent
  const values = {
    content: JSON.stringify(content),
    updated_at: now,
    user_id: actor.userId,
    user_name: actor.userName,
  }
  // A new draft starts anywhere: a page that holds a revision of one that was sent must not meet it again.
  const revision = seen === 0 ? randomInt(1, 1_000_000_000) : seen + 1
  const saved =
    seen === 0
      ? await trx
          .insertInto('report_draft')
          .values({ obligation_id: obligationId, organization_id: actor.organizationId, revision, ...values })
          .onConflict((conflict) => conflict.column('obligation_id').doNothing())
          .executeTakeFirst()
          .then(({ numInsertedOrUpdatedRows }) => numInsertedOrUpdatedRows)
      : await trx
          .updateTable('report_draft')
          .set({ revision, ...values })
          .where('obligation_id', '=', obligationId)
          .where('revision', '=', seen)
          .executeTakeFirst()
          .then(({ numUpdatedRows }) => numUpdatedRows)
  if (saved !== 1n) throw outdated(await findDraft(trx, obligationId))
  return { revision, updatedAt: now.toISOString() }
}

/** Throws away what was being written; the prefilled report stands again. */
export async function dropDraft(trx: Trx, actor: Actor, obligationId: string, seen: number): Promise<void> {
  const obligation = await findObligation(trx, obligationId)
  if (obligation.organization_id !== actor.organizationId)
    throw refusals.notYourReport(await organizationName(trx, obligation.organization_id))
  const { numDeletedRows } = await trx
    .deleteFrom('report_draft')
    .where('obligation_id', '=', obligationId)
    .where('revision', '=', seen)
    .executeTakeFirst()
  const left = await findDraft(trx, obligationId)
  if (numDeletedRows !== 1n && left) throw outdated(left)
}
