import { sql } from 'kysely'
import { momentText, type Trx } from '../../../platform/database/index.ts'
import { rowsMark } from '../cargo/rowsMark.ts'
import type { Cargo } from '../cargo.ts'
import type { Fact } from '../rules/event.ts'
import { answered, logUse, takeTold } from './arriving.ts'
import type { ToldAnswer, ToldReply, ToldRequest, ToldUse } from './contents.ts'
import { tellOfAnswer } from './notices.ts'
import { applyReply, tellOfUntaken } from './replies.ts'

/** Rows of a query as facts of a kind. */
async function factsOf<Content extends Record<string, unknown>>(
  trx: Trx,
  kind: string,
  query: ReturnType<typeof sql<{ key: string; content: Content }>>,
): Promise<Fact[]> {
  const { rows } = await query.execute(trx)
  return rows.map(({ key, content }) => ({ kind, key, content }))
}

/** What this node's units ask for of a unit of the receiver's: told to nobody else. */
export const requestCargo: Cargo = {
  kind: 'request',
  version: 1,
  mark: (trx) => rowsMark(trx, ['outside_request']),
  facts: (trx, receiver) =>
    factsOf(
      trx,
      'request',
      sql<{ key: string; content: ToldRequest }>`
        select r.id as key, json_build_object('resourceId', r.resource_id, 'recipientId', r.organization_id,
          'recipient', r.organization_name, 'userName', r.user_name, 'purpose', r.purpose, 'matter', r.matter,
          'legalBasis', r.legal_basis, 'terms', r.terms, 'validUntil', r.valid_until, 'contact', r.contact,
          'supplement', case when r.supplement > 0 then json_build_object('number', r.supplement,
            'words', r.supplement_words, 'userName', r.supplemented_by, 'at', ${momentText('r.supplemented_at')}) end,
          'at', ${momentText('r.at')}) as content
        from outside_request r where r.owner = ${receiver.code} order by r.at, r.id`,
    ),
  arrived: (trx, told) => answered(trx, told, takeTold),
}

/** What they reply to its answers. */
export const replyCargo: Cargo = {
  kind: 'reply',
  version: 1,
  mark: (trx) => rowsMark(trx, ['outside_request']),
  facts: (trx, receiver) =>
    factsOf(
      trx,
      'reply',
      sql<{ key: string; content: ToldReply }>`
        select r.id as key, json_build_object('number', r.reply_number, 'step', r.reply, 'words', r.reply_words, 'userName', r.replied_by,
          'at', ${momentText('r.replied_at')}) as content
        from outside_request r where r.owner = ${receiver.code} and r.reply is not null order by r.replied_at, r.id`,
    ),
  arrived: (trx, told) => answered(trx, told, applyReply),
}

/** How what the receiver's units asked of ours stands. */
export const answerCargo: Cargo = {
  kind: 'answer',
  version: 1,
  mark: (trx) =>
    rowsMark(trx, ['share_request', 'share_agreement', 'outside_refusal', 'outside_supplement', 'outside_reply']),
  facts: (trx, receiver) =>
    factsOf(
      trx,
      'answer',
      sql<{ key: string; content: ToldAnswer }>`
        select r.id as key, json_build_object('state', r.state, 'reason', null, 'words', r.words, 'sinceOn', r.since_on,
          'dueOn', r.due_on, 'periodDays', r.period_days, 'decidedBy', r.decided_by,
          'supplement', (select json_build_object('number', s.number, 'reason', s.reason) from outside_supplement s
            where s.request_id = r.id order by s.number desc limit 1),
          'reply', (select json_build_object('number', o.number, 'step', o.step, 'reason', o.reason) from outside_reply o
            where o.request_id = r.id order by o.number desc limit 1),
          'offer', case when r.offered_terms is not null
            then json_build_object('terms', r.offered_terms, 'validUntil', r.offered_valid_until) end,
          'agreement', case when a.id is not null then json_build_object('id', a.id, 'state', a.state,
            'validFrom', a.valid_from, 'validUntil', a.valid_until, 'withdrawnFrom', a.withdrawn_from,
            'withdrawnReason', a.withdrawn_reason, 'endKind', a.end_kind, 'sinceOn', a.since_on, 'resumedOn', (
              select (max(e.at) at time zone 'Asia/Shanghai')::date from share_event e
              where e.request_id = r.id and e.kind = 'agreement_resumed'),
            'words', case a.end_kind when 'withdrawn' then a.withdrawn_reason else a.words end,
            'deletionConfirmedAt', ${momentText('a.deletion_confirmed_at')},
            'deletionConfirmedBy', a.deletion_confirmed_by) end) as content
        from outside_asker x join share_request r on r.id = x.request_id
          left join share_agreement a on a.request_id = r.id
        where x.node_code = ${receiver.code}
        union all
        select f.request_id, json_build_object('state', 'refused', 'reason', f.reason, 'words', '',
          'sinceOn', (f.at at time zone 'Asia/Shanghai')::date, 'dueOn', null, 'periodDays', 0, 'decidedBy', null,
          'supplement', null, 'reply', null, 'offer', null, 'agreement', null)
        from outside_refusal f where f.node_code = ${receiver.code}
        order by key`,
    ),
  arrived: async (trx, told) => {
    await tellOfAnswer(trx, told)
    await tellOfUntaken(trx, told)
  },
}

/** What they used of what they were given. */
export const useCargo: Cargo = {
  kind: 'use',
  version: 1,
  mark: (trx) => rowsMark(trx, ['outside_use']),
  facts: (trx, receiver) =>
    factsOf(
      trx,
      'use',
      sql<{ key: string; content: ToldUse }>`
        select u.id as key, json_build_object('agreementId', u.agreement_id, 'manner', u.manner, 'matter', u.matter,
          'rowCount', u.row_count, 'bytes', u.bytes, 'digest', u.digest, 'userId', u.user_id, 'userName', u.user_name,
          'at', ${momentText('u.at')}) as content
        from outside_use u where u.owner = ${receiver.code} order by u.at, u.id`,
    ),
  arrived: (trx, told) => answered(trx, told, logUse),
}
