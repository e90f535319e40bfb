import { type RawBuilder, sql } from 'kysely'
import { findSectionIds } from '../../monitoring/index.ts'
import { momentText, type PreparedQuery, type Trx } from '../../platform/database/index.ts'
import type { AgreementContent } from '../agreements/index.ts'
import type { Fen } from '../rules/money.ts'
import type { Settled } from '../rules/settle.ts'
import type {} from '../tables.ts'
import { statementRefusals as refusals } from './refusals.ts'
import { judgedYears } from './rules/judged.ts'
import type { EarlierLine } from './rules/lines.ts'
import {
  type Line,
  type Objection,
  STATEMENT_PLACE,
  type StatementDetail,
  type StatementFilter,
  type StatementItem,
  type StatementList,
  type StatementQuery,
} from './schemas.ts'
import type { StoredEvidence } from './tables.ts'

/** A party that has not signed yet. */
const UNSIGNED = sql`not exists (select from statement_signature g where g.statement_id = s.id and g.party = p.name)`

/** Whether an open statement waits for the signature of the actor's unit. */
const AWAITS_OWN = sql`(s.state = 'open' and actor_may('statement.sign') and exists (select from agreement_party p
  where p.agreement_id = s.agreement_id and p.number = s.version and p.organization_id = actor_organization_id() and ${UNSIGNED}))`

const HEAD = sql`s.id, s.agreement_id as "agreementId", s.version, s.year, s.serial, s.state,
  s.organization_name as preparer, ${momentText('s.at')} as at, ${momentText('s.posted_at')} as "postedAt"`

const LISTED = sql`${HEAD},
  coalesce((select v.name from agreement_version v where v.agreement_id = s.agreement_id and v.number = s.version), '')
    as "agreementName",
  (select coalesce(sum(l.amount_fen), 0)::bigint from statement_line l where l.statement_id = s.id and l.state <> 'struck') as "totalFen",
  (select count(*) from statement_line l where l.statement_id = s.id) as "lineCount",
  (select count(*) from statement_line l where l.statement_id = s.id and l.state = 'frozen') as "frozenCount",
  case when s.state = 'open' then coalesce((select json_agg(p.name order by p.name) from agreement_party p
    where p.agreement_id = s.agreement_id and p.number = s.version and ${UNSIGNED}), '[]') else '[]' end as awaits,
  ${AWAITS_OWN} as "awaitsOwn"`

function conditionsOf({ agreement, year, state, waiting }: StatementFilter): RawBuilder<unknown> {
  const conditions = [sql`true`]
  if (agreement) conditions.push(sql`s.agreement_id = ${agreement}::uuid`)
  if (year) conditions.push(sql`s.year = ${year}`)
  if (state) conditions.push(sql`s.state = ${state}`)
  if (waiting) conditions.push(AWAITS_OWN)
  return sql.join(conditions, sql` and `)
}

/** A page of the statements that the actor sees, the newest first. */
export async function listStatements(trx: Trx, { limit, cursor, ...filter }: StatementQuery): Promise<StatementList> {
  const where = conditionsOf(filter)
  const after = STATEMENT_PLACE.read(cursor)
  const { rows } = await sql<StatementItem>`select ${LISTED} from statement s where ${where}
    ${after ? sql`and (s.at, s.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by s.at desc, s.id desc limit ${limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`select count(*) as total from statement s where ${where}`.execute(trx)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit),
    total: counted.rows[0]?.total ?? 0,
    next: last ? STATEMENT_PLACE.write(last.at, last.id) : null,
  }
}

/** The rows of a query as one list of the row that they belong to: a statement is read in one round trip. */
const listedIn = (rows: RawBuilder<unknown>, order: RawBuilder<unknown>) =>
  sql`(select coalesce(json_agg(to_json(one) order by ${order}), '[]') from (${rows}) one)`

const LINES = listedIn(
  sql`select l.number, l.part, l.from_party as "from", l.to_party as "to", l.amount_fen as "amountFen", l.derivation, l.state,
      l.transfer_id as "transferId" from statement_line l where l.statement_id = s.id`,
  sql`one.number`,
)

/** What the node is called at which something was given; null: here. */
const NODE_NAME = (code: string) => sql`statement_node_name(${sql.ref(code)})`

const PARTIES = listedIn(
  sql`select p.name,
      (select json_build_object('id', o.id, 'name', o.name) from organization o where o.id = p.organization_id) as organization,
      (select json_build_object('userName', g.user_name, 'organizationName', g.organization_name, 'at', ${momentText('g.at')},
          'node', ${NODE_NAME('g.node_code')}) from statement_signature g where g.statement_id = s.id and g.party = p.name) as signature,
      (actor_may('statement.sign') and p.organization_id = actor_organization_id()) as "isOwn"
    from agreement_party p where p.agreement_id = s.agreement_id and p.number = s.version`,
  sql`one.name`,
)

const OBJECTIONS = listedIn(
  sql`select o.id, o.line, o.party, o.grounds, o.evidence, o.state, o.answer, ${momentText('o.answered_at')} as "answeredAt",
      o.answered_by as "answeredBy", ${momentText('o.at')} as at, o.user_name as "userName",
      o.organization_name as "organizationName", ${NODE_NAME('o.node_code')} as node,
      (o.state = 'open' and actor_may('statement.sign') and o.organization_id = actor_organization_id()) as "mayWithdraw",
      (o.state = 'open' and actor_may('statement.prepare') and o.organization_id <> actor_organization_id()
        and actor_coordinates(s.agreement_id, s.version)) as "mayAnswer"
    from statement_objection o where o.statement_id = s.id`,
  sql`one.at, one.id`,
)

type PartyRow = Omit<StatementDetail['parties'][number], 'netFen'> & { isOwn: boolean }

interface Stored extends Omit<StatementItem, 'totalFen' | 'lineCount' | 'frozenCount' | 'awaits' | 'awaitsOwn'> {
  sha256: string
  reason: string
  withdrawnReason: string | null
  mayPrepare: boolean
  mayWithdraw: boolean
  evidence: StoredEvidence
  result: Settled
  lines: Line[]
  partyRows: PartyRow[]
  objections: Objection[]
  content: AgreementContent
}

/** A statement with its lines, what they rest on, signatures and objections. @throws Refusal statement_not_found */
export async function findStatement(trx: Trx, id: string): Promise<StatementDetail> {
  const asked =
    sql<Stored>`select ${HEAD}, coalesce(v.name, '') as "agreementName", v.content, s.sha256, s.reason, s.withdrawn_reason as "withdrawnReason",
    (actor_may('statement.prepare') and actor_settles(s.agreement_id, s.version)) as "mayPrepare",
    (s.state = 'open' and actor_may('statement.prepare') and (s.organization_id = actor_organization_id()
      or actor_coordinates(s.agreement_id, s.version))) as "mayWithdraw",
    s.evidence, s.result, ${LINES} as lines, ${PARTIES} as "partyRows", ${OBJECTIONS} as objections
    from statement s left join agreement_version v on v.agreement_id = s.agreement_id and v.number = s.version
    where s.id = ${id}::uuid`.compile(trx)
  // Its plan is made once a connection. What the list counts is counted of the rows here: each look at a table costs the
  // question what the actor sees of it.
  const query: PreparedQuery<Stored> = { ...asked, preparedAs: 'find_statement' }
  const { rows } = await trx.executeQuery<Stored>(query)
  const [found] = rows
  if (!found) throw refusals.notFound(id)
  const { evidence, result, content, partyRows, ...statement } = found
  const isOpen = statement.state === 'open'
  const own = partyRows.find(({ isOwn }) => isOwn)
  const maySignFor = isOpen && own?.signature === null ? own.name : null
  const { lines } = statement
  return {
    ...statement,
    totalFen: lines.reduce((sum, { state, amountFen }) => (state === 'struck' ? sum : sum + amountFen), 0),
    lineCount: lines.length,
    frozenCount: lines.filter(({ state }) => state === 'frozen').length,
    awaits: isOpen ? partyRows.flatMap(({ name, signature }) => (signature ? [] : [name])) : [],
    awaitsOwn: maySignFor !== null,
    parties: partyRows.map(({ isOwn: _, ...party }) => ({ ...party, netFen: netOf(party.name, lines) })),
    payments: [...result.payments],
    notDue: [...result.notDue],
    evidence: evidence as StatementDetail['evidence'],
    judged: await judgedOf(trx, content, evidence),
    ownParty: own?.name ?? null,
    maySignFor,
  }
}

async function judgedOf(
  trx: Trx,
  content: AgreementContent,
  { sections }: StoredEvidence,
): Promise<StatementDetail['judged']> {
  const years = judgedYears(content, sections)
  const ids = await findSectionIds(
    trx,
    years.map(({ section }) => section),
  )
  return years.map((year) => ({
    ...year,
    items: [...year.items],
    months: year.months.map((month) => ({ ...month, decidedBy: [...month.decidedBy] })),
    sectionId: ids.get(year.section) ?? null,
  }))
}

/** What a party receives by the lines that stand, less what it pays. */
export const netOf = (name: string, lines: readonly Line[]): Fen =>
  lines.reduce(
    (sum, { from, to, amountFen, state }) =>
      state === 'struck' ? sum : to === name ? sum + amountFen : from === name ? sum - amountFen : sum,
    0,
  )

/** What each party received under an agreement for the years before, less what it paid: what was posted, and no more. */
export async function settledBefore(trx: Trx, agreementId: string, year: number): Promise<Record<string, Fen>> {
  const { rows } = await sql<{ party: string; fen: number }>`
    select side.party, sum(side.fen)::bigint as fen
    from statement s join statement_line l on l.statement_id = s.id
      cross join lateral (values (l.to_party, l.amount_fen), (l.from_party, -l.amount_fen)) side (party, fen)
    where s.agreement_id = ${agreementId}::uuid and s.year < ${year} and l.state = 'posted'
    group by side.party order by side.party`.execute(trx)
  return Object.fromEntries(rows.map(({ party, fen }) => [party, fen]))
}

/**
 * Waits for whoever prepares the same year: what was settled is read after it, so that no two statements say the same
 * difference, be the first posted in between. The same lock as in guard_statement.
 */
export async function awaitYear(trx: Trx, agreementId: string, year: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('statement ' || ${agreementId} || ' ' || ${year}::text, 0))`.execute(
    trx,
  )
}

/**
 * What earlier statements of an agreement have settled for a year, or are about to; a struck line has settled nothing.
 * `struck` counts these.
 */
export async function earlierLines(
  trx: Trx,
  agreementId: string,
  year: number,
): Promise<{ open: string | null; lines: EarlierLine[]; count: number; struck: number }> {
  const { rows: statements } = await sql<{ id: string; state: string; lines: (EarlierLine & { state: string })[] }>`
    select s.id, s.state, ${listedIn(
      sql`select l.number, l.part, l.from_party as "from", l.to_party as "to", l.amount_fen as "amountFen", l.state
        from statement_line l where l.statement_id = s.id`,
      sql`one.number`,
    )} as lines
    from statement s where s.agreement_id = ${agreementId}::uuid and s.year = ${year} and s.state <> 'withdrawn'`.execute(
    trx,
  )
  const lines = statements.flatMap((one) => one.lines)
  return {
    open: statements.find(({ state }) => state === 'open')?.id ?? null,
    lines: lines.filter(({ state }) => state !== 'struck'),
    count: statements.length,
    struck: lines.filter(({ state }) => state === 'struck').length,
  }
}
