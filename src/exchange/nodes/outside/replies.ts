import { sql } from 'kysely'
import type { Trx } from '../../../platform/database/index.ts'
import { notify } from '../../../platform/notices/index.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { replyFromOutside } from '../../requests/index.ts'
import { contentOf } from '../cargo/contents.ts'
import { attempted } from '../faults.ts'
import type { Told } from '../rules/event.ts'
import { type ReplyReason, ToldAnswer, ToldReply } from './contents.ts'

const REASON_OF: Readonly<Record<string, ReplyReason>> = {
  ...{ share_withheld: 'withheld', share_until_past: 'until_past', share_step_unfit: 'step_unfit' },
  share_deletion_confirmed: 'step_unfit',
}

/** Takes each reply of its asker once; one that cannot be taken any more is answered with the reason. */
export async function applyReply(trx: Trx, { sender, key, content }: Told): Promise<void> {
  const reply = contentOf(ToldReply, content)
  if (reply === null) return
  const { step, number, userName } = reply
  const { rows } = await sql<{ today: string }>`select day_in_china() as today from outside_asker x
    where x.request_id = ${key}::uuid and x.node_code = ${sender} and ${number} > (
      select coalesce(max(o.number), 0) from outside_reply o where o.request_id = x.request_id)`.execute(trx)
  const [turn] = rows
  if (!turn) return
  const against = await attempted(trx, () => replyFromOutside(trx, key, { node: sender, userName }, reply, turn.today))
  const reason = against === null ? null : (against instanceof Refusal && REASON_OF[against.code]) || 'unreadable'
  await sql`insert into outside_reply (request_id, number, step, reason)
    values (${key}::uuid, ${number}, ${step}, ${reason})`.execute(trx)
}

/** Longest title of a notice, in characters. */
const LONGEST = 200

/** Tells who accepted or deleted, once each time, that it could not be taken: it waits on the asker again. */
export async function tellOfUntaken(trx: Trx, told: readonly Told[]): Promise<void> {
  for (const { sender, key, content } of told) {
    const answer = contentOf(ToldAnswer, content)
    if (!answer?.reply?.reason) continue
    if (answer.state !== 'offered' && answer.reply.step !== 'deletion_confirmed') continue
    const { rows } = await sql<{ organizationId: string; name: string }>`
      select organization_id as "organizationId", resource_name as name from outside_request
      where id::text = ${key} and owner = ${sender} and reply_number = ${answer.reply.number}`.execute(trx)
    const [asked] = rows
    if (!asked) continue
    await notify(trx, [
      {
        ...{ organizationId: asked.organizationId, kind: 'exchange.outside_answer', link: `/nodes/requests/${key}` },
        title: `回应未被受理，请重新回应：${asked.name}`.slice(0, LONGEST),
        titleEn: `Your reply could not be taken, please reply again: ${asked.name}`.slice(0, LONGEST),
        key: `outside_answer:${sender}:${key}:untaken:${answer.reply.number}`,
      },
    ])
  }
}
