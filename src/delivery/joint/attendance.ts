import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'

/** When the meeting is held, who said that it comes is noted as present, until the minutes say otherwise. */
export async function takeRepliesOver(trx: Trx, meetingId: string): Promise<void> {
  await sql`
    update meeting_attendee a set
      attendance = case y.reply when 'attend' then 'present' when 'deputy' then 'represented' else 'absent' end,
      person = case when a.person = '' then y.person else a.person end
    from (select distinct on (organization_id) organization_id, reply, person from meeting_reply
      where meeting_id = ${meetingId}::uuid order by organization_id, number desc) y
    where a.meeting_id = ${meetingId}::uuid and a.organization_id = y.organization_id and a.attendance is null`.execute(
    trx,
  )
}
