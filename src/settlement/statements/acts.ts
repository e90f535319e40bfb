import { randomUUID } from 'node:crypto'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { CLOCK_NOW, type Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { awaitTurn, idOfKey, isMade } from '../../platform/http/index.ts'
import { standingVersion } from '../agreements/index.ts'
import { ledgerRefusals } from '../ledger/index.ts'
import { MOST_TRANSFER_FEN } from '../rules/money.ts'
import { tellParties } from '../tell.ts'
import { expectFiles } from './files.ts'
import { reckon } from './reckon.ts'
import { statementRefusals as refusals } from './refusals.ts'
import { differenceLines } from './rules/lines.ts'
import { statementDigest } from './rules/signed.ts'
import type { Answer, NewObjection, NewStatement, StatementDetail } from './schemas.ts'
import { awaitYear, earlierLines, findStatement } from './store.ts'

const sign = (trx: Trx, action: string, id: string, after: object) =>
  appendAudit(trx, { action: `settlement.${action}`, subjectKind: 'statement', subjectId: id, after })
const pageOf = (id: string) => `/statements/${id}`
const signer = (actor: PartySigner) => ({
  ...{ user_id: actor.userId, user_name: actor.userName },
  ...{ organization_id: actor.organizationId, organization_name: actor.organizationName },
})

/**
 * Who signs or objects for a party: a person here, or one at the node that speaks for the party's unit, whose word came from
 * there. For the latter the transaction acts as the system, and the database holds the node against the unit.
 */
export type PartySigner = Pick<Actor, 'userId' | 'userName' | 'organizationId' | 'organizationName'> & {
  elsewhere?: {
    /** Code of that node. */
    node: string
    /** When it was given, as told; the database bounds it. */
    at: Date
  }
}
const nodeOf = ({ elsewhere }: PartySigner) => (elsewhere ? { node: elsewhere.node } : {})
const placeOf = ({ elsewhere }: PartySigner) => (elsewhere ? { node_code: elsewhere.node, at: elsewhere.at } : {})

/**
 * Reckons a year from what is known now and puts it before the parties. Where the year was settled before, only the
 * difference is: what stands is never edited.
 * @throws Refusal agreement_state_unfit, statement_open, statement_unchanged, statement_evidence_missing, transfer_too_large,
 * formula_input_missing …
 */
export async function prepareStatement(trx: Trx, actor: Actor, asked: NewStatement, once?: string): Promise<string> {
  const id = idOfKey(once, actor, asked)
  if (await isMade(trx, 'statement', once, id)) return id
  const { agreementId, year, given = [], reason = '' } = asked
  const version = await standingVersion(trx, agreementId, year)
  await awaitYear(trx, agreementId, year)
  const { sections, before, result } = await reckon(trx, version, year, given)
  const earlier = await earlierLines(trx, agreementId, year)
  if (earlier.open) throw refusals.open(earlier.open)
  const lines = differenceLines(result.lines, earlier.lines)
  if (earlier.count > 0 && lines.length === 0) throw refusals.unchanged(year)
  const tooLarge = lines.find(({ amountFen }) => amountFen > MOST_TRANSFER_FEN)
  if (tooLarge) throw ledgerRefusals.tooLarge(tooLarge.amountFen)
  const evidence = { sections, given, settledBefore: before }
  const sha256 = statementDigest({ agreementSha256: version.sha256, year, evidence, result, lines })
  await trx
    .insertInto('statement')
    .values({
      ...{ id, agreement_id: agreementId, version: version.number, year, sha256, reason },
      ...{ evidence: JSON.stringify(evidence), result: JSON.stringify(result) },
      ...signer(actor),
    })
    .execute()
  if (lines.length > 0)
    await trx
      .insertInto('statement_line')
      .values(
        lines.map(({ part, from, to, amountFen, derivation }, index) => ({
          ...{ statement_id: id, number: index + 1, part, from_party: from, to_party: to, amount_fen: amountFen },
          derivation: JSON.stringify(derivation),
        })),
      )
      .execute()
  await tellParties(trx, actor, version.parties, {
    kind: 'settlement.statement_prepared',
    title: `《${version.name}》${year}年结算单请核对`,
    titleEn: `“${version.name}”: the statement of ${year} is before you`,
    link: pageOf(id),
    key: `statement ${id}`,
  })
  await announce(trx, 'settlement.statement_prepared', { statementId: id, agreementId, year })
  await sign(trx, 'prepare_statement', id, { agreementId, version: version.number, year, sha256, lines: lines.length })
  return id
}

/** The party whose unit the actor acts for. @throws Refusal statement_not_party */
function ownParty({ parties }: StatementDetail, actor: PartySigner) {
  const party = parties.find(({ organization }) => organization?.id === actor.organizationId)
  if (!party) throw refusals.notParty()
  return party
}

/**
 * Signs a statement for the actor's party. The last signature posts every line that is not frozen, in this transaction.
 * @throws Refusal statement_not_party, statement_signed_before, statement_state_unfit, statement_digest_differs,
 * transfer_too_large
 */
export async function signStatement(trx: Trx, actor: PartySigner, id: string, sha256: string): Promise<void> {
  await awaitTurn(trx, 'statement', id)
  const found = await findStatement(trx, id)
  const party = ownParty(found, actor)
  if (party.signature) throw refusals.signedBefore(party.name)
  if (found.state !== 'open') throw refusals.stateUnfit(found.state)
  if (sha256 !== found.sha256) throw refusals.digestDiffers(found.sha256)
  await trx
    .insertInto('statement_signature')
    .values({ statement_id: id, party: party.name, sha256, ...signer(actor), ...placeOf(actor) })
    .execute()
    .catch((error) => throwWhyUnposted(error, found))
  const { state } = await findStatement(trx, id)
  if (state === 'posted') await announcePosted(trx, actor, found)
  await sign(trx, 'sign_statement', id, { party: party.name, sha256, state, ...nodeOf(actor) })
}

/** What the ledger did not take, where the last signature or the end of an objection was to post it. */
function throwWhyUnposted(error: { constraint?: string }, { totalFen }: StatementDetail): never {
  throw error.constraint === 'ledger_too_large' ? ledgerRefusals.tooLarge(totalFen) : error
}

async function announcePosted(
  trx: Trx,
  actor: PartySigner,
  { id, agreementId, agreementName, year, parties }: StatementDetail,
) {
  await announce(trx, 'settlement.posted', { statementId: id, agreementId, year })
  await tellParties(trx, actor, parties, {
    kind: 'settlement.statement_posted',
    title: `《${agreementName}》${year}年结算单已签认入账`,
    titleEn: `“${agreementName}”: the statement of ${year} is signed and posted`,
    link: pageOf(id),
    key: `statement ${id} posted`,
  })
}

/**
 * Objects to a line: it is frozen until that is settled, and is announced for whoever settles it; the others go on.
 * @throws Refusal statement_line_unknown, statement_line_frozen, statement_signed_before, statement_file_unknown
 */
export async function objectTo(
  trx: Trx,
  actor: PartySigner,
  id: string,
  asked: NewObjection,
  objectionId: string = randomUUID(),
): Promise<void> {
  await awaitTurn(trx, 'statement', id)
  const found = await findStatement(trx, id)
  const party = ownParty(found, actor)
  if (found.state !== 'open') throw refusals.stateUnfit(found.state)
  if (party.signature) throw refusals.signedBefore(party.name)
  const line = found.lines.find(({ number }) => number === asked.line)
  if (!line) throw refusals.lineUnknown(asked.line)
  if (line.state !== 'open') throw refusals.lineFrozen(asked.line)
  await expectFiles(trx, actor, id, asked.evidence)
  await trx
    .insertInto('statement_objection')
    .values({
      ...{ id: objectionId, statement_id: id, line: asked.line, party: party.name, grounds: asked.grounds },
      evidence: JSON.stringify(asked.evidence),
      ...signer(actor),
      ...placeOf(actor),
    })
    .execute()
  await announce(trx, 'settlement.objected', {
    ...{
      objectionId,
      statementId: id,
      agreementId: found.agreementId,
      agreementName: found.agreementName,
      year: found.year,
    },
    ...{ line: line.number, part: line.part, from: line.from, to: line.to, amountFen: line.amountFen },
    parties: found.parties.flatMap(({ organization }) => (organization ? [organization.id] : [])),
    ...{ party: party.name, organizationId: actor.organizationId, grounds: asked.grounds, evidence: asked.evidence },
  })
  await tellParties(trx, actor, found.parties, {
    kind: 'settlement.objected',
    title: `${party.name}对《${found.agreementName}》${found.year}年结算单第${line.number}行提出异议`,
    titleEn: `${party.name} objects to line ${line.number} of the ${found.year} statement of “${found.agreementName}”`,
    link: pageOf(id),
    key: `objection ${objectionId}`,
  })
  await sign(trx, 'object', id, { objectionId, line: asked.line, grounds: asked.grounds, ...nodeOf(actor) })
}

/**
 * Settles an objection. Taken back or dismissed, its line goes on, and is posted where all have signed; upheld, it is
 * struck, and a difference statement says what is right.
 * @throws Refusal objection_not_found, objection_answered, objection_not_yours
 */
export async function answerObjection(
  trx: Trx,
  actor: PartySigner,
  id: string,
  objectionId: string,
  { outcome, answer }: Answer,
): Promise<void> {
  await awaitTurn(trx, 'statement', id)
  const found = await findStatement(trx, id)
  const objection = found.objections.find((one) => one.id === objectionId)
  if (!objection) throw refusals.objectionNotFound(objectionId)
  if (objection.state !== 'open') throw refusals.objectionAnswered(objection.state)
  // Another node takes back what came from it; the office answers here.
  const takesBack = actor.elsewhere
    ? (await objectorNode(trx, objectionId)) === actor.elsewhere.node
    : objection.mayWithdraw
  if (outcome === 'withdrawn' ? !takesBack : !objection.mayAnswer) throw refusals.objectionNotYours(outcome)
  await trx
    .updateTable('statement_objection')
    .set({ state: outcome, answer, answered_at: CLOCK_NOW, answered_by: actor.organizationName })
    .where('id', '=', objectionId)
    .execute()
    .catch((error) => throwWhyUnposted(error, found))
  await announce(trx, 'settlement.objection_settled', { objectionId, statementId: id, outcome, answer })
  await tellParties(trx, actor, found.parties, {
    kind: 'settlement.objection_settled',
    title: `《${found.agreementName}》${found.year}年结算单第${objection.line}行的异议已处理`,
    titleEn: `The objection to line ${objection.line} of the ${found.year} statement of “${found.agreementName}” is settled`,
    link: pageOf(id),
    key: `objection ${objectionId} settled`,
  })
  await sign(trx, 'settle_objection', id, { objectionId, outcome, answer, ...nodeOf(actor) })
}

/** At whose node an objection was made; null: here. */
async function objectorNode(trx: Trx, objectionId: string): Promise<string | null> {
  const found = await trx
    .selectFrom('statement_objection')
    .select('node_code')
    .where('id', '=', objectionId)
    .executeTakeFirst()
  return found?.node_code ?? null
}

/**
 * Takes an open statement back, by who prepared it or the office that coordinates the parties: another one may be
 * prepared. @throws Refusal statement_state_unfit, statement_not_preparer
 */
export async function withdrawStatement(trx: Trx, actor: Actor, id: string, reason: string): Promise<void> {
  await awaitTurn(trx, 'statement', id)
  const found = await findStatement(trx, id)
  if (found.state !== 'open') throw refusals.stateUnfit(found.state)
  if (!found.mayWithdraw) throw refusals.notPreparer()
  const { numUpdatedRows } = await trx
    .updateTable('statement')
    .set({ state: 'withdrawn', withdrawn_at: CLOCK_NOW, withdrawn_reason: reason })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw refusals.stateUnfit(found.state)
  // What was objected to is no more, and neither are the objections: the database has closed them with the statement.
  for (const { id: objectionId, state } of found.objections)
    if (state === 'open')
      await announce(trx, 'settlement.objection_settled', { objectionId, statementId: id, outcome: 'withdrawn' })
  await tellParties(trx, actor, found.parties, {
    kind: 'settlement.statement_withdrawn',
    title: `《${found.agreementName}》${found.year}年结算单已撤回`,
    titleEn: `“${found.agreementName}”: the statement of ${found.year} was withdrawn`,
    link: pageOf(id),
    key: `statement ${id} withdrawn`,
  })
  await sign(trx, 'withdraw_statement', id, { reason })
}
