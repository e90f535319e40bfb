import { sql } from 'kysely'
import { type Actor, roleMay } from '../../../platform/access/index.ts'
import { momentText, type Trx } from '../../../platform/database/index.ts'
import { contentOf } from '../cargo/contents.ts'
import { ToldActAnswer } from './contents.ts'
import type { StatementAct } from './schemas.ts'

type Stored = Omit<StatementAct, 'state' | 'reason' | 'mayWithdraw'> & {
  organizationId: string
  answer: Record<string, unknown> | null
  wasTaken: boolean
}

const ANSWER = sql`(select f.content from shared_fact f
  where f.owner = a.owner and f.kind = 'act_answer' and f.key = a.id::text) as answer,
  exists (select from outside_taken k where k.act_id = a.id) as "wasTaken"`

/** What units here signed of a statement of another node, and objected to, each with what the owner made of it. */
export async function listActs(trx: Trx, actor: Actor, owner: string, id: string): Promise<StatementAct[]> {
  const { rows } = await sql<Stored>`
    select a.id, 'signature' as kind, a.party, null::integer as line, null as grounds, a.sha256, a.user_name as "userName",
      a.organization_id as "organizationId", a.organization_name as "organizationName", ${momentText('a.at')} as at,
      null as "withdrawnAt", ${ANSWER}
    from outside_signature a where a.owner = ${owner} and a.statement_id = ${id}::uuid
    union all
    select a.id, 'objection', a.party, a.line::integer, a.grounds, null, a.user_name, a.organization_id, a.organization_name,
      ${momentText('a.at')}, ${momentText('a.withdrawn_at')}, ${ANSWER}
    from outside_objection a where a.owner = ${owner} and a.statement_id = ${id}::uuid
    order by at, id`.execute(trx)
  return rows.map(({ organizationId, answer: told, wasTaken, ...act }) => {
    const answer = contentOf(ToldActAnswer, told)
    const said = answer === null ? 'sent' : answer.reason === null ? 'taken' : 'refused'
    const state = wasTaken && said !== 'taken' ? 'contradicted' : said
    const isOwn = organizationId === actor.organizationId && roleMay(actor.role, 'statement.sign')
    const mayWithdraw = act.kind === 'objection' && isOwn && state !== 'refused' && act.withdrawnAt === null
    return { ...act, state, reason: answer?.reason ?? null, mayWithdraw }
  })
}
