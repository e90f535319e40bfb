import { sql } from 'kysely'
import type { Trx } from '../../../platform/database/index.ts'
import { isUuid } from '../../../platform/http/index.ts'
import { type Notice, notify } from '../../../platform/notices/index.ts'
import { contentOf } from '../cargo/contents.ts'
import type { Peer } from '../cargo.ts'
import type { Told } from '../rules/event.ts'
import { ToldActAnswer, ToldStatement, ToldStatementObjection, WITHDRAWAL } from './contents.ts'
import { noteTaken, ownWordOn } from './givenHere.ts'
import { isEachItsOwn } from './standing.ts'

/** The page of a statement of another node. */
const pageOf = (owner: string, id: string) => `/nodes/statements/${owner}/${id}`

/** Tells units of parties for which this node speaks, but for one of them. */
async function tellUnits(
  trx: Trx,
  self: Peer,
  { parties }: ToldStatement,
  notice: Omit<Notice, 'organizationId'>,
  exceptParty?: string,
): Promise<void> {
  const named = parties.filter(({ name }) => name !== exceptParty).map(({ organizationId }) => organizationId)
  const { rows } = await sql<{ id: string }>`
    select id from organization where id = any(${named}::uuid[]) and node_of_organization(id) = ${self.code}`.execute(
    trx,
  )
  await notify(
    trx,
    rows.map(({ id }) => ({ ...notice, organizationId: id })),
  )
}

const WORDS = {
  open: { zh: '请核对', en: 'is before you' },
  posted: { zh: '已签认入账', en: 'is signed and posted' },
  withdrawn: { zh: '已撤回', en: 'was withdrawn' },
} as const

/** Tells the units of parties here that a statement came for them, was posted, or was withdrawn: once each. */
export async function tellOfStatement(trx: Trx, told: readonly Told[], self: Peer): Promise<void> {
  for (const { sender, key, content } of told) {
    const statement = contentOf(ToldStatement, content)
    if (!statement || !isUuid(key)) continue
    const { agreementName, year, state } = statement
    // What goes against what was signed here is told as no news: the page says what is the matter.
    if (!isEachItsOwn(statement) || (await ownWordOn(trx, [key]))(sender, key, statement)) continue
    await tellUnits(trx, self, statement, {
      kind: `exchange.told_statement_${state}`,
      title: `《${agreementName}》${year}年结算单${WORDS[state].zh}`,
      titleEn: `“${agreementName}”: the statement of ${year} ${WORDS[state].en}`,
      link: pageOf(sender, key),
      key: `told_statement:${sender}:${key}:${state}`,
    })
  }
}

/** Tells the units of the other parties here that one objects to a line, and what came of it. */
export async function tellOfObjection(trx: Trx, told: readonly Told[], self: Peer): Promise<void> {
  for (const { sender, key, content } of told) {
    const objection = contentOf(ToldStatementObjection, content)
    const [statementId = ''] = key.split('/')
    if (!objection || !isUuid(statementId)) continue
    const head = await trx
      .selectFrom('shared_fact')
      .select('content')
      .where('owner', '=', sender)
      .where('kind', '=', 'statement')
      .where('key', '=', statementId)
      .executeTakeFirst()
    const statement = contentOf(ToldStatement, head?.content ?? null)
    if (!statement) continue
    const { id, party, line, state } = objection
    const { agreementName, year } = statement
    const isOpen = state === 'open'
    const notice = {
      kind: isOpen ? 'exchange.told_objection' : 'exchange.told_objection_settled',
      title: isOpen
        ? `${party}对《${agreementName}》${year}年结算单第${line}行提出异议`
        : `《${agreementName}》${year}年结算单第${line}行的异议已处理`,
      titleEn: isOpen
        ? `${party} objects to line ${line} of the ${year} statement of “${agreementName}”`
        : `The objection to line ${line} of the ${year} statement of “${agreementName}” is settled`,
      link: pageOf(sender, statementId),
      key: `told_objection:${sender}:${id}:${state}`,
    }
    await tellUnits(trx, self, statement, notice, isOpen || state === 'withdrawn' ? party : undefined)
  }
}

const REFUSED = {
  signature: {
    title: '对结算单的签认未被对方节点接受',
    titleEn: 'Your signature of a statement was not taken by its node',
  },
  objection: {
    title: '对结算单的异议未被对方节点接受',
    titleEn: 'Your objection to a statement was not taken by its node',
  },
  withdrawal: {
    title: '对结算单异议的撤回未被对方节点接受',
    titleEn: 'The withdrawal of your objection to a statement was not taken by its node',
  },
} as const

/** Notes what the owner took; tells a unit here that what it signed, objected to or withdrew was refused there. */
export async function tellOfAnswer(trx: Trx, told: readonly Told[]): Promise<void> {
  for (const { sender, key, content } of told) {
    const answer = contentOf(ToldActAnswer, content)
    if (!answer) continue
    const isWithdrawal = key.endsWith(WITHDRAWAL)
    const id = isWithdrawal ? key.slice(0, -WITHDRAWAL.length) : key
    if (!isUuid(id)) continue
    if (answer.reason === null) {
      if (!isWithdrawal) await noteTaken(trx, sender, id)
      continue
    }
    const { rows } = await sql<{ organizationId: string; statementId: string; isSignature: boolean }>`
      select organization_id as "organizationId", statement_id as "statementId", true as "isSignature"
      from outside_signature where id = ${id}::uuid and owner = ${sender}
      union all select organization_id, statement_id, false
      from outside_objection where id = ${id}::uuid and owner = ${sender}`.execute(trx)
    await notify(
      trx,
      rows.map(({ organizationId, statementId, isSignature }) => ({
        ...{ organizationId, kind: 'exchange.statement_act_refused', link: pageOf(sender, statementId) },
        key: `statement_act_refused:${sender}:${key}`,
        ...REFUSED[isSignature ? 'signature' : isWithdrawal ? 'withdrawal' : 'objection'],
      })),
    )
  }
}
