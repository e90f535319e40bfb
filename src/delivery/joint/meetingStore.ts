import { type RawBuilder, sql } from 'kysely'
import { type Actor, roleMay } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { mattersAt, NUMBER, TASK_REF } from './escalationStore.ts'
import { jointRefusals as refusals } from './refusals.ts'
import { isOpen, minutesGaps, nextHost } from './rules/meeting.ts'
import type { AgendaItem, Meeting, MeetingDetail, MeetingList, MeetingQuery, NextMeeting } from './schemas.ts'
import { MEETING_PLACE } from './schemas.ts'
import type {} from './tables.ts'
import { unitOf, unitsOf } from './units.ts'

const ROW = sql`m.id, m.revision, m.title, m.session, m.state, json_build_object('id', l.id, 'name', l.name) as ladder,
  json_build_object('id', t.id, 'name', t.name) as tier, ${unitOf('h')} as host, ${unitOf('w')} as owner,
  m.held_on as "heldOn", m.held_at as "heldAt", m.place,
  (select count(*) from agenda_item i where i.meeting_id = m.id) as items,
  (select count(*) from resolution r where r.meeting_id = m.id) as resolutions`

const FROM = sql`from meeting m join ladder l on l.id = m.ladder_id join ladder_tier t on t.id = m.tier_id
  join organization h on h.id = m.host_organization_id join organization w on w.id = m.owner_organization_id`

export async function listMeetings(trx: Trx, query: MeetingQuery): Promise<MeetingList> {
  const conditions: RawBuilder<unknown>[] = [sql`true`]
  if (query.state) conditions.push(sql`m.state = ${query.state}`)
  if (query.ladder) conditions.push(sql`m.ladder_id = ${query.ladder}::uuid`)
  if (query.tier) conditions.push(sql`m.tier_id = ${query.tier}::uuid`)
  const where = sql.join(conditions, sql` and `)
  const after = MEETING_PLACE.read(query.cursor)
  const { rows } = await sql<Meeting>`select ${ROW} ${FROM} where ${where}
    ${after ? sql`and (m.held_on, m.id) < (${after[0]}::date, ${after[1]}::uuid)` : sql``}
    order by m.held_on desc, m.id desc limit ${query.limit + 1}`.execute(trx)
  const { rows: counted } = await sql<{ total: number }>`select count(*) as total ${FROM} where ${where}`.execute(trx)
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined
  return {
    items: rows.slice(0, query.limit),
    total: counted[0]?.total ?? 0,
    next: last ? MEETING_PLACE.write(last.heldOn, last.id) : null,
  }
}

const OBJECTIONS = sql`(select coalesce(json_agg(json_build_object('id', b.id, 'text', b.text, 'at', b.at,
    'userName', b.user_name, 'organizationId', b.organization_id, 'organizationName', b.organization_name,
    'withdrawnAt', b.withdrawn_at) order by b.at), '[]') from resolution_objection b where b.resolution_id = r.id)`

const units = (
  role: 'lead' | 'participant',
) => sql`(select coalesce(json_agg(json_build_object('id', o.id, 'name', o.name,
    'shortName', o.short_name) order by u.position), '[]') from resolution_unit u join organization o on o.id = u.organization_id
    where u.resolution_id = r.id and u.role = ${role})`

/** What of an agenda the caller may see, in its order. */
async function agendaOf(trx: Trx, meetingId: string): Promise<AgendaItem[]> {
  const { rows } = await sql<AgendaItem>`
    select i.id, i.revision, i.title, i.discussion, i.outcome, i.minutes_wanted as "minutesWanted",
      case when p.id is null then null else ${unitOf('p')} end as presenter,
      case when e.id is null then null else json_build_object('id', e.id, 'number', ${NUMBER}, 'raisedBy', e.raised_by_name,
        'matter', e.matter, 'tried', e.tried, 'wanted', e.wanted, 'task', ${TASK_REF}) end as escalation,
      (select coalesce(json_agg(json_build_object('id', r.id, 'revision', r.revision, 'agendaItemId', r.agenda_item_id,
          'number', r.number, 'title', r.title, 'text', r.text, 'measure', r.measure, 'pace', r.pace, 'dueOn', r.due_on,
          'taskId', r.task_id, 'leads', ${units('lead')}, 'participants', ${units('participant')},
          'objections', ${OBJECTIONS}) order by r.number), '[]')
        from resolution r where r.agenda_item_id = i.id) as resolutions
    from agenda_item i left join organization p on p.id = i.presenter_id left join escalation e on e.id = i.escalation_id
    where i.meeting_id = ${meetingId}::uuid order by i.position, i.id`.execute(trx)
  return rows
}

/** The last reply of the attendee, as far as the policy shows it. */
const REPLY = sql`(select json_build_object('reply', y.reply, 'person', y.person, 'note', y.note, 'at', y.at,
    'userName', y.user_name) from meeting_reply y
  where y.meeting_id = a.meeting_id and y.organization_id = a.organization_id order by y.number desc limit 1)`

/** @throws Refusal meeting_not_found */
export async function findMeeting(trx: Trx, id: string, actor: Actor): Promise<MeetingDetail> {
  const { rows } = await sql<Omit<MeetingDetail, 'agenda' | 'gaps' | 'objections' | 'may'>>`
    select ${ROW}, m.minutes, m.cancelled_reason as "cancelledReason", m.minuted_at as "minutedAt",
      ${unitsOf('t.hosts')} as hosts,
      (select coalesce(json_agg(json_build_object('organization', ${unitOf('o')}, 'capacity', a.capacity,
          'attendance', a.attendance, 'person', a.person, 'reply', ${REPLY}) order by a.position), '[]')
        from meeting_attendee a join organization o on o.id = a.organization_id where a.meeting_id = m.id) as attendees,
      (select coalesce(json_agg(json_build_object('id', f.id, 'agendaItemId', f.agenda_item_id, 'title', f.title,
          'fileName', f.file_name, 'mediaType', f.media_type, 'bytes', f.bytes, 'sha256', f.sha256, 'at', f.at,
          'userName', f.user_name, 'organizationId', f.organization_id, 'organizationName', f.organization_name)
          order by f.at, f.id), '[]')
        from meeting_material f where f.meeting_id = m.id and f.removed_at is null) as materials
    ${FROM} where m.id = ${id}::uuid`.execute(trx)
  const [found] = rows
  if (!found) throw refusals.meetingNotFound(id)
  const agenda = await agendaOf(trx, id)
  const resolutions = agenda.flatMap((item) => item.resolutions)
  const whole = { ...found, agenda }
  return {
    ...whole,
    gaps: isOpen(found.state) ? gapsOf(whole) : [],
    objections: resolutions.flatMap((one) => one.objections).filter((one) => one.withdrawnAt === null).length,
    may: mayDo(whole, actor),
  }
}

export const gapsOf = (meeting: Pick<MeetingDetail, 'agenda' | 'attendees'>) =>
  minutesGaps({
    items: meeting.agenda.map(({ title, outcome, discussion, escalation, resolutions }) => ({
      title,
      outcome,
      discussion,
      escalationId: escalation?.id ?? null,
      resolutions: resolutions.length,
    })),
    resolutions: meeting.agenda.flatMap(({ resolutions }) =>
      resolutions.map(({ title, leads, pace, dueOn }) => ({ title, leads: leads.length, pace, dueOn })),
    ),
    attendees: meeting.attendees.map(({ organization, attendance }) => ({ name: organization.name, attendance })),
  })

function mayDo(
  meeting: Pick<MeetingDetail, 'state' | 'owner' | 'attendees' | 'host'>,
  actor: Actor,
): MeetingDetail['may'] {
  const keeps = roleMay(actor.role, 'meeting.manage') && meeting.owner.id === actor.organizationId
  const seat = meeting.attendees.find(({ organization }) => organization.id === actor.organizationId)
  const hosts = meeting.host.id === actor.organizationId
  const open = isOpen(meeting.state)
  const may: MeetingDetail['may'] = []
  if (keeps && open) may.push('edit')
  if (keeps && meeting.state === 'planned') may.push('convene')
  if (keeps && meeting.state === 'convened') may.push('hold')
  if (keeps && meeting.state === 'held') may.push('issue')
  if (keeps && (meeting.state === 'planned' || meeting.state === 'convened')) may.push('cancel')
  if (open && (keeps || (roleMay(actor.role, 'delivery.report') && (hosts || (seat && meeting.state !== 'planned')))))
    may.push('add_material')
  if (seat && meeting.state === 'convened' && roleMay(actor.role, 'delivery.escalate')) may.push('reply')
  const hears = meeting.state === 'convened' || meeting.state === 'held'
  if (hears && seat?.capacity === 'member' && roleMay(actor.role, 'delivery.escalate')) may.push('object')
  return may
}

/** What the next meeting of a tier would be: whose turn it is to host, who is invited, what waits for it. */
export async function nextMeeting(trx: Trx, tierId: string, heldOn: string): Promise<NextMeeting> {
  await sql`select actor_must('meeting.manage')`.execute(trx)
  const { rows } = await sql<{
    hosts: NextMeeting['hosts']
    members: NextMeeting['members']
    rotation: 'none' | 'meeting' | 'year'
  }>`
    select ${unitsOf('t.hosts')} as hosts, ${unitsOf('t.members')} as members, t.rotation from ladder_tier t
    where t.id = ${tierId}::uuid and t.dropped_at is null`.execute(trx)
  const [tier] = rows
  if (!tier) throw refusals.tierUnknown(tierId)
  const last = await trx
    .selectFrom('meeting')
    .select(['host_organization_id as hostId', 'held_on as heldOn'])
    .where('tier_id', '=', tierId)
    .where('state', '!=', 'cancelled')
    .orderBy('session', 'desc')
    .limit(1)
    .executeTakeFirst()
  // Those that were called off took a number as well.
  const { numbered } = await trx
    .selectFrom('meeting')
    .select(({ fn }) => fn.max<number | null>('session').as('numbered'))
    .where('tier_id', '=', tierId)
    .executeTakeFirstOrThrow()
  const hostId = nextHost({ hosts: tier.hosts.map(({ id }) => id), rotation: tier.rotation }, last ?? null, heldOn)
  const host = tier.hosts.find(({ id }) => id === hostId)
  if (!host) throw refusals.tierUnknown(tierId)
  return {
    host,
    hosts: tier.hosts,
    members: tier.members,
    session: (numbered ?? 0) + 1,
    matters: await mattersAt(trx, tierId),
  }
}
