import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { CLOCK_NOW, type Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { expectVersion, httpRefusals, idOfKey, isMade } from '../../platform/http/index.ts'
import { KNOWN_AGREEMENTS } from '../rules/agreements/index.ts'
import { tellParties } from '../tell.ts'
import { agreementRefusals as refusals } from './refusals.ts'
import { type AgreementContent, digestOf, evidenceOf } from './rules/content.ts'
import { readContent } from './rules/readContent.ts'
import { sharingContent } from './rules/sharing.ts'
import type { AgreementDetail, DraftEdit, NewAgreement, PartyChoice } from './schemas.ts'
import { findAgreement } from './store.ts'

const SUBJECT = 'agreement'
const sign = (trx: Trx, action: string, id: string, after: object) =>
  appendAudit(trx, { action: `settlement.${action}`, subjectKind: SUBJECT, subjectId: id, after })

/** Content of a published form. @throws Refusal agreement_form_unknown */
export function contentOfForm(form: string): AgreementContent {
  const agreement = KNOWN_AGREEMENTS.find(({ id }) => id === form)
  if (!agreement) throw refusals.formUnknown(form)
  return { agreement, evidence: evidenceOf(agreement) }
}

/** A draft, of a published form or of content of one's own. @throws Refusal agreement_form_unknown, agreement_content_invalid */
export async function draftAgreement(trx: Trx, actor: Actor, asked: NewAgreement, once?: string): Promise<string> {
  const id = idOfKey(once, actor, asked)
  if (await isMade(trx, 'agreement', once, id)) return id
  const content = readContent(
    asked.content ?? (asked.sharing ? sharingContent(asked.sharing) : contentOfForm(asked.form ?? '')),
  )
  await trx.insertInto('agreement').values({ id, organization_id: actor.organizationId }).execute()
  await addVersion(trx, actor, id, 1, content, asked.name ?? content.agreement.zh)
  await nameParties(trx, id, 1, content, asked.parties ?? [])
  await sign(trx, 'draft_agreement', id, { name: asked.name ?? content.agreement.zh, form: asked.form ?? null })
  return id
}

async function addVersion(trx: Trx, actor: Actor, id: string, number: number, content: AgreementContent, name: string) {
  const [first, last] = content.agreement.years ?? [null, null]
  await trx
    .insertInto('agreement_version')
    .values({
      ...{ agreement_id: id, number, name, content: JSON.stringify(content), sha256: digestOf(content) },
      ...{ first_year: first, last_year: last },
      ...{ user_id: actor.userId, user_name: actor.userName },
      ...{ organization_id: actor.organizationId, organization_name: actor.organizationName },
    })
    .execute()
}

/**
 * Who is meant by the names of the agreement.
 * @throws Refusal agreement_party_unknown, agreement_place_unknown, agreement_unit_elsewhere, agreement_parties_same
 */
async function nameParties(
  trx: Trx,
  id: string,
  number: number,
  content: AgreementContent,
  parties: readonly PartyChoice[],
) {
  const distinct = (of: readonly string[]) => new Set(of).size === of.length
  if (
    !distinct(parties.map((one) => one.organizationId)) ||
    !distinct(parties.map((one) => one.jurisdictionCode)) ||
    !distinct(parties.map((one) => one.name))
  )
    throw refusals.partiesSame()
  for (const { name, jurisdictionCode, organizationId } of parties) {
    if (!Object.hasOwn(content.agreement.parties, name))
      throw refusals.contentInvalid('parties', Object.keys(content.agreement.parties).join(', '), name)
    const { rows } = await sql`select from jurisdiction where code = ${jurisdictionCode}`.execute(trx)
    if (rows.length === 0) throw refusals.placeUnknown(name, jurisdictionCode)
    const unit = await sql`select from organization where id = ${organizationId}::uuid
      and jurisdiction_code = ${jurisdictionCode}`.execute(trx)
    // Else two units agree what a place owes that neither of them stands for.
    if (unit.rows.length === 0) throw refusals.unitElsewhere(name, jurisdictionCode)
  }
  await trx.deleteFrom('agreement_party').where('agreement_id', '=', id).where('number', '=', number).execute()
  if (parties.length > 0)
    await trx
      .insertInto('agreement_party')
      .values(
        parties.map(({ name, jurisdictionCode, organizationId }) => ({
          ...{ agreement_id: id, number, name, jurisdiction_code: jurisdictionCode, organization_id: organizationId },
        })),
      )
      .execute()
}

/** @throws Refusal agreement_not_drafter, agreement_state_unfit */
function expectDraft(found: AgreementDetail, actor: Actor): void {
  if (found.drafter.id !== actor.organizationId) throw refusals.notDrafter()
  if (found.state !== 'draft') throw refusals.stateUnfit(found.state, 'draft')
}

/** Changes a draft. @throws Refusal version_outdated, agreement_state_unfit, agreement_content_invalid */
export async function editDraft(trx: Trx, actor: Actor, id: string, edit: DraftEdit, ifMatch: string | undefined) {
  const found = await findAgreement(trx, id)
  expectDraft(found, actor)
  expectVersion(ifMatch, found.revision)
  const content = edit.content === undefined ? found.content : readContent(edit.content)
  const [first, last] = content.agreement.years ?? [null, null]
  const { numUpdatedRows } = await trx
    .updateTable('agreement_version')
    .set({
      ...{ name: edit.name ?? found.name, content: JSON.stringify(content), sha256: digestOf(content) },
      ...{ first_year: first, last_year: last, revision: found.revision + 1 },
    })
    .where('agreement_id', '=', id)
    .where('number', '=', found.number)
    .where('revision', '=', found.revision)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw httpRefusals.overtaken()
  const known = found.parties.flatMap(({ name, jurisdiction, organization }) =>
    jurisdiction && organization && Object.hasOwn(content.agreement.parties, name)
      ? [{ name, jurisdictionCode: jurisdiction.code, organizationId: organization.id }]
      : [],
  )
  await nameParties(trx, id, found.number, content, edit.parties ?? known)
  await sign(trx, 'edit_agreement', id, { version: found.number, sha256: digestOf(content) })
}

/** A further version, as a draft of the newest one's words. @throws Refusal agreement_version_open */
export async function draftVersion(trx: Trx, actor: Actor, id: string): Promise<void> {
  const found = await findAgreement(trx, id)
  if (found.state === 'draft' || found.state === 'offered') throw refusals.versionOpen(found.number)
  if (
    found.drafter.id !== actor.organizationId &&
    !found.parties.some((party) => party.organization?.id === actor.organizationId)
  )
    throw refusals.notParty()
  const number = found.number + 1
  const content = { ...found.content, agreement: { ...found.content.agreement, version: number } }
  await addVersion(trx, actor, id, number, content, found.name)
  const parties = found.parties.flatMap(({ name, jurisdiction, organization }) =>
    jurisdiction && organization
      ? [{ name, jurisdictionCode: jurisdiction.code, organizationId: organization.id }]
      : [],
  )
  await nameParties(trx, id, number, content, parties)
  await sign(trx, 'draft_agreement', id, { version: number })
}

/** Puts a draft before its parties: from now on it stays word for word. @throws Refusal agreement_party_unbound */
export async function offerAgreement(trx: Trx, actor: Actor, id: string, ifMatch: string | undefined): Promise<void> {
  const found = await findAgreement(trx, id)
  expectDraft(found, actor)
  expectVersion(ifMatch, found.revision)
  const unbound = found.parties.find(({ organization }) => organization === null)
  if (unbound) throw refusals.partyUnbound(unbound.name)
  await trx
    .updateTable('agreement_version')
    .set({ state: 'offered', offered_at: CLOCK_NOW, revision: found.revision + 1 })
    .where('agreement_id', '=', id)
    .where('number', '=', found.number)
    .execute()
  await tellParties(trx, actor, found.parties, {
    kind: 'settlement.agreement_offered',
    title: `《${found.name}》请核对签署`,
    titleEn: `“${found.name}” is before you for signature`,
    link: `/agreements/${id}`,
    key: `agreement ${id} ${found.number}`,
  })
  await sign(trx, 'offer_agreement', id, { version: found.number, sha256: found.sha256 })
}

/**
 * Signs the version that stands offered, for the party whose unit the actor acts for.
 * @throws Refusal agreement_state_unfit, agreement_not_party, agreement_signed_before, agreement_digest_differs
 */
export async function signAgreement(trx: Trx, actor: Actor, id: string, sha256: string): Promise<void> {
  const found = await findAgreement(trx, id)
  const party = found.parties.find(({ organization }) => organization?.id === actor.organizationId)
  if (!party) throw refusals.notParty()
  if (party.signature) throw refusals.signedBefore(party.name)
  if (found.state !== 'offered') throw refusals.stateUnfit(found.state, 'offered')
  if (sha256 !== found.sha256 || digestOf(found.content) !== sha256) throw refusals.digestDiffers(found.sha256)
  await trx
    .insertInto('agreement_signature')
    .values({
      ...{ agreement_id: id, number: found.number, party: party.name, sha256 },
      ...{ user_id: actor.userId, user_name: actor.userName },
      ...{ organization_id: actor.organizationId, organization_name: actor.organizationName },
    })
    .execute()
  const { state } = await findAgreement(trx, id)
  if (state === 'signed') await announce(trx, 'settlement.agreement_signed', { agreementId: id, version: found.number })
  await sign(trx, 'sign_agreement', id, { version: found.number, party: party.name, sha256, state })
}

/** A party does not sign, or the drafter takes it back: it is over with this version. @throws Refusal agreement_state_unfit */
export async function declineAgreement(trx: Trx, actor: Actor, id: string, reason: string): Promise<void> {
  const found = await findAgreement(trx, id)
  const isDrafter = found.drafter.id === actor.organizationId
  const isParty = found.parties.some(({ organization }) => organization?.id === actor.organizationId)
  if (!isDrafter && !isParty) throw refusals.notParty()
  if (found.state !== 'offered' && !(found.state === 'draft' && isDrafter))
    throw refusals.stateUnfit(found.state, 'offered')
  await trx
    .updateTable('agreement_version')
    .set({
      state: 'declined',
      declined_by: actor.organizationName,
      declined_reason: reason,
      revision: found.revision + 1,
    })
    .where('agreement_id', '=', id)
    .where('number', '=', found.number)
    .execute()
  await sign(trx, 'decline_agreement', id, { version: found.number, reason })
}
