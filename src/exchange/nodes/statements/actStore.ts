import { type RawBuilder, sql } from 'kysely'
import { type Actor, roleMay } from '../../../platform/access/index.ts'
import { momentText, type Trx } from '../../../platform/database/index.ts'
import { contentOf } from '../cargo/contents.ts'
import { ToldActAnswer, ToldStatementObjection, WITHDRAWAL } from './contents.ts'
import type { StatementAct, ToldStatementListed } from './schemas.ts'

type Content = Record<string, unknown> | null
type Stored = Pick<
  StatementAct,
  'id' | 'kind' | 'party' | 'line' | 'grounds' | 'sha256' | 'userName' | 'organizationName' | 'at' | 'withdrawnAt'
> & { organizationId: string; answer: Content; withdrawalAnswer: Content; objection: Content; wasTaken: boolean }

const FACT = (kind: string, key: RawBuilder<unknown>) =>
  sql`(select f.content from shared_fact f where f.owner = a.owner and f.kind = ${kind} and f.key = ${key})`

/** What the owner made of something that was told to it. What it said once that it took it does not take back. */
function answerOf(told: Content, wasTaken = false): Pick<StatementAct, 'state' | 'reason'> {
  const answer = contentOf(ToldActAnswer, told)
  const said = answer === null ? 'sent' : answer.reason === null ? 'taken' : 'refused'
  return { state: wasTaken && said !== 'taken' ? 'contradicted' : said, reason: answer?.reason ?? null }
}

const WAS_TAKEN = sql`exists (select from outside_taken k where k.act_id = a.id)`

/**
 * What units here signed of a statement of another node, and objected to, each with what the owner made of it. An objection
 * is withdrawn while it is open there; one of which the owner has not told yet, while the statement is.
 */
export async function listActs(
  trx: Trx,
  actor: Actor,
  { owner, id, state: stateOfStatement }: Pick<ToldStatementListed, 'owner' | 'id' | 'state'>,
): Promise<StatementAct[]> {
  const { rows } = await sql<Stored>`
    select a.id, 'signature' as kind, a.party, null::integer as line, null as grounds, a.sha256, a.user_name as "userName",
      a.organization_id as "organizationId", a.organization_name as "organizationName", ${momentText('a.at')} as at,
      null as "withdrawnAt", ${FACT('act_answer', sql`a.id::text`)} as answer, null::jsonb as "withdrawalAnswer",
      null::jsonb as objection, ${WAS_TAKEN} as "wasTaken"
    from outside_signature a where a.owner = ${owner.code} and a.statement_id = ${id}::uuid
    union all
    select a.id, 'objection', a.party, a.line::integer, a.grounds, null, a.user_name, a.organization_id, a.organization_name,
      ${momentText('a.at')}, ${momentText('a.withdrawn_at')}, ${FACT('act_answer', sql`a.id::text`)},
      ${FACT('act_answer', sql`a.id || ${WITHDRAWAL}`)}, ${FACT('statement_objection', sql`a.statement_id || '/' || a.id`)},
      ${WAS_TAKEN}
    from outside_objection a where a.owner = ${owner.code} and a.statement_id = ${id}::uuid
    order by at, id`.execute(trx)
  return rows.map(({ organizationId, answer, withdrawalAnswer, objection, wasTaken, ...act }) => {
    const { state, reason } = answerOf(answer, wasTaken)
    const isOwn = organizationId === actor.organizationId
    const outcome = contentOf(ToldStatementObjection, objection)?.state ?? null
    const isOpen = (outcome ?? stateOfStatement) === 'open'
    const isWithdrawable = act.kind === 'objection' && act.withdrawnAt === null && state !== 'refused' && isOpen
    return {
      ...{ ...act, state, reason, isOwn, outcome },
      mayWithdraw: isWithdrawable && isOwn && roleMay(actor.role, 'statement.sign') && owner.revokedAt === null,
      withdrawal: act.withdrawnAt === null ? null : answerOf(withdrawalAnswer),
    }
  })
}
