import { sql } from 'kysely'
import type { Actor } from '../../../platform/access/index.ts'
import { momentText, type Trx } from '../../../platform/database/index.ts'
import { findSelf } from '../store.ts'
import { WHOSE } from '../views/parts.ts'
import type { ToldStatement } from './contents.ts'
import type { EndedAct } from './schemas.ts'
import { againstOwn, type GivenHere } from './standing.ts'

/** Holds a standing that an owner tells against what was signed here. */
export type HeldAgainstOwn = (owner: string, id: string, standing: ToldStatement) => ReturnType<typeof againstOwn>

/** What was signed here of statements, to hold against it what their owners tell. */
export async function ownWordOn(trx: Trx, ids: readonly string[]): Promise<HeldAgainstOwn> {
  const self = await findSelf(trx)
  const { rows } = await sql<GivenHere & { place: string }>`
    select owner || ' ' || statement_id as place, party, organization_id as "organizationId", sha256
    from outside_signature where statement_id = any(${[...ids]}::uuid[])`.execute(trx)
  const given = Map.groupBy(rows, ({ place }) => place)
  return (owner, id, standing) => againstOwn(standing, given.get(`${owner} ${id}`) ?? [], self?.code)
}

/** Notes what an owner says that it took: it said so for good. */
export async function noteTaken(trx: Trx, owner: string, actId: string): Promise<void> {
  await sql`
    insert into outside_taken (act_id, owner)
    select a.id, a.owner from (select id, owner from outside_signature union all select id, owner from outside_objection) a
    where a.id = ${actId}::uuid and a.owner = ${owner}
    on conflict do nothing`.execute(trx)
}

/** The most that a list shows of acts whose statement is told no longer. */
const MOST_ENDED = 100

/** What the actor's unit signed and objected to in statements that are told to it no longer: the latest first. */
export async function listEndedActs(trx: Trx, { organizationId }: Pick<Actor, 'organizationId'>): Promise<EndedAct[]> {
  const { rows } = await sql<EndedAct>`
    select ${WHOSE} as owner, a.statement_id as "statementId", a.id, a.kind, a.party, a.line, a.sha256,
      a.user_name as "userName", a.organization_name as "organizationName", ${momentText('a.at')} as at
    from (
        select id, owner, statement_id, 'signature' as kind, party, null::integer as line, sha256, user_name,
          organization_id, organization_name, at from outside_signature
        union all
        select id, owner, statement_id, 'objection', party, line::integer, null, user_name,
          organization_id, organization_name, at from outside_objection
      ) a join node n on n.code = a.owner left join node_channel c on c.peer = a.owner
    where a.organization_id = ${organizationId}::uuid and not exists (select from shared_fact f
      where f.owner = a.owner and f.kind = 'statement' and f.key = a.statement_id::text and f.content is not null)
    order by a.at desc, a.id limit ${MOST_ENDED}`.execute(trx)
  return rows
}
