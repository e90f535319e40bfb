import { sql } from 'kysely'
import { momentText, type Trx } from '../../../platform/database/index.ts'
import {
  objectionStandings,
  STATEMENT_TABLES,
  signedText,
  statementParties,
  statementStandings,
} from '../../../settlement/index.ts'
import { rowsMark } from '../cargo/rowsMark.ts'
import type { Cargo, Peer } from '../cargo.ts'
import type { Fact } from '../rules/event.ts'
import { objectOfTold, signOfTold } from './arriving.ts'
import {
  MOST_TEXTS,
  TEXT_LENGTH,
  type ToldActAnswer,
  type ToldObjection,
  type ToldSignature,
  WITHDRAWAL,
} from './contents.ts'
import { tellOfAnswer, tellOfObjection, tellOfStatement } from './notices.ts'
import { toldTexts } from './rules.ts'

/** Differs whenever it may have changed whose node is whose. */
const placesMark = (trx: Trx) => rowsMark(trx, ['node', 'organization'])

/**
 * The statements that a receiver has to do with: a party's unit is one that it speaks for; the region has those of which a
 * party is not the owner's own. What a province settles within itself is told to nobody.
 */
async function statementsFor(trx: Trx, receiver: Peer, self: Peer): Promise<string[]> {
  const statements = await statementParties(trx)
  const units = [...new Set(statements.flatMap(({ organizationIds }) => organizationIds))]
  const { rows } = await sql<{ unit: string; node: string | null }>`
    select unit, node_of_organization(unit::uuid) as node from unnest(${units}::text[]) unit`.execute(trx)
  const nodes = new Map(rows.map(({ unit, node }) => [unit, node]))
  const isFor = (unit: string) => {
    const node = nodes.get(unit) ?? null
    return receiver.role === 'region' ? node !== null && node !== self.code : node === receiver.code
  }
  return statements.filter(({ organizationIds }) => organizationIds.some(isFor)).map(({ id }) => id)
}

/** What is signed of them, in stretches. It never changes: what was told once is not compared again until there are others. */
export const statementTextCargo: Cargo = {
  kind: 'statement_text',
  version: 1,
  async mark(trx) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from statement`.execute(trx)
    return `${rows[0]?.count} ${await placesMark(trx)}`
  },
  async facts(trx, receiver, self) {
    const facts: Fact[] = []
    for (const id of await statementsFor(trx, receiver, self)) {
      const texts = toldTexts((await signedText(trx, id)) ?? '', TEXT_LENGTH, MOST_TEXTS)
      facts.push(...texts.map((content, index) => ({ kind: 'statement_text', key: `${id}/${index}`, content })))
    }
    return facts
  },
}

/** How they stand. */
export const statementCargo: Cargo = {
  kind: 'statement',
  version: 1,
  mark: async (trx) => `${await rowsMark(trx, STATEMENT_TABLES)} ${await placesMark(trx)}`,
  async facts(trx, receiver, self) {
    const standings = await statementStandings(trx, await statementsFor(trx, receiver, self))
    return standings.map(({ id, standing }) => ({ kind: 'statement', key: id, content: { ...standing } }))
  },
  arrived: tellOfStatement,
}

/** What is objected to them, each by itself: there can be many. */
export const statementObjectionCargo: Cargo = {
  kind: 'statement_objection',
  version: 1,
  mark: async (trx) => `${await rowsMark(trx, ['statement_objection'])} ${await placesMark(trx)}`,
  async facts(trx, receiver, self) {
    const objections = await objectionStandings(trx, await statementsFor(trx, receiver, self))
    return objections.map(({ statementId, objection }) => ({
      ...{ kind: 'statement_objection', key: `${statementId}/${objection.id}`, content: { ...objection } },
    }))
  },
  arrived: tellOfObjection,
}

/** What this node's units object to in statements of the receiver's. */
export const objectionCargo: Cargo = {
  kind: 'objection',
  version: 1,
  mark: (trx) => rowsMark(trx, ['outside_objection']),
  async facts(trx, receiver) {
    const { rows } = await sql<{ key: string; content: ToldObjection }>`
      select o.id as key, json_build_object('statementId', o.statement_id, 'party', o.party, 'line', o.line,
        'organizationId', o.organization_id, 'userName', o.user_name, 'at', ${momentText('o.at')},
        'grounds', o.grounds, 'evidence', o.evidence, 'withdrawn', case when o.withdrawn_words is not null then
          json_build_object('words', o.withdrawn_words, 'userName', o.withdrawn_by, 'at', ${momentText('o.withdrawn_at')}) end) as content
      from outside_objection o where o.owner = ${receiver.code} order by o.at, o.id`.execute(trx)
    return rows.map(({ key, content }) => ({ kind: 'objection', key, content }))
  },
  arrived: objectOfTold,
}

/** What they sign of them. */
export const signatureCargo: Cargo = {
  kind: 'signature',
  version: 1,
  mark: (trx) => rowsMark(trx, ['outside_signature']),
  async facts(trx, receiver) {
    const { rows } = await sql<{ key: string; content: ToldSignature }>`
      select s.id as key, json_build_object('statementId', s.statement_id, 'party', s.party, 'sha256', s.sha256,
        'organizationId', s.organization_id, 'userName', s.user_name, 'at', ${momentText('s.at')}) as content
      from outside_signature s where s.owner = ${receiver.code} order by s.at, s.id`.execute(trx)
    return rows.map(({ key, content }) => ({ kind: 'signature', key, content }))
  },
  arrived: signOfTold,
}

/** What became of what the receiver's units signed and objected to. */
export const actAnswerCargo: Cargo = {
  kind: 'act_answer',
  version: 1,
  mark: (trx) => rowsMark(trx, ['outside_act']),
  async facts(trx, receiver) {
    const { rows } = await sql<{ key: string; content: ToldActAnswer }>`
      select a.act_id || case when a.withdrawal then ${WITHDRAWAL} else '' end as key, json_build_object('reason', a.reason, 'at', ${momentText('a.at')}) as content
      from outside_act a where a.node_code = ${receiver.code} order by a.at, a.act_id, a.withdrawal`.execute(trx)
    return rows.map(({ key, content }) => ({ kind: 'act_answer', key, content }))
  },
  arrived: tellOfAnswer,
}

/** What travels of statements, in the order in which it is taken: what is signed before how it stands, then what was done. */
export const statementCargoes: readonly Cargo[] = [
  ...[statementTextCargo, statementCargo, statementObjectionCargo],
  ...[objectionCargo, signatureCargo, actAnswerCargo],
]
