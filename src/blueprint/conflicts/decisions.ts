import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { CLOCK_NOW, type Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { awaitTurn, expectVersion, httpRefusals } from '../../platform/http/index.ts'
import type { ConflictState } from '../tables.ts'
import { conflictRefusals as refusals } from './refusals.ts'

interface Standing {
  rule: string
  state: ConflictState
  area_m2: number
  revision: number
  decides: boolean
}

/**
 * Accepts a conflict as large as it is, with the reason: both designations stay. It is open again by itself should it grow
 * beyond the rule's tolerance.
 * @throws Refusal blueprint_conflict_not_found, blueprint_conflict_not_yours, blueprint_conflict_not_open,
 *   version_needed, version_outdated, overtaken
 */
export async function acceptConflict(
  trx: Trx,
  actor: Actor,
  id: string,
  reason: string,
  ifMatch: string | undefined,
): Promise<void> {
  const conflict = await decidable(trx, id, ifMatch)
  if (conflict.state !== 'open') throw refusals.conflictNotOpen(conflict.state)
  await decide(trx, actor, id, conflict, 'accepted', reason)
}

/**
 * Opens a conflict again that was accepted, with the reason.
 * @throws Refusal blueprint_conflict_not_found, blueprint_conflict_not_yours, blueprint_conflict_not_accepted,
 *   version_needed, version_outdated, overtaken
 */
export async function reopenConflict(
  trx: Trx,
  actor: Actor,
  id: string,
  reason: string,
  ifMatch: string | undefined,
): Promise<void> {
  const conflict = await decidable(trx, id, ifMatch)
  if (conflict.state !== 'accepted') throw refusals.conflictNotAccepted(conflict.state)
  await decide(trx, actor, id, conflict, 'reopened', reason)
}

async function decidable(trx: Trx, id: string, ifMatch: string | undefined): Promise<Standing> {
  await awaitTurn(trx, 'blueprint_conflict', id)
  const { rows } = await sql<Standing>`
    select rule, state, area_m2, revision, actor_decides(left_layer_id, right_layer_id) as decides
    from blueprint_conflict where id = ${id}::uuid`.execute(trx)
  const [conflict] = rows
  if (!conflict) throw refusals.conflictNotFound(id)
  if (!conflict.decides) throw refusals.conflictNotYours()
  expectVersion(ifMatch, conflict.revision, { state: conflict.state, areaM2: conflict.area_m2 })
  return conflict
}

async function decide(
  trx: Trx,
  actor: Actor,
  id: string,
  before: Standing,
  kind: 'accepted' | 'reopened',
  reason: string,
): Promise<void> {
  const accepted = kind === 'accepted'
  const changed = await trx
    .updateTable('blueprint_conflict')
    .set({
      state: accepted ? 'accepted' : 'open',
      accepted_area_m2: accepted ? before.area_m2 : null,
      revision: before.revision + 1,
      updated_at: CLOCK_NOW,
    })
    .where('id', '=', id)
    .where('revision', '=', before.revision)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw httpRefusals.overtaken()
  await trx
    .insertInto('blueprint_conflict_entry')
    .values({
      conflict_id: id,
      kind,
      reason,
      area_m2: before.area_m2,
      revision_id: null,
      user_id: actor.userId,
      user_name: actor.userName,
      organization_id: actor.organizationId,
      organization_name: actor.organizationName,
    })
    .execute()
  await appendAudit(trx, {
    action: accepted ? 'blueprint.accept_conflict' : 'blueprint.reopen_conflict',
    subjectKind: 'blueprint_conflict',
    subjectId: id,
    before: { state: before.state },
    after: { state: accepted ? 'accepted' : 'open', reason, areaM2: before.area_m2, rule: before.rule },
  })
  await announce(trx, accepted ? 'blueprint.conflict_accepted' : 'blueprint.conflict_reopened', {
    conflictId: id,
    reason,
  })
}
