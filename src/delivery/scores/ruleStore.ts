import type { Actor } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import type { NewScoreDraft, NewScoreRule, ScoreDraft, ScoreRule } from './schemas.ts'
import type {} from './tables.ts'

/** Every version, the last published first. */
export async function listRules(trx: Trx): Promise<ScoreRule[]> {
  const rows = await trx.selectFrom('score_rule').selectAll().orderBy('version', 'desc').execute()
  return rows.map(
    ({ published_at, user_name, organization_id, organization_name, applies_from, version, title, parts, note }) => ({
      version,
      title,
      parts,
      note,
      appliesFrom: applies_from,
      publishedAt: published_at.toISOString(),
      userName: user_name,
      organizationId: organization_id,
      organizationName: organization_name,
    }),
  )
}

export async function addRule(trx: Trx, actor: Actor, rule: NewScoreRule): Promise<void> {
  await trx
    .insertInto('score_rule')
    .values({
      version: rule.version,
      title: rule.title,
      parts: JSON.stringify(rule.parts),
      note: rule.note ?? '',
      applies_from: rule.appliesFrom,
      user_id: actor.userId,
      user_name: actor.userName,
      organization_id: actor.organizationId,
      organization_name: actor.organizationName,
    })
    .execute()
}

/** What the actor's organization is writing. */
export async function findDraft(trx: Trx): Promise<ScoreDraft | undefined> {
  const row = await trx.selectFrom('score_draft').selectAll().executeTakeFirst()
  if (!row) return undefined
  const { revision, title, parts, note, applies_from, updated_at, user_name } = row
  return {
    revision,
    title,
    parts,
    note,
    appliesFrom: applies_from,
    updatedAt: updated_at.toISOString(),
    userName: user_name,
  }
}

/** Writes the draft anew; `before` is the revision that it follows, 0 where there is none yet. */
export async function saveDraft(trx: Trx, actor: Actor, draft: NewScoreDraft, before: number, now: Date) {
  const values = {
    title: draft.title,
    parts: JSON.stringify(draft.parts),
    note: draft.note ?? '',
    applies_from: draft.appliesFrom,
    revision: before + 1,
    updated_at: now,
    user_id: actor.userId,
    user_name: actor.userName,
  }
  if (before === 0)
    await trx
      .insertInto('score_draft')
      .values({ ...values, organization_id: actor.organizationId })
      .execute()
  else await trx.updateTable('score_draft').set(values).where('organization_id', '=', actor.organizationId).execute()
}

export async function dropDraft(trx: Trx, actor: Actor): Promise<void> {
  await trx.deleteFrom('score_draft').where('organization_id', '=', actor.organizationId).execute()
}
