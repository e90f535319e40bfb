import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expectPlace } from '../../gazetteer/index.ts'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { CLOCK_NOW, type Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { awaitTurn, expectVersion, isMade, whyUnwritten } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { indicatorRefusals as refusals } from './refusals.ts'
import { compare } from './rules/decimal.ts'
import { type Proposal, proposalOf } from './rules/fromTarget.ts'
import { endOfPeriod, yearOfPeriod } from './rules/period.ts'
import type { Candidate, Indicator, IndicatorEdit, NewIndicator, NewObservation, PartsBody } from './schemas.ts'
import { documentOf, findIndicator } from './store.ts'

interface TargetCommitment {
  id: string
  document_id: string
  document: { id: string; title: string }
  provision: string
  provision_label: string
  text: string
  sort_key: number
  visibility: 'cluster' | 'organization'
  target: Parameters<typeof proposalOf>[0]
  /** How many there are of what was asked for. */
  total: number
}

/** Confirmed target commitments, of these ids or of a document, that are no indicator of the actor's organization yet. */
async function targetCommitments(
  trx: Trx,
  organizationId: string,
  by: { ids?: readonly string[]; document?: string },
  most = 500,
): Promise<TargetCommitment[]> {
  const { rows } = await sql<TargetCommitment>`
    select c.id, c.document_id, ${documentOf(sql.ref('c.document_id'))} as document, c.provision, c.provision_label,
      c.text, c.sort_key, c.visibility, c.target, count(*) over () as total
    from commitment c
    where c.kind = 'target' and c.state = 'confirmed' and c.live and c.target is not null
      ${by.ids ? sql`and c.id = any(${[...by.ids]}::uuid[])` : sql``}
      ${by.document ? sql`and c.document_id = ${by.document}::uuid` : sql``}
      and not exists (select from indicator i where i.commitment_id = c.id and i.retired_at is null
        and i.owner_organization_id = ${organizationId})
    order by c.sort_key, c.id limit ${most}`.execute(trx)
  return rows
}

/** What could be made an indicator, with what its words say and what a person has to add: the first, and how many. */
export async function listCandidates(
  trx: Trx,
  actor: Actor,
  document?: string,
  most?: number,
): Promise<{ items: Candidate[]; total: number }> {
  const found = await targetCommitments(trx, actor.organizationId, document ? { document } : {}, most)
  const items = found.map((one) => ({
    commitmentId: one.id,
    document: one.document,
    provisionLabel: one.provision_label,
    quote: one.text,
    ...proposalOf(one.target, one.text),
  }))
  return { items, total: found[0]?.total ?? 0 }
}

type Facts = Partial<Omit<NewIndicator, 'commitmentId' | 'visibility'>>

/** Columns of the facts that are given. */
function columnsOf(facts: Facts) {
  const pairs = {
    name: facts.name,
    unit: facts.unit,
    nature: facts.nature,
    accumulation: facts.accumulation,
    direction: facts.direction,
    base_value: facts.base,
    base_year: facts.baseYear,
    target_value: facts.target,
    target_upper: facts.upper,
    limit_lower: facts.limitLower,
    limit_upper: facts.limitUpper,
    target_year: facts.targetYear,
    jurisdiction_code: facts.place,
    data_organization_id: facts.dataOrganizationId,
    measured_by: facts.measuredBy,
  }
  return Object.fromEntries(Object.entries(pairs).filter(([, value]) => value !== undefined)) as {
    [Key in keyof typeof pairs]?: Exclude<(typeof pairs)[Key], undefined>
  }
}

/** @throws Refusal indicator_target_unfit for facts that cannot stand together */
function checkFacts(facts: Facts): void {
  const { baseYear, targetYear, target, upper, limitLower, limitUpper, base, accumulation } = facts
  if (baseYear != null && targetYear != null && baseYear >= targetYear)
    throw refusals.targetUnfit('targetYear', `a year after ${baseYear}`)
  if (target != null && upper != null && compare(target, upper) > 0)
    throw refusals.targetUnfit('upper', `at least ${target}`)
  if (target != null && limitLower != null && compare(limitLower, target) >= 0)
    throw refusals.targetUnfit('limitLower', `less than ${target}`)
  if (upper != null && limitUpper != null && compare(limitUpper, upper) <= 0)
    throw refusals.targetUnfit('limitUpper', `more than ${upper}`)
  if (accumulation === 'growth' && base != null && compare(base, '0') <= 0)
    throw refusals.targetUnfit('base', 'more than 0')
  if (accumulation === 'growth' && target != null && compare(target, '0') <= 0)
    throw refusals.targetUnfit('target', 'a growth of more than 0 %')
  if (accumulation === 'cumulative' && target != null && compare(target, '0') <= 0)
    throw refusals.targetUnfit('target', 'more than 0')
  if (accumulation === 'reduction' && target != null && (compare(target, '0') <= 0 || compare(target, '100') >= 0))
    throw refusals.targetUnfit('target', 'more than 0 % and less than 100 %')
}

async function insert(
  trx: Trx,
  actor: Actor,
  facts: Facts & { name: string; accumulation: Indicator['accumulation'] },
  source: TargetCommitment | null,
  visibility: 'cluster' | 'organization',
  id: string = randomUUID(),
): Promise<string> {
  checkFacts(facts)
  if (facts.place) await expectPlace(trx, facts.place)
  await trx
    .insertInto('indicator')
    .values({
      ...columnsOf(facts),
      name: facts.name,
      accumulation: facts.accumulation,
      direction: facts.direction ?? (facts.accumulation === 'graded' ? 'down' : 'up'),
      home_jurisdiction: sql<string>`coalesce((select jurisdiction_code from organization
        where id = ${actor.organizationId}), '000000')`,
      id,
      document_id: source?.document_id ?? null,
      commitment_id: source?.id ?? null,
      provision: source?.provision ?? null,
      provision_label: source?.provision_label ?? '',
      quote: source?.text ?? '',
      sort_key: source?.sort_key ?? 9_000_000_000_000,
      sample: sql<boolean>`coalesce((select d.sample from document d where d.id = ${source?.document_id ?? null}::uuid), false)`,
      owner_organization_id: actor.organizationId,
      visibility,
    } as never)
    .execute()
  return id
}

/**
 * Adds one indicator: by hand, or of a target commitment whose words the person has completed. `key` becomes its id: a
 * repeated request finds what the first one made.
 */
export async function createIndicator(trx: Trx, actor: Actor, body: NewIndicator, key?: string): Promise<string> {
  const { commitmentId, visibility, ...facts } = body
  if (key && (await isMade(trx, 'indicator', key, key))) return key
  const source = commitmentId ? await takeCommitment(trx, actor, commitmentId) : null
  const proposed = source ? factsOf(proposalOf(source.target, source.text)) : {}
  const id = await insert(
    trx,
    actor,
    { ...proposed, ...facts },
    source,
    source?.visibility === 'organization' ? 'organization' : (visibility ?? 'cluster'),
    key,
  )
  await sign(trx, 'indicator.create', id, undefined, body)
  return id
}

const factsOf = ({ doubts: _, ...facts }: Proposal) => facts

async function takeCommitment(trx: Trx, actor: Actor, commitmentId: string): Promise<TargetCommitment> {
  const [source] = await targetCommitments(trx, actor.organizationId, { ids: [commitmentId] })
  if (source) return source
  const made = await trx
    .selectFrom('indicator')
    .select('id')
    .where('commitment_id', '=', commitmentId)
    .where('owner_organization_id', '=', actor.organizationId)
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  throw made ? refusals.commitmentTaken(commitmentId, made.id) : refusals.commitmentUnfit(commitmentId)
}

/** Makes indicators of several target commitments at once; those that are one already are left as they are. */
export async function createFromCommitments(trx: Trx, actor: Actor, ids: readonly string[]): Promise<string[]> {
  const made: string[] = []
  for (const source of await targetCommitments(trx, actor.organizationId, { ids })) {
    const facts = factsOf(proposalOf(source.target, source.text))
    made.push(await insert(trx, actor, facts, source, source.visibility))
  }
  for (const id of made) await sign(trx, 'indicator.create', id, undefined, { fromCommitment: true })
  if (made.length === 0) throw refusals.commitmentUnfit(ids[0] ?? '')
  return made
}

/** The indicator, locked for a change by its owner. */
async function own(trx: Trx, actor: Actor, id: string, today: string): Promise<Indicator> {
  await awaitTurn(trx, 'indicator', id)
  const indicator = await findIndicator(trx, id, today)
  if (indicator.owner.id !== actor.organizationId) throw refusals.notYours(indicator.owner.name)
  if (indicator.retiredReason !== null) throw refusals.retired(indicator.retiredReason)
  return indicator
}

async function bump(trx: Trx, id: string, revision: number, set: Record<string, unknown>): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('indicator')
    .set({ ...set, revision: revision + 1, updated_at: CLOCK_NOW })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw await whyUnwritten(trx, 'indicator', id, revision)
}

export async function editIndicator(
  trx: Trx,
  actor: Actor,
  id: string,
  edit: IndicatorEdit,
  ifMatch: string | undefined,
  today: string,
): Promise<void> {
  const before = await own(trx, actor, id, today)
  expectVersion(ifMatch, before.revision, before)
  const { place, ...rest } = before
  checkFacts({ ...rest, place: place?.code ?? null, ...edit })
  if (edit.place) await expectPlace(trx, edit.place)
  await bump(trx, id, before.revision, columnsOf(edit))
  const keys = Object.keys(edit) as (keyof IndicatorEdit)[]
  await sign(trx, 'indicator.edit', id, Object.fromEntries(keys.map((key) => [key, before[key]])), edit)
}

export async function retireIndicator(
  trx: Trx,
  actor: Actor,
  id: string,
  reason: string,
  ifMatch: string | undefined,
  today: string,
): Promise<void> {
  const before = await own(trx, actor, id, today)
  expectVersion(ifMatch, before.revision, before)
  await bump(trx, id, before.revision, { retired_at: CLOCK_NOW, retired_reason: reason })
  await sign(trx, 'indicator.retire', id, undefined, { reason })
}

/** Adds a figure. A second one of the same period is a revision, and says why. */
export async function observe(trx: Trx, actor: Actor, id: string, body: NewObservation, now: Date): Promise<string> {
  const today = todayInChina(now)
  const indicator = await findIndicator(trx, id, today)
  if (indicator.retiredReason !== null) throw refusals.retired(indicator.retiredReason)
  if (![indicator.owner.id, indicator.dataOrganizationId].includes(actor.organizationId)) throw refusals.notSupplier()
  if (body.grade === 'verified' && indicator.dataOrganizationId === actor.organizationId)
    throw refusals.verifyOwnFigure()
  // Measured on the scale of years: a period that ends after today has not been seen whole.
  const [year = '', month = '', day = ''] = today.split('-')
  if (endOfPeriod(body.period) > Number(year) - 1 + (Number(month) - 1 + Number(day) / 31) / 12)
    throw refusals.periodAhead(body.period)
  const known = indicator.figures.find(({ period }) => period === body.period)
  if (known && !body.reason) throw refusals.revisionReason(body.period)
  if (known && compare(known.value, body.value) === 0 && known.grade === body.grade && known.source === body.source)
    throw refusals.observationUnchanged(body.period)
  const observationId = randomUUID()
  await trx
    .insertInto('indicator_observation')
    .values({
      home_jurisdiction: sql<string>`(select home_jurisdiction from indicator where id = ${id})` as never,
      id: observationId,
      indicator_id: id,
      period: body.period,
      year: yearOfPeriod(body.period),
      version: (known?.version ?? 0) + 1,
      value: body.value,
      grade: body.grade,
      source: body.source,
      published_on: body.publishedOn ?? null,
      reason: known ? (body.reason ?? null) : null,
      report_id: null,
      at: now,
      user_id: actor.userId,
      user_name: actor.userName,
      organization_id: actor.organizationId,
      organization_name: actor.organizationName,
    })
    .execute()
  await announce(trx, 'delivery.indicator_observed', { indicatorId: id, observationId, period: body.period })
  await sign(trx, 'indicator.observe', id, known && { value: known.value, version: known.version }, body)
  return observationId
}

/** Says of which lower targets it is made up, and how. */
export async function setParts(
  trx: Trx,
  actor: Actor,
  id: string,
  body: PartsBody,
  ifMatch: string | undefined,
  today: string,
): Promise<void> {
  const before = await own(trx, actor, id, today)
  expectVersion(ifMatch, before.revision, before)
  const ids = body.parts.map((part) => part.id)
  const { rows: visible } = await sql<{ id: string }>`select id from indicator where id = any(${ids}::uuid[])`.execute(
    trx,
  )
  const missing = ids.find((one) => !visible.some((row) => row.id === one))
  if (missing) throw refusals.partUnknown(missing)
  const { rows: below } = await sql<{ id: string }>`
    with recursive down (id) as (
      select unnest(${ids}::uuid[])
      union select p.lower_id from indicator_part p join down on p.higher_id = down.id
    ) select id from down where id = ${id}::uuid`.execute(trx)
  if (below.length > 0) throw refusals.partCircle()
  await bump(trx, id, before.revision, { roll_up: body.rollUp, expected_places: body.expectedPlaces })
  await trx.deleteFrom('indicator_part').where('higher_id', '=', id).execute()
  if (ids.length > 0)
    await trx
      .insertInto('indicator_part')
      .values(body.parts.map((part) => ({ higher_id: id, lower_id: part.id, weight: part.weight ?? null })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  await sign(trx, 'indicator.parts', id, { rollUp: before.rollUp }, body)
}

/** Ties it to a task by hand, or unties it; what belongs together by its provision stays. Said twice, done once. */
export async function linkTask(
  trx: Trx,
  actor: Actor,
  id: string,
  taskId: string,
  linked: boolean,
  today: string,
): Promise<void> {
  const indicator = await own(trx, actor, id, today)
  if (linked) {
    if (indicator.retiredReason !== null) throw refusals.retired(indicator.retiredReason)
    const task = await trx.selectFrom('task').select('id').where('id', '=', taskId).executeTakeFirst()
    if (!task) throw refusals.taskUnknown(taskId)
    await trx
      .insertInto('indicator_task')
      .values({ indicator_id: id, task_id: taskId })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  } else await trx.deleteFrom('indicator_task').where('indicator_id', '=', id).where('task_id', '=', taskId).execute()
  await sign(trx, 'indicator.tasks', id, undefined, { taskId, linked })
}

async function sign(trx: Trx, action: string, id: string, before: unknown, after: unknown): Promise<void> {
  await appendAudit(trx, { action, subjectKind: 'indicator', subjectId: id, before, after })
}
