import { sql } from 'kysely'
import { findSectionIds } from '../../monitoring/index.ts'
import { momentText, type Trx } from '../../platform/database/index.ts'
import type { AgreementContent } from '../agreements/index.ts'
import type {} from '../tables.ts'
import type { ReadStatement, SignedContent } from './rules/signed.ts'
import type { Line, Objection, StatementDetail } from './schemas.ts'
import { netOf } from './store.ts'
import type { LineState, StatementState } from './tables.ts'

// What another node is told of a statement that one of its units is a party of (src/exchange/nodes/statements). Who is told
// is decided there; the transactions act as the system.

/** What `STATEMENT_TABLES` say may change what is told of a statement. */
export const STATEMENT_TABLES = ['statement', 'statement_line', 'statement_signature', 'statement_objection'] as const

/** How a statement stands: all that changes of it, and who its parties are. */
export interface StatementStanding {
  agreementId: string
  agreementName: string
  version: number
  year: number
  serial: number
  state: StatementState
  sha256: string
  reason: string
  withdrawnReason: string | null
  preparer: string
  at: string
  postedAt: string | null
  parties: {
    name: string
    jurisdictionCode: string
    organizationId: string
    organization: string
    /** `node`: the code of the node at which it was given; null: the owner's. */
    signature: { userName: string; organizationName: string; at: string; node: string | null } | null
  }[]
  /** By their numbers. */
  lineStates: LineState[]
}

/** An objection with what came of it; its files stay where they are. */
export type ObjectionStanding = Omit<Objection, 'mayWithdraw' | 'mayAnswer' | 'node'> & { node: string | null }

/** Every statement with the units of its parties. */
export async function statementParties(trx: Trx): Promise<{ id: string; organizationIds: string[] }[]> {
  const { rows } = await sql<{ id: string; organizationIds: string[] }>`
    select s.id, array_agg(p.organization_id::text order by p.name) as "organizationIds"
    from statement s join agreement_party p on p.agreement_id = s.agreement_id and p.number = s.version
    group by s.id order by s.id`.execute(trx)
  return rows
}

/** How statements stand. */
export async function statementStandings(
  trx: Trx,
  ids: readonly string[],
): Promise<{ id: string; standing: StatementStanding }[]> {
  const { rows } = await sql<{ id: string; standing: StatementStanding }>`
    select s.id, json_build_object('agreementId', s.agreement_id, 'agreementName', v.name, 'version', s.version, 'year', s.year,
      'serial', s.serial, 'state', s.state, 'sha256', s.sha256, 'reason', s.reason, 'withdrawnReason', s.withdrawn_reason,
      'preparer', s.organization_name, 'at', ${momentText('s.at')}, 'postedAt', ${momentText('s.posted_at')},
      'parties', (select json_agg(json_build_object('name', p.name, 'jurisdictionCode', p.jurisdiction_code,
          'organizationId', p.organization_id, 'organization', o.name,
          'signature', (select json_build_object('userName', g.user_name, 'organizationName', g.organization_name,
              'at', ${momentText('g.at')}, 'node', g.node_code)
            from statement_signature g where g.statement_id = s.id and g.party = p.name)) order by p.name)
        from agreement_party p join organization o on o.id = p.organization_id
        where p.agreement_id = s.agreement_id and p.number = s.version),
      'lineStates', (select coalesce(json_agg(l.state order by l.number), '[]') from statement_line l
        where l.statement_id = s.id)) as standing
    from statement s join agreement_version v on v.agreement_id = s.agreement_id and v.number = s.version
    where s.id = any(${[...ids]}::uuid[]) order by s.id`.execute(trx)
  return rows
}

/** The objections to statements. */
export async function objectionStandings(
  trx: Trx,
  ids: readonly string[],
): Promise<{ statementId: string; objection: ObjectionStanding }[]> {
  const { rows } = await sql<{ statementId: string; objection: ObjectionStanding }>`
    select o.statement_id as "statementId", json_build_object('id', o.id, 'line', o.line, 'party', o.party,
      'grounds', o.grounds, 'evidence', o.evidence, 'state', o.state, 'answer', o.answer,
      'answeredAt', ${momentText('o.answered_at')}, 'answeredBy', o.answered_by, 'at', ${momentText('o.at')},
      'userName', o.user_name, 'organizationName', o.organization_name, 'node', o.node_code) as objection
    from statement_objection o where o.statement_id = any(${[...ids]}::uuid[]) order by o.statement_id, o.at, o.id`.execute(
    trx,
  )
  return rows
}

/** What is signed of a statement, word for word as text; null: there is none. It never changes. */
export async function signedText(trx: Trx, id: string): Promise<string | null> {
  const { rows } = await sql<SignedContent & { agreement: AgreementContent }>`
    select v.content as agreement, s.year, s.evidence, s.result,
      (select coalesce(json_agg(json_build_object('part', l.part, 'from', l.from_party, 'to', l.to_party,
          'amountFen', l.amount_fen, 'derivation', l.derivation) order by l.number), '[]')
        from statement_line l where l.statement_id = s.id) as lines
    from statement s join agreement_version v on v.agreement_id = s.agreement_id and v.number = s.version
    where s.id = ${id}::uuid`.execute(trx)
  const [found] = rows
  if (!found) return null
  const { agreement, year, evidence, result, lines } = found
  return JSON.stringify({ agreement, year, evidence, result, lines })
}

/** What only the place knows at which it is shown. */
export interface ShownElsewhere {
  id: string
  standing: StatementStanding
  objections: readonly Objection[]
  /** Names of nodes, by their codes; null: the owner's. */
  nodeName: (code: string | null) => string | null
  /** The party for which the reader's unit signs, and whether it may now. */
  ownParty: string | null
  maySignFor: string | null
}

/** A statement that another node told, as its page shows it: what it says is what was read and worked out here. */
export async function shownElsewhere(
  trx: Trx,
  { signed, sha256, judged }: ReadStatement,
  { id, standing, objections, nodeName, ownParty, maySignFor }: ShownElsewhere,
): Promise<StatementDetail> {
  const { agreementId, agreementName, version, serial, state, reason, withdrawnReason, preparer, at, postedAt } =
    standing
  const lines = signed.lines.map(
    (line, index): Line => ({
      ...{ number: index + 1, ...line, state: standing.lineStates[index] ?? 'open', transferId: null },
    }),
  )
  const sections = await findSectionIds(
    trx,
    judged.map(({ section }) => section),
  )
  return {
    ...{ id, agreementId, agreementName, version, year: signed.year, serial, state, preparer, at, postedAt },
    ...{ sha256, reason, withdrawnReason, lines, objections: [...objections], ownParty, maySignFor },
    totalFen: lines.reduce((sum, { state: of, amountFen }) => (of === 'struck' ? sum : sum + amountFen), 0),
    lineCount: lines.length,
    frozenCount: lines.filter(({ state: of }) => of === 'frozen').length,
    awaits: state === 'open' ? standing.parties.flatMap(({ name, signature }) => (signature ? [] : [name])) : [],
    awaitsOwn: maySignFor !== null,
    parties: standing.parties.map(({ name, organizationId, organization, signature }) => ({
      ...{ name, organization: { id: organizationId, name: organization }, netFen: netOf(name, lines) },
      signature: signature && { ...signature, node: nodeName(signature.node) },
    })),
    payments: [...signed.result.payments],
    notDue: [...signed.result.notDue],
    evidence: signed.evidence as StatementDetail['evidence'],
    judged: judged.map((year) => ({
      ...year,
      items: [...year.items],
      months: year.months.map((month) => ({ ...month, decidedBy: [...month.decidedBy] })),
      sectionId: sections.get(year.section) ?? null,
    })),
    ...{ mayPrepare: false, mayWithdraw: false },
  }
}
