import { sql } from 'kysely'
import { appendAudit } from '../../platform/audit/index.ts'
import { addWorkingDays } from '../../platform/calendar/index.ts'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import type { Job } from '../../platform/jobs/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { REMIND_BEFORE_END, type Reminder, reminderOf } from './rules/clock.ts'
import { type Telling, tell } from './tell.ts'

/** At the turn of each day in China: agreements end by time, and what is due or late is told. */
export const sharingJob: Job = {
  name: 'exchange.sharing',
  every: 'day',
  async run({ database, clock }) {
    await endAgreements(database, clock())
    await remindOfSharing(database, clock())
  },
}

interface Ending {
  id: string
  revision: number
  resourceId: string
  name: string
  endKind: 'expired' | 'withdrawn'
  providerId: string
  recipientId: string
}

/** Ends what has run out, and what its provider withdrew from a day that has come. What is ended is left. @returns how many */
export function endAgreements(database: DatabaseHandle, now: Date): Promise<number> {
  const today = todayInChina(now)
  return database.asSystem(async (trx) => {
    const { rows } = await sql<Ending>`
      select a.id, a.revision, a.resource_id as "resourceId", v.name, a.provider_id as "providerId",
        a.recipient_id as "recipientId",
        case when a.withdrawn_from <= ${today}::date then 'withdrawn' else 'expired' end as "endKind"
      from share_agreement a join resource_version v on v.resource_id = a.resource_id and v.number = a.version
      where a.state <> 'ended' and (a.valid_until < ${today}::date or a.withdrawn_from <= ${today}::date)
      for no key update of a`.execute(trx)
    for (const ending of rows) await endOne(trx, ending)
    return rows.length
  })
}

async function endOne(trx: Trx, { id, revision, name, endKind, resourceId, providerId, recipientId }: Ending) {
  await trx
    .updateTable('share_agreement')
    .set({ state: 'ended', step: 'ended', words: '', end_kind: endKind, revision: revision + 1 })
    .where('id', '=', id)
    .execute()
  const isWithdrawn = endKind === 'withdrawn'
  await tell(trx, [
    {
      ...{ to: [providerId, recipientId], kind: 'exchange.agreement_ended', link: `/share-agreements/${id}` },
      title: `${isWithdrawn ? '共享已撤回，使用方须删除数据并确认' : '共享协议到期'}：${name}`,
      titleEn: `${isWithdrawn ? 'Sharing is withdrawn, the data have to be deleted' : 'Sharing has run out'}: ${name}`,
      key: `share_agreement:${id}:ended`,
    },
  ])
  await announce(trx, 'exchange.agreement_ended', {
    agreementId: id,
    resourceId,
    state: 'ended',
    providerId,
    recipientId,
    endKind,
  })
  await appendAudit(trx, {
    ...{ action: 'exchange.change_share_agreement', subjectKind: 'share_agreement', subjectId: id },
    after: { state: 'ended', endKind },
  })
}

/** Something that a provider has to do by a day. */
interface Owed {
  what: 'request' | 'agreement' | 'dispute'
  id: string
  name: string
  providerId: string
  recipientId: string
  dueOn: string
  /** Working days of the whole term. */
  days: number
}

const OWED_WORDS: Readonly<Record<Owed['what'], { zh: string; en: string; page: string }>> = {
  request: { zh: '共享申请待答复', en: 'A request for data waits for the answer', page: 'share-requests' },
  agreement: {
    zh: '已同意共享的数据待提供',
    en: 'Data that were granted wait to be provided',
    page: 'share-agreements',
  },
  dispute: { zh: '数据疑义待核实', en: 'A disputed value waits to be verified', page: 'share-disputes' },
}
const WHEN_WORDS: Readonly<Record<Reminder, (day: string) => { zh: string; en: string }>> = {
  soon: (day) => ({ zh: `${day}前`, en: `by ${day}` }),
  today: () => ({ zh: '今天到期', en: 'due today' }),
  late: (day) => ({ zh: `已逾期（应于${day}前）`, en: `late since ${day}` }),
}

/**
 * Reminds a provider a working day before the last day (where the term is longer than one), and on it; on the first day that
 * it is late tells the provider again (its leaders too: they act for it), and who coordinates both units. Reminds recipients
 * before an agreement ends. Each is told once, however often this runs.
 */
export function remindOfSharing(database: DatabaseHandle, now: Date): Promise<void> {
  const today = todayInChina(now)
  return database.asSystem(async (trx) => {
    for (const owed of await owedBy(trx, addWorkingDays(today, 1))) {
      const reminder = reminderOf(owed.dueOn, owed.days, today)
      if (reminder) await remindOf(trx, owed, reminder)
    }
    await remindOfEnds(trx, today)
  })
}

/** All that is owed by the day or was before it. */
async function owedBy(trx: Trx, day: string): Promise<Owed[]> {
  const { rows } = await sql<Owed>`
    select o.*, v.name from (
      select 'request' as what, r.id, r.resource_id, r.version, r.provider_id as "providerId",
        r.recipient_id as "recipientId", r.due_on as "dueOn", r.period_days::int as days
      from share_request r where r.state = 'submitted' and r.due_on <= ${day}::date
      union all
      select 'agreement', a.id, a.resource_id, a.version, a.provider_id, a.recipient_id, a.provide_by,
        a.provide_by - a.valid_from
      from share_agreement a where a.state = 'active' and a.provide_by <= ${day}::date
        and share_provided_at(a.id) is null
      union all
      select 'dispute', d.id, d.resource_id, a.version, d.provider_id, d.recipient_id, d.due_on, d.period_days::int
      from share_dispute d join share_agreement a on a.id = d.agreement_id
      where d.state = 'open' and d.due_on <= ${day}::date) o
    join resource_version v on v.resource_id = o.resource_id and v.number = o.version
    order by o."dueOn", o.id`.execute(trx)
  return rows
}

async function remindOf(trx: Trx, owed: Owed, reminder: Reminder): Promise<void> {
  const { what, id, name, providerId, recipientId, dueOn } = owed
  const { zh, en, page } = OWED_WORDS[what]
  const when = WHEN_WORDS[reminder](dueOn)
  const telling: Omit<Telling, 'to'> = {
    ...{
      kind: `exchange.${what}_${reminder}`,
      link: `/${page}/${id}`,
      key: `share_${what}:${id}:${reminder}:${dueOn}`,
    },
    ...{ title: `${zh}，${when.zh}：${name}`, titleEn: `${en}, ${when.en}: ${name}` },
  }
  if (reminder !== 'late') return tell(trx, [{ ...telling, to: [providerId] }])
  const { rows } = await sql<{ offices: string[] }>`
    select sharing_coordinators(${providerId}::uuid, ${recipientId}::uuid) as offices`.execute(trx)
  await tell(trx, [{ ...telling, to: [providerId, ...(rows[0]?.offices ?? [])] }])
}

/** A further request takes as long as its answer: the recipient is told in time. */
async function remindOfEnds(trx: Trx, today: string): Promise<void> {
  const { rows } = await sql<{ id: string; name: string; recipientId: string; validUntil: string }>`
    select a.id, v.name, a.recipient_id as "recipientId", a.valid_until as "validUntil"
    from share_agreement a join resource_version v on v.resource_id = a.resource_id and v.number = a.version
    where a.state <> 'ended' and a.withdrawn_from is null
      and a.valid_until <= ${addWorkingDays(today, REMIND_BEFORE_END)}::date`.execute(trx)
  await tell(
    trx,
    rows.map(({ id, name, recipientId, validUntil }) => ({
      ...{
        to: [recipientId],
        kind: 'exchange.agreement_ends',
        link: `/share-agreements/${id}`,
        key: `share_agreement:${id}:ends`,
      },
      title: `共享协议将于${validUntil}到期，如需继续使用请续期申请：${name}`,
      titleEn: `Sharing runs out on ${validUntil}: ask again where you need it longer: ${name}`,
    })),
  )
}
