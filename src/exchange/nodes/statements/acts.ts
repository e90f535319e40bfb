import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../../platform/access/index.ts'
import { appendAudit } from '../../../platform/audit/index.ts'
import type { Trx } from '../../../platform/database/index.ts'
import { idOfKey, isMade } from '../../../platform/http/index.ts'
import { type StatementDetail, statementRefusals } from '../../../settlement/index.ts'
import { toldStatementRefusals as refusals } from './refusals.ts'
import type { NewToldObjection, ToldStatementDetail } from './schemas.ts'
import { findToldStatement } from './store.ts'

const audit = (trx: Trx, action: string, owner: string, id: string, after: object) =>
  appendAudit(trx, {
    action: `exchange.${action}`,
    ...{ subjectKind: 'told_statement', subjectId: `${owner} ${id}`, after: { owner, statementId: id, ...after } },
  })

/** One at a time does something about a statement of another node: what was done before is seen by who comes next. */
async function awaitTurnOf(trx: Trx, owner: string, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`told statement ${owner} ${id}`}, 0))`.execute(trx)
}

/** The statement as it was worked out here, and the actor's party, which may act on it now. */
async function expectOpenTo(
  trx: Trx,
  actor: Actor,
  owner: string,
  id: string,
): Promise<{ statement: StatementDetail; party: string; told: ToldStatementDetail }> {
  const told = await findToldStatement(trx, actor, owner, id)
  const { statement, verdict, state, acts } = told
  if (told.owner.revokedAt !== null) throw refusals.ownerCutOff(owner)
  if (!statement) throw refusals.unproven(verdict)
  if (statement.ownParty === null) throw statementRefusals.notParty()
  const party = statement.ownParty
  if (state !== 'open') throw statementRefusals.stateUnfit(state)
  if (statement.parties.some(({ name, signature }) => name === party && signature))
    throw statementRefusals.signedBefore(party)
  const signed = acts.filter((act) => act.kind === 'signature' && act.party === party).map((act) => act.state)
  if (signed.includes('taken') || signed.includes('contradicted')) throw statementRefusals.signedBefore(party)
  if (signed.includes('sent')) throw refusals.onItsWay(party)
  if (statement.maySignFor === null) throw refusals.unitElsewhere()
  return { statement, party, told }
}

const signer = (actor: Actor) =>
  sql`${actor.userId}, ${actor.userName}, ${actor.organizationId}::uuid, ${actor.organizationName}`

/**
 * Signs a statement of another node for the actor's party: the digest that was computed here. It goes to the owner by itself,
 * where the last signature posts.
 * @throws Refusal told_statement_not_found, told_statement_owner_cut_off, told_statement_unproven,
 * told_statement_unit_elsewhere, told_statement_on_its_way, statement_not_party, statement_state_unfit, statement_signed_before, statement_digest_differs
 */
export async function signToldStatement(
  trx: Trx,
  actor: Actor,
  owner: string,
  id: string,
  sha256: string,
): Promise<void> {
  await awaitTurnOf(trx, owner, id)
  const { statement, party } = await expectOpenTo(trx, actor, owner, id)
  if (sha256 !== statement.sha256) throw statementRefusals.digestDiffers(statement.sha256)
  await sql`
    insert into outside_signature (id, owner, statement_id, party, sha256, user_id, user_name, organization_id, organization_name)
    values (${randomUUID()}::uuid, ${owner}, ${id}::uuid, ${party}, ${sha256}, ${signer(actor)})`.execute(trx)
  await audit(trx, 'sign_told_statement', owner, id, { party, sha256 })
}

/**
 * Objects to a line of a statement of another node, for the actor's party. Grounds and evidence go in words.
 * @throws Refusal as signToldStatement; statement_line_unknown, statement_line_frozen, told_statement_objection_on_its_way
 */
export async function objectToTold(
  trx: Trx,
  actor: Actor,
  owner: string,
  id: string,
  { line, grounds, evidence }: NewToldObjection,
  once?: string,
): Promise<void> {
  const objectionId = idOfKey(once, actor, { owner, id, line, grounds, evidence })
  if (await isMade(trx, 'outside_objection', once, objectionId)) return
  await awaitTurnOf(trx, owner, id)
  const { statement, party, told } = await expectOpenTo(trx, actor, owner, id)
  const found = statement.lines.find(({ number }) => number === line)
  if (!found) throw statementRefusals.lineUnknown(line)
  if (found.state !== 'open') throw statementRefusals.lineFrozen(line)
  const isOnItsWay = told.acts.some((act) => act.line === line && act.state === 'sent' && act.withdrawnAt === null)
  if (isOnItsWay) throw refusals.objectionOnItsWay(line)
  await sql`
    insert into outside_objection (id, owner, statement_id, line, party, grounds, evidence, user_id, user_name,
      organization_id, organization_name)
    values (${objectionId}::uuid, ${owner}, ${id}::uuid, ${line}, ${party}, ${grounds.trim()},
      ${JSON.stringify(evidence)}::jsonb, ${signer(actor)})`.execute(trx)
  await audit(trx, 'object_to_told_statement', owner, id, { objectionId, line, grounds })
}

/**
 * Withdraws an objection of the actor's unit. Where it is settled meanwhile, what came of it stands.
 * @throws Refusal told_statement_not_found, told_statement_owner_cut_off, told_statement_objection_not_taken,
 * objection_not_found, objection_not_yours, objection_answered, statement_state_unfit
 */
export async function withdrawToldObjection(
  trx: Trx,
  actor: Actor,
  owner: string,
  id: string,
  objectionId: string,
  words: string,
): Promise<void> {
  await awaitTurnOf(trx, owner, id)
  const told = await findToldStatement(trx, actor, owner, id)
  const act = told.acts.find((one) => one.id === objectionId && one.kind === 'objection')
  if (!act) throw statementRefusals.objectionNotFound(objectionId)
  if (!act.isOwn) throw statementRefusals.objectionNotYours('withdrawn')
  if (told.owner.revokedAt !== null) throw refusals.ownerCutOff(owner)
  if (act.withdrawnAt !== null) throw statementRefusals.objectionAnswered('withdrawn')
  if (act.state === 'refused') throw refusals.objectionNotTaken(act.reason)
  if (act.outcome !== null && act.outcome !== 'open') throw statementRefusals.objectionAnswered(act.outcome)
  if (!act.mayWithdraw) throw statementRefusals.stateUnfit(told.state)
  const { numAffectedRows } = await sql`
    update outside_objection set withdrawn_words = ${words.trim()} where id = ${objectionId}::uuid`.execute(trx)
  if (!numAffectedRows) throw statementRefusals.objectionNotFound(objectionId)
  await audit(trx, 'withdraw_told_objection', owner, id, { objectionId, words })
}
