import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { cutList, httpRefusals } from '../../platform/http/index.ts'
import { reportingRefusals as refusals } from './refusals.ts'
import type { Evidence } from './schemas.ts'

const EVIDENCE = sql`e.id, e.task_id as "taskId", e.title, e.grade, e.file_name as "fileName",
  e.media_type as "mediaType", e.bytes, e.source, e.at, e.user_name as "userName",
  json_build_object('id', e.organization_id, 'name', e.organization_name) as organization,
  (select json_build_object('at', v.at, 'userName', v.user_name, 'organizationName', v.organization_name, 'note', v.note)
    from evidence_verification v where v.evidence_id = e.id order by v.at limit 1) as verified`

/** Evidence of a task, the newest first: the first so many, and how many one may see. */
export async function evidenceOfTask(
  trx: Trx,
  taskId: string,
  most = 500,
): Promise<{ items: Evidence[]; total: number }> {
  const { rows } = await sql<Evidence & { total: number }>`
    select ${EVIDENCE}, count(*) over () as total from evidence e
    where e.task_id = ${taskId}::uuid order by e.at desc, e.id limit ${most}`.execute(trx)
  return cutList(rows)
}

/** @throws Refusal evidence_not_found */
export async function findEvidence(trx: Trx, id: string): Promise<Evidence & { sha256: string | null }> {
  const { rows } = await sql<Evidence & { sha256: string | null }>`
    select ${EVIDENCE}, e.sha256 from evidence e where e.id = ${id}::uuid`.execute(trx)
  const [found] = rows
  if (!found) throw refusals.evidenceNotFound(id)
  return found
}

export interface NewEvidence {
  taskId: string
  title: string
  grade: 'statement' | 'document' | 'measured'
  source: string | null
  file: { sha256: string; name: string; mediaType: string; bytes: number } | null
}

/** Evidence is given by who answers for the task, and by its office. @throws Refusal not_found, evidence_not_answerable */
export async function expectGiver(trx: Trx, actor: Actor, taskId: string): Promise<void> {
  const { rows } = await sql<{ may: boolean }>`
    select t.owner_organization_id = ${actor.organizationId}::uuid or actor_answers_for(t.id) as may
    from task t where t.id = ${taskId}::uuid`.execute(trx)
  if (!rows[0]) throw httpRefusals.notFound('task')
  if (!rows[0].may) throw refusals.evidenceNotAnswerable()
}

/** Keeps a piece of evidence; nobody but its giver sees it until it stands behind a report. */
export async function addEvidence(trx: Trx, actor: Actor, given: NewEvidence, now: Date): Promise<Evidence> {
  const id = randomUUID()
  const { taskId, title, grade, source, file } = given
  await trx
    .insertInto('evidence')
    .values({
      ...{ id, task_id: taskId, title, grade, source, at: now },
      ...{ sha256: file?.sha256 ?? null, file_name: file?.name ?? null },
      ...{ media_type: file?.mediaType ?? null, bytes: file?.bytes ?? null },
      ...{ user_id: actor.userId, user_name: actor.userName },
      ...{ organization_id: actor.organizationId, organization_name: actor.organizationName },
    })
    .execute()
  await appendAudit(trx, {
    ...{ action: 'delivery.add_evidence', subjectKind: 'evidence', subjectId: id },
    ...{ after: { taskId, title, grade, sha256: file?.sha256 ?? null } },
  })
  return findEvidence(trx, id).then(({ sha256: _, ...shown }) => shown)
}

/**
 * Somebody independent has checked it (核验): another organization than the one that gave it.
 * @throws Refusal evidence_not_found, own_evidence, evidence_verified
 */
export async function verifyEvidence(trx: Trx, actor: Actor, id: string, remark: string, now: Date): Promise<Evidence> {
  const evidence = await findEvidence(trx, id)
  if (evidence.organization.id === actor.organizationId) throw refusals.ownEvidence()
  if (evidence.grade === 'verified') throw refusals.evidenceVerified()
  await trx
    .insertInto('evidence_verification')
    .values({
      ...{ id: randomUUID(), evidence_id: id, note: remark, at: now, user_id: actor.userId, user_name: actor.userName },
      ...{ organization_id: actor.organizationId, organization_name: actor.organizationName },
    })
    .execute()
  await announce(trx, 'delivery.evidence_verified', { evidenceId: id, taskId: evidence.taskId })
  await appendAudit(trx, {
    ...{ action: 'delivery.verify_evidence', subjectKind: 'evidence', subjectId: id },
    ...{ before: { grade: evidence.grade }, after: { grade: 'verified', note: remark } },
  })
  return findEvidence(trx, id).then(({ sha256: _, ...shown }) => shown)
}

/** The office explains why both may stand, or what was wrong. @throws Refusal contradiction_not_found, contradiction_settled */
export async function settleContradiction(
  trx: Trx,
  actor: Actor,
  id: string,
  settlement: string,
  now: Date,
): Promise<{ id: string; settledAt: string }> {
  const row = await trx
    .selectFrom('contradiction')
    .innerJoin('report', 'report.id', 'contradiction.report_id')
    .select(['contradiction.id', 'settled_at', 'report.owner_organization_id'])
    .where('contradiction.id', '=', id)
    .executeTakeFirst()
  if (!row) throw refusals.contradictionNotFound(id)
  if (row.owner_organization_id !== actor.organizationId) throw refusals.notYourReview(row.owner_organization_id)
  if (row.settled_at !== null) throw refusals.contradictionSettled()
  // By whom and when it is settled, the database looks up.
  const settled = await trx
    .updateTable('contradiction')
    .set({ settled_at: now, settled_by: actor.userName, settlement })
    .where('id', '=', id)
    .where('settled_at', 'is', null)
    .returning('settled_at')
    .executeTakeFirst()
  if (!settled) throw refusals.contradictionSettled()
  await appendAudit(trx, {
    ...{ action: 'delivery.settle_contradiction', subjectKind: 'contradiction', subjectId: id },
    ...{ after: { settlement } },
  })
  return { id, settledAt: (settled.settled_at ?? now).toISOString() }
}
