import { sql } from 'kysely'
import { findSuccessions } from '../gazetteer/index.ts'
import type { Trx } from '../platform/database/index.ts'
import { todayInChina } from '../platform/time.ts'
import type { StoredCommitment } from './commitmentStore.ts'
import { imageOfCommitment, Labels, successorsOf } from './images.ts'
import { planRefusals } from './refusals.ts'
import { loadProvisions } from './relations.ts'
import type { EditBody, OrganizationRef, ProvisionRef, Responsibility, ResponsibilityInput, Span } from './schemas.ts'
import { RepairedReader } from './sentences.ts'
import type { CommitmentImage, StatedFacts } from './tables.ts'
import { organizationRefs, resolveUnits } from './units.ts'

/** What a person states of a commitment; everything left out stays. */
export type Wishes = Omit<EditBody, 'confirm' | 'reason'>

/**
 * A commitment as a person wants it: texts are read anew from a changed span, provisions follow the span, and units are
 * looked up in the gazetteer.
 * @throws Refusal span_outside, organization_unknown
 */
export async function imagined(trx: Trx, stored: StoredCommitment, wishes: Wishes): Promise<CommitmentImage> {
  const before = imageOfCommitment(stored.commitment)
  const place = wishes.span === undefined ? {} : await placeOfSpan(trx, stored, before, wishes.span)
  const { text } = { text: before.text, ...place }
  const responsibilities =
    wishes.responsibilities === undefined
      ? {}
      : { responsibilities: await responsibilitiesOf(trx, stored, wishes.responsibilities, text) }
  const { title, kind, open, deadline, target, project } = wishes
  return {
    ...before,
    ...place,
    ...responsibilities,
    ...(title === undefined ? {} : { title: title.trim() }),
    ...(kind === undefined ? {} : { kind }),
    ...(open === undefined ? {} : { open }),
    ...(deadline === undefined ? {} : { deadline: deadline && deadlineOf(deadline, before) }),
    ...(target === undefined ? {} : { target }),
    ...(project === undefined ? {} : { project }),
  }
}

function deadlineOf(wish: NonNullable<Wishes['deadline']>, before: CommitmentImage): CommitmentImage['deadline'] {
  const { date = null, recurs = null, quote } = wish
  const sameQuote = quote === undefined || quote === before.deadline?.quote
  return {
    date,
    recurs,
    quote: quote ?? before.deadline?.quote ?? '',
    span: sameQuote ? (before.deadline?.span ?? null) : null,
  }
}

async function placeOfSpan(
  trx: Trx,
  { documentId }: StoredCommitment,
  { version }: CommitmentImage,
  [start, end]: Span,
): Promise<{ span: Span; text: string; provision: ProvisionRef; chapter: ProvisionRef }> {
  const { text } = await trx
    .selectFrom('document_text')
    .select('text')
    .where('document_id', '=', documentId)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  if (start >= end || end > text.length || text.slice(start, end).trim() === '') {
    throw planRefusals.spanOutside(text.length)
  }
  const repairs = await trx
    .selectFrom('repair')
    .selectAll()
    .where('document_id', '=', documentId)
    .where('version', '=', version)
    .execute()
  const reader = new RepairedReader(
    text,
    repairs.map(({ span_start, span_end, ...repair }) => ({ ...repair, span: [span_start, span_end] as const })),
  )
  const outline = await loadProvisions(trx, documentId, version)
  const labels = new Labels(outline)
  const holders = outline.filter((node) => node.extent[0] <= start && node.extent[1] > start)
  const ref = (address: string | undefined) => (address === undefined ? { address: '', label: '' } : labels.of(address))
  return {
    span: [start, end],
    text: reader.read([start, end]),
    provision: ref(holders.at(-1)?.id),
    chapter: ref(holders[0]?.id),
  }
}

/** Units as a person lists them: a chosen organization counts, a known name keeps its meaning, a new one is looked up. */
async function responsibilitiesOf(
  trx: Trx,
  stored: StoredCommitment,
  wishes: readonly ResponsibilityInput[],
  dutyText: string,
): Promise<Responsibility[]> {
  const today = todayInChina()
  const paper = await paperOf(trx, stored)
  const chosen = await organizationRefs(
    trx,
    wishes.flatMap(({ organizationId }) => organizationId ?? []),
  )
  const holders = await holdersOf(trx, [...chosen.keys()], paper.date, dutyText, today)
  const before = new Map(stored.commitment.responsibilities.map((one) => [`${one.kind} ${one.printed}`, one]))
  const unknown = wishes.filter(
    ({ kind, printed, organizationId }) =>
      kind === 'unit' && organizationId === undefined && !before.has(`${kind} ${printed}`),
  )
  const looked = await resolveUnits(
    trx,
    paper,
    [
      {
        text: dutyText,
        responsibilities: unknown.map(({ kind, printed, role }) => ({
          ...{ kind, printed, role, span: [0, 0] as const, inheritedFrom: null },
        })),
      },
    ],
    today,
  )
  return wishes.map(({ kind, printed, role, organizationId, span }) => {
    const known = before.get(`${kind} ${printed}`)
    const meaning = () => {
      if (kind === 'class' || organizationId === null) return { organization: null, today: [] }
      if (organizationId !== undefined) {
        const organization = chosen.get(organizationId)
        if (!organization) throw planRefusals.organizationUnknown(organizationId)
        return { organization, today: successorsOf({ organization, today: holders.get(organizationId) ?? [] }) }
      }
      const resolved = known ?? looked.get(printed)
      return { organization: resolved?.organization ?? null, today: successorsOf(resolved) }
    }
    return {
      kind,
      printed,
      role,
      ...meaning(),
      span: span === undefined ? (known?.span ?? null) : span,
      inheritedFrom: known?.inheritedFrom ?? null,
    }
  })
}

async function holdersOf(
  trx: Trx,
  organizationIds: readonly string[],
  since: string | null,
  dutyText: string,
  today: string,
): Promise<Map<string, OrganizationRef[]>> {
  if (organizationIds.length === 0) return new Map()
  const day = since && /^\d{4}-\d{2}-\d{2}$/.test(since) ? since : null
  const successions = await findSuccessions(
    trx,
    organizationIds.map((organizationId) => ({ organizationId, since: day, dutyText })),
    today,
  )
  return new Map(
    organizationIds.map((id, index) => [
      id,
      (successions[index]?.holders ?? []).map(({ organization }) => ({
        id: organization.id,
        name: organization.name,
        shortName: organization.shortName,
      })),
    ]),
  )
}

/** What the gazetteer needs to know of a commitment's document. */
async function paperOf(trx: Trx, { documentId }: StoredCommitment): Promise<StatedFacts> {
  const { rows } = await sql<StatedFacts>`
    select title, number, issuer, issued_on as date from document where id = ${documentId}`.execute(trx)
  const [paper] = rows
  if (!paper) throw planRefusals.documentNotFound(documentId)
  return paper
}
