import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../platform/access/index.ts'
import { momentText, type Trx } from '../../../platform/database/index.ts'
import { shownElsewhere } from '../../../settlement/index.ts'
import type { Objection } from '../../../settlement/schemas.ts'
import { contentOf } from '../cargo/contents.ts'
import { FACTS, WHOSE } from '../views/parts.ts'
import { listActs } from './actStore.ts'
import { ToldStatement, ToldStatementObjection } from './contents.ts'
import { listEndedActs } from './givenHere.ts'
import { type BriefProof, type KnownSums, proofOf } from './proof.ts'
import { toldStatementRefusals as refusals } from './refusals.ts'
import {
  type StatementAct,
  TOLD_STATEMENT_PLACE,
  type ToldStatementDetail,
  type ToldStatementList,
  type ToldStatementListed,
  type ToldStatementQuery,
} from './schemas.ts'

interface Stored {
  owner: ToldStatementListed['owner']
  key: string
  toldAt: string
  content: Record<string, unknown>
  /** The party for which the reader's unit signs, and for which it may sign now, as far as the owner's word goes. */
  ownParty: string | null
  signsFor: string | null
  at: [string, string, string]
}

/** A party of a told statement that is the reader's unit, under a condition. */
const OWN_PARTY = (condition: RawBuilder<unknown>) =>
  sql`(select min(p ->> 'name') from jsonb_path_query(f.content, '$.parties[*]') p
    where p ->> 'organizationId' = actor_organization_id()::text and ${condition})`
const SIGNS_FOR = sql`case when actor_may('statement.sign') and actor_speaks_here() then ${OWN_PARTY(
  sql`actor_may_sign_told(f.owner, f.key, p ->> 'name', null)`,
)} end`
const STORED = sql`${WHOSE} as owner, f.key, ${momentText('f.told_at')} as "toldAt", f.content,
  ${OWN_PARTY(sql`true`)} as "ownParty", ${SIGNS_FOR} as "signsFor",
  json_build_array(coalesce(f.content ->> 'at', ''), f.owner, f.key) as at`

interface Standing extends Stored {
  standing: ToldStatement
}

/** Those of the rows that are statements as this node knows them. */
const statementsOf = (rows: readonly Stored[]): Standing[] =>
  rows.flatMap((row) => {
    const standing = contentOf(ToldStatement, row.content)
    return standing ? [{ ...row, standing }] : []
  })

const whose = ({ owner, key, standing }: Standing) => ({ owner: owner.code, id: key, standing })

function listedOf(
  { owner, key, toldAt, signsFor, standing }: Standing,
  { verdict, totalFen }: BriefProof,
): ToldStatementListed {
  const { agreementName, year, serial, state, parties, at, postedAt } = standing
  return {
    ...{ owner, id: key, agreementName, year, serial, state, verdict, totalFen, at, postedAt, toldAt },
    parties: parties.map(({ name }) => name),
    awaits: state === 'open' ? parties.flatMap(({ name, signature }) => (signature ? [] : [name])) : [],
    maySignFor: verdict === 'whole' ? signsFor : null,
  }
}

const IS_STATEMENT = sql`f.key ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'`

/** Statements that other nodes told and that the actor sees: the newest first. */
export async function listToldStatements(
  trx: Trx,
  actor: Actor,
  { limit, cursor, waiting }: ToldStatementQuery,
  known: KnownSums,
): Promise<ToldStatementList> {
  const where = waiting === undefined ? sql`true` : sql`(${SIGNS_FOR} is not null) = ${waiting}`
  const after = TOLD_STATEMENT_PLACE.read(cursor)
  const { rows } = await sql<Stored>`
    select ${STORED} from ${FACTS('statement')} and ${IS_STATEMENT} and ${where}
      ${after ? sql`and (coalesce(f.content ->> 'at', ''), f.owner, f.key) < (${after[0]}::text, ${after[1]}::text, ${after[2]}::text)` : sql``}
    order by coalesce(f.content ->> 'at', '') desc, f.owner desc, f.key desc limit ${limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`
    select count(*) as total from ${FACTS('statement')} and ${IS_STATEMENT} and ${where}`.execute(trx)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const told = statementsOf(rows.slice(0, limit))
  const proofs = await known.proofsOf(trx, told.map(whose))
  return {
    items: told.flatMap((one, index) => {
      const proof = proofs[index]
      return proof ? [listedOf(one, proof)] : []
    }),
    total: counted.rows[0]?.total ?? 0,
    next: last ? TOLD_STATEMENT_PLACE.write(...last.at) : null,
    ended: after || waiting ? [] : await listEndedActs(trx, actor),
  }
}

/**
 * A statement that another node told: what it says as it was worked out here, who has signed, and what was done here.
 * @throws Refusal told_statement_not_found
 */
export async function findToldStatement(
  trx: Trx,
  actor: Actor,
  owner: string,
  id: string,
): Promise<ToldStatementDetail> {
  const { rows } = await sql<Stored>`
    select ${STORED} from ${FACTS('statement')} and f.owner = ${owner} and f.key = ${id}`.execute(trx)
  const [told] = statementsOf(rows)
  if (!told) throw refusals.notFound(owner, id)
  const { standing, ownParty } = told
  const { read, ...proof } = await proofOf(trx, whose(told))
  const listed = listedOf(told, proof)
  const acts = await listActs(trx, actor, listed)
  const shown = {
    ...{ id, standing, ownParty, maySignFor: listed.maySignFor, nodeName: await nodeNames(trx) },
    objections: await objectionsOf(trx, owner, id, acts),
  }
  return {
    ...{ ...listed, sha256: standing.sha256, reckoning: read?.reckoning ?? 'unknown', acts },
    agreement: read && { ...read.agreement, places: await placesOf(trx, standing) },
    statement: read && (await shownElsewhere(trx, read, shown)),
  }
}

/** Where the parties lie, as the gazetteer here calls it. */
async function placesOf(trx: Trx, { parties }: ToldStatement): Promise<Record<string, { code: string; name: string }>> {
  const codes = parties.map(({ jurisdictionCode }) => jurisdictionCode)
  const { rows } = await sql<{ code: string; name: string }>`
    select code, name from jurisdiction where code = any(${codes}::text[])`.execute(trx)
  return Object.fromEntries(
    parties.flatMap(({ name, jurisdictionCode }) => {
      const place = rows.find(({ code }) => code === jurisdictionCode)
      return place ? [[name, place]] : []
    }),
  )
}

async function nodeNames(trx: Trx): Promise<(code: string | null) => string | null> {
  const { rows } = await sql<{ code: string; name: string }>`select code, name from node`.execute(trx)
  const names = new Map(rows.map(({ code, name }) => [code, name]))
  return (code) => (code === null ? null : (names.get(code) ?? code))
}

/** Objections as the owner tells them. One that was made here may be withdrawn here. */
async function objectionsOf(trx: Trx, owner: string, id: string, acts: readonly StatementAct[]): Promise<Objection[]> {
  const { rows } = await sql<{ content: Record<string, unknown> }>`
    select content from shared_fact where owner = ${owner} and kind = 'statement_objection' and content is not null
      and split_part(key, '/', 1) = ${id}`.execute(trx)
  const nodeName = await nodeNames(trx)
  const told = rows.flatMap(({ content }) => contentOf(ToldStatementObjection, content) ?? [])
  return told
    .sort((one, other) => (`${one.at} ${one.id}` < `${other.at} ${other.id}` ? -1 : 1))
    .map((one) => ({
      ...one,
      node: nodeName(one.node),
      mayWithdraw: one.state === 'open' && acts.some((act) => act.id === one.id && act.mayWithdraw),
      mayAnswer: false,
    }))
}
