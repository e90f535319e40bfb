import { sql } from 'kysely'
import type { Static, TSchema } from 'typebox'
import type { Trx } from '../../../platform/database/index.ts'
import { isUuid } from '../../../platform/http/index.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { answerObjection, findStatement, objectTo, type PartySigner, signStatement } from '../../../settlement/index.ts'
import { contentOf } from '../cargo/contents.ts'
import { attempted } from '../faults.ts'
import type { Told } from '../rules/event.ts'
import { type ActReason, ToldObjection, ToldSignature } from './contents.ts'

const REASON_OF: Readonly<Record<string, ActReason>> = {
  ...{
    statement_not_found: 'unknown_statement',
    statement_not_party: 'not_party',
    transfer_too_large: 'ledger_too_large',
  },
  ...{ statement_signed_before: 'signed_before', statement_digest_differs: 'digest_differs' },
  ...{ statement_line_unknown: 'line_unfit', statement_line_frozen: 'line_unfit' },
  ...{ objection_answered: 'settled', objection_not_yours: 'not_party', objection_not_found: 'not_party' },
}

/** Adds the signatures that parties gave at their own nodes; the last one posts, as it would here. */
export async function signOfTold(trx: Trx, told: readonly Told[]): Promise<void> {
  for (const one of told)
    await once(trx, one, ToldSignature, async (signature) => {
      const signer = await signerOf(trx, one.sender, signature)
      if ('reason' in signer) return signer.reason
      return refusedFor(() => signStatement(trx, signer, signature.statementId, signature.sha256), trx)
    })
}

/** Adds the objections that parties made at their own nodes, and withdraws what they withdrew. */
export async function objectOfTold(trx: Trx, told: readonly Told[]): Promise<void> {
  for (const one of told) {
    await once(trx, one, ToldObjection, async (objection) => {
      const signer = await signerOf(trx, one.sender, objection)
      if ('reason' in signer) return signer.reason
      const { statementId, line, grounds, evidence } = objection
      return refusedFor(() => objectTo(trx, signer, statementId, { line, grounds, evidence }, one.key), trx)
    })
    const withdrawn = contentOf(ToldObjection, one.content)?.withdrawn
    if (withdrawn && (await isTaken(trx, one)))
      await once(trx, one, ToldObjection, (objection) => withdraw(trx, one, { ...objection, ...withdrawn }), true)
  }
}

/** Whether an objection became one here: of what was refused there is nothing to withdraw, and that was said. */
async function isTaken(trx: Trx, { sender, key }: Told): Promise<boolean> {
  if (!isUuid(key)) return false
  const { rows } = await sql`select from outside_act
    where node_code = ${sender} and act_id = ${key}::uuid and not withdrawal and reason is null`.execute(trx)
  return rows.length > 0
}

/** Where it is settled meanwhile, what came of it stands. */
async function withdraw(
  trx: Trx,
  { sender, key }: Told,
  objection: Static<typeof ToldObjection> & { words: string },
): Promise<ActReason | null> {
  const signer = await signerOf(trx, sender, objection)
  if ('reason' in signer) return signer.reason
  const answer = { outcome: 'withdrawn' as const, answer: objection.words }
  return refusedFor(() => answerObjection(trx, signer, objection.statementId, key, answer), trx)
}

/** Does what was told once, and notes what became of it: what is refused is refused for good, and told back. */
async function once<Content extends TSchema>(
  trx: Trx,
  { sender, key, content }: Told,
  schema: Content,
  work: (content: Static<Content>) => Promise<ActReason | null>,
  isWithdrawal = false,
): Promise<void> {
  if (!isUuid(key) || content === null) return
  const { rows } = await sql`select from outside_act
    where node_code = ${sender} and act_id = ${key}::uuid and withdrawal = ${isWithdrawal}`.execute(trx)
  if (rows.length > 0) return
  const read = contentOf(schema, content)
  const reason = read === null ? 'unreadable' : await work(read)
  await sql`insert into outside_act (node_code, act_id, withdrawal, reason)
    values (${sender}, ${key}::uuid, ${isWithdrawal}, ${reason})`.execute(trx)
}

/**
 * Who gave it, where the sender's node speaks for that unit and the unit is that party's of that statement: the database
 * holds the same.
 */
async function signerOf(
  trx: Trx,
  sender: string,
  act: Pick<ToldSignature, 'statementId' | 'party' | 'organizationId' | 'userName' | 'at'>,
): Promise<PartySigner | { reason: ActReason }> {
  const parties = await partiesOf(trx, act.statementId)
  if (!parties) return { reason: 'unknown_statement' }
  const unit = parties.find(({ name, organization }) => name === act.party && organization?.id === act.organizationId)
  const { rows } = await sql<{ node: string | null }>`
    select node_of_organization(${act.organizationId}::uuid) as node`.execute(trx)
  if (!unit?.organization || rows[0]?.node !== sender) return { reason: 'not_party' }
  return {
    ...{ userId: `node:${sender}`, userName: act.userName, elsewhere: { node: sender, at: new Date(act.at) } },
    ...{ organizationId: unit.organization.id, organizationName: unit.organization.name },
  }
}

async function partiesOf(trx: Trx, statementId: string) {
  try {
    return (await findStatement(trx, statementId)).parties
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

async function refusedFor(work: () => Promise<void>, trx: Trx): Promise<ActReason | null> {
  const against = await attempted(trx, work)
  if (against === null) return null
  if (!(against instanceof Refusal)) return 'unreadable'
  // Once it is not open, its state says why: posted or withdrawn.
  if (against.code === 'statement_state_unfit') return against.facts.state === 'posted' ? 'posted' : 'withdrawn'
  return REASON_OF[against.code] ?? 'unreadable'
}
