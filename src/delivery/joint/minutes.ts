import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { whyUnwritten } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { createTask, recordEvent } from '../tasks/index.ts'
import { matterOf } from './escalationStore.ts'
import { move, moveUp } from './escalations.ts'
import { findMeeting, gapsOf } from './meetingStore.ts'
import { heldMeeting } from './meetings.ts'
import { tell } from './outward.ts'
import { jointRefusals as refusals } from './refusals.ts'
import { nextMeetingState } from './rules/meeting.ts'
import type { AgendaItem, IssueMinutes, MeetingDetail } from './schemas.ts'

/**
 * Issues the minutes (印发纪要), the one act by which what was decided begins to oblige: each resolution becomes a task
 * of its units, each matter is settled, waits again or goes one tier up, and nothing of the meeting changes any more.
 * Objections do not stop it, but who issues must have read them.
 * @throws Refusal meeting_cannot, minutes_incomplete, objections_unseen, resolution_programme_missing
 */
export async function issueMinutes(trx: Trx, actor: Actor, id: string, body: IssueMinutes, now: Date): Promise<void> {
  const row = await heldMeeting(trx, id)
  const meeting = await findMeeting(trx, id, actor)
  const state = nextMeetingState(row.state, 'issue')
  const gaps = gapsOf(meeting)
  if (gaps.length > 0) throw refusals.minutesIncomplete(gaps)
  if (meeting.objections !== body.objectionsSeen) throw refusals.objectionsUnseen(meeting.objections)

  const today = todayInChina(now)
  const tasks: string[] = []
  for (const item of meeting.agenda) {
    const made = await makeTasks(trx, actor, meeting, item, body, now)
    tasks.push(...made)
    if (item.escalation) await settle(trx, actor, item, item.escalation.id, meeting.title, today)
    const about = item.escalation?.task?.id
    if (about && item.outcome === 'resolved')
      await recordEvent(trx, actor, about, 'meeting_decided', { meetingId: id, title: meeting.title, tasks: made })
  }
  const issued = await trx
    .updateTable('meeting')
    .set({ state, minuted_at: now, revision: row.revision + 1, updated_at: now })
    .where('id', '=', id)
    .where('revision', '=', row.revision)
    .executeTakeFirst()
  if (issued.numUpdatedRows === 0n) throw await whyUnwritten(trx, 'meeting', id, row.revision)
  const units = meeting.agenda.flatMap(({ resolutions }) =>
    resolutions.flatMap(({ leads, participants }) => [...leads, ...participants]),
  )
  const invited = meeting.attendees.map(({ organization }) => organization)
  await tell(
    trx,
    [...invited, ...units].map((unit) => unit.id),
    actor,
    'meeting_minuted',
    meeting,
  )
  await announce(trx, 'delivery.meeting_minuted', { id, tierId: meeting.tier.id, tasks })
  await appendAudit(trx, {
    action: 'delivery.meeting_issue',
    subjectKind: 'meeting',
    subjectId: id,
    before: { state: row.state },
    after: { state, tasks, objections: meeting.objections },
  })
}

/** Each resolution of the item as a task: in the programme of the task it is about, else in the one that is named. */
async function makeTasks(
  trx: Trx,
  actor: Actor,
  meeting: MeetingDetail,
  item: AgendaItem,
  body: IssueMinutes,
  now: Date,
): Promise<string[]> {
  const made: string[] = []
  for (const resolution of item.resolutions) {
    const programmeId = (await ownProgramme(trx, actor, item.escalation?.task?.programmeId)) ?? body.programmeId
    if (!programmeId) throw refusals.programmeMissing()
    const taskId = await createTask(
      trx,
      actor,
      {
        programmeId,
        origin: 'resolution',
        resolutionId: resolution.id,
        provisionLabel: meeting.title,
        title: resolution.title,
        text: resolution.text,
        measure: resolution.measure,
        pace: resolution.pace,
        dueOn: resolution.dueOn,
        units: [
          ...resolution.leads.map((unit) => ({
            organizationId: unit.id,
            role: 'lead' as const,
            printed: unit.shortName,
          })),
          ...resolution.participants.map((unit) => ({
            organizationId: unit.id,
            role: 'participant' as const,
            printed: unit.shortName,
          })),
        ],
      },
      now,
    )
    await trx.updateTable('resolution').set({ task_id: taskId }).where('id', '=', resolution.id).execute()
    made.push(taskId)
  }
  return made
}

/** A programme only when the office itself keeps it, and it is not retired. */
async function ownProgramme(trx: Trx, actor: Actor, id: string | undefined): Promise<string | undefined> {
  if (!id) return undefined
  const { rows } = await sql<{ id: string }>`select id from programme where id = ${id}::uuid
    and owner_organization_id = ${actor.organizationId}::uuid and retired_at is null`.execute(trx)
  return rows[0]?.id
}

async function settle(
  trx: Trx,
  actor: Actor,
  item: AgendaItem,
  id: string,
  title: string,
  today: string,
): Promise<void> {
  const matter = await matterOf(trx, id)
  const words = item.discussion.trim() || title
  if (item.outcome === 'resolved') {
    await move(trx, actor, matter, 'resolved', words, today)
    await tell(trx, [matter.raised_by], actor, 'escalation_resolved', matter)
  } else if (item.outcome === 'raised') await moveUp(trx, actor, matter, 'risen', words, today)
  else await move(trx, actor, matter, 'deferred', words, today)
}
