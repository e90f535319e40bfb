import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expectPlace } from '../../gazetteer/index.ts'
import type { Actor } from '../../platform/access/index.ts'
import { roleMay } from '../../platform/access/index.ts'
import { CLOCK_NOW, type Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { awaitTurn, expectVersion, isMade, whyUnwritten } from '../../platform/http/index.ts'
import { ask, editable, sign } from './acts.ts'
import { projectRefusals as refusals } from './refusals.ts'
import { approve } from './requests.ts'
import { readCode } from './rules/code.ts'
import type { NewProgress, NewProject, ProjectEdit } from './schemas.ts'
import { findProject, findRequest, listProjectCandidates, progressOf } from './store.ts'

type Facts = Omit<ProjectEdit, 'elements'>

function columnsOf(facts: Facts) {
  const { geometry } = facts
  const pairs = {
    name: facts.name,
    code: facts.code === undefined ? undefined : facts.code || null,
    industry: facts.industry,
    content: facts.content,
    builder: facts.builder,
    jurisdiction_code: facts.place,
    start_planned: facts.startPlanned,
    finish_planned: facts.finishPlanned,
    investment_total_wan: facts.investmentTotalWan,
    geometry: geometry
      ? sql<string>`st_setsrid(st_geomfromgeojson(${JSON.stringify(geometry)}), 4490)`
      : (geometry as null | undefined),
  }
  return Object.fromEntries(Object.entries(pairs).filter(([, value]) => value !== undefined)) as Record<string, never>
}

/** @throws Refusal project_code_invalid, project_code_taken */
async function checkCode(trx: Trx, code: string | null | undefined, owner: string, self: string | null) {
  if (!code) return
  if (!readCode(code)) throw refusals.codeInvalid(code)
  const other = await trx
    .selectFrom('project')
    .select(['id', 'name'])
    .where('code', '=', code)
    .where('owner_organization_id', '=', owner)
    .executeTakeFirst()
  if (other && other.id !== self) throw refusals.codeTaken(code, other.name, other.id)
}

/** Where China lies, with its seas: longitude, latitude. */
const CHINA = { west: 73, east: 136, south: 3, north: 54 }

/** A place that there is, and a position in China. @throws Refusal place_unknown, project_position_outside */
async function checkWhere(trx: Trx, { place, geometry }: Facts): Promise<void> {
  if (place) await expectPlace(trx, place)
  const points = !geometry ? [] : geometry.type === 'Point' ? [geometry.coordinates] : geometry.coordinates
  const outside = points.find(
    ([east = 0, north = 0]) =>
      !(east >= CHINA.west && east <= CHINA.east && north >= CHINA.south && north <= CHINA.north),
  )
  if (outside) throw refusals.positionOutside(outside)
}

async function writeElements(trx: Trx, id: string, elements: ProjectEdit['elements']): Promise<void> {
  if (!elements) return
  await trx.deleteFrom('project_element').where('project_id', '=', id).execute()
  const said = new Map(
    elements.filter((one) => one.needed !== null || one.granted !== null).map((one) => [one.kind, one]),
  )
  if (said.size > 0)
    await trx
      .insertInto('project_element')
      .values([...said.values()].map((one) => ({ project_id: id, ...one })))
      .execute()
}

/**
 * The office whose pool a unit's project enters: the one named, its own where it keeps one, else that of the cluster in
 * which the project (or its unit) lies. Where that is open between several, a person says.
 * @throws Refusal project_pool_unknown
 */
async function poolOf(trx: Trx, actor: Actor, named: string | undefined, place: string | null): Promise<string> {
  if (named) {
    const { rows } = await sql<{ keeps: boolean }>`select keeps_a_pool(${named}::uuid) as keeps`.execute(trx)
    if (!rows[0]?.keeps) throw refusals.poolUnknown()
    return named
  }
  if (roleMay(actor.role, 'project.approve')) return actor.organizationId
  // Nearest first: a member, or a place of one; a province with members; any cluster for who belongs to no place.
  const { rows } = await sql<{ office: string; distance: number }>`
    with here as (select coalesce(${place}, jurisdiction_code) as code from organization where id = ${actor.organizationId}::uuid)
    select c.coordinating_organization_id as office, min(case when here.code is null then 3
        when m.jurisdiction_code in (here.code, left(here.code, 4) || '00', left(here.code, 2) || '0000') then 1
        when here.code like '__0000' and left(m.jurisdiction_code, 2) = left(here.code, 2) then 2 end) as distance
    from cluster c cross join here left join cluster_member m on m.cluster_id = c.id
    where c.coordinating_organization_id is not null
    group by 1 order by 2`.execute(trx)
  const [first, second] = rows.filter(({ distance }) => distance !== null)
  if (!first || first.distance === second?.distance) throw refusals.poolUnknown()
  return first.office
}

/** The pool of the sample's own office: nobody else's projects enter it. */
const keepsSamples = (office: string) =>
  sql`exists (select from cluster c where c.coordinating_organization_id = ${office}::uuid and c.sample)`

interface Source {
  document_id: string
  commitment_id: string
  provision: string
  provision_label: string
  quote: string
}

async function insert(
  trx: Trx,
  actor: Actor,
  body: NewProject,
  today: string,
  source: Source | null,
  visibility: 'cluster' | 'organization' = 'cluster',
  id: string = randomUUID(),
): Promise<{ id: string; requestId: string }> {
  const { elements, organizationId, ownerOrganizationId, toClass, happenedOn, evidence, reason, ...facts } = body
  const owner = await poolOf(trx, actor, ownerOrganizationId, facts.place ?? null)
  await checkCode(trx, facts.code, owner, null)
  await checkWhere(trx, facts)
  await trx
    .insertInto('project')
    .values({
      ...columnsOf(facts),
      ...source,
      id,
      home_jurisdiction: sql<string>`coalesce((select jurisdiction_code from organization where id = ${owner}), '000000')`,
      name: facts.name,
      organization_id: owner === actor.organizationId ? (organizationId ?? actor.organizationId) : actor.organizationId,
      owner_organization_id: owner,
      visibility,
      sample: sql<boolean>`${keepsSamples(owner)} or exists (select from document d
        where d.id = ${source?.document_id ?? null}::uuid and d.sample)`,
      class: 'proposed',
      class_since: today,
    })
    .execute()
  await writeElements(trx, id, elements)
  const requestId = await ask(trx, actor, id, {
    kind: 'enter_pool',
    year: null,
    to_class: toClass ?? 'reserve',
    planned_wan: null,
    happened_on: happenedOn ?? null,
    reason,
    evidence: evidence ?? '',
  })
  return { id, requestId }
}

/**
 * Proposes a project for the pool: it waits for the decision of the office that keeps it. `key` becomes its id: a
 * repeated request finds what the first one made.
 */
export async function proposeProject(
  trx: Trx,
  actor: Actor,
  body: NewProject,
  today: string,
  key?: string,
): Promise<string> {
  if (key && (await isMade(trx, 'project', key, key))) return key
  const { id } = await insert(trx, actor, body, today, null, 'cluster', key)
  await sign(trx, 'project.propose', id, undefined, body)
  return id
}

/** The office takes works that a plan names into its pool as 储备: the plan is the reason, its own act the decision. */
export async function takeFromCommitments(
  trx: Trx,
  actor: Actor,
  ids: readonly string[],
  today: string,
): Promise<string[]> {
  const { items: sources } = await listProjectCandidates(trx, actor.organizationId, { ids })
  if (sources.length === 0) throw refusals.commitmentUnfit(ids[0] ?? '')
  const made: string[] = []
  for (const one of sources) {
    const { id, requestId } = await insert(
      trx,
      actor,
      { name: one.name, reason: `${one.document.title} ${one.provisionLabel}`.slice(0, 1000) },
      today,
      {
        document_id: one.document.id,
        commitment_id: one.commitmentId,
        provision: one.provision,
        provision_label: one.provisionLabel,
        quote: one.quote,
      },
      one.visibility,
    )
    await approve(trx, actor, await findRequest(trx, requestId), await findProject(trx, id), today, '')
    made.push(id)
  }
  for (const id of made) await sign(trx, 'project.take', id, undefined, { fromCommitment: true })
  return made
}

export async function editProject(
  trx: Trx,
  actor: Actor,
  id: string,
  edit: ProjectEdit,
  ifMatch: string | undefined,
): Promise<void> {
  await awaitTurn(trx, 'project', id)
  const before = await editable(trx, actor, id)
  expectVersion(ifMatch, before.revision, before)
  await checkCode(trx, edit.code, before.owner.id, id)
  const { elements, ...facts } = edit
  await checkWhere(trx, facts)
  const { numUpdatedRows } = await trx
    .updateTable('project')
    .set({ ...columnsOf(facts), revision: before.revision + 1, updated_at: CLOCK_NOW })
    .where('id', '=', id)
    .where('revision', '=', before.revision)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw await whyUnwritten(trx, 'project', id, before.revision)
  await writeElements(trx, id, elements)
  const keys = Object.keys(edit) as (keyof ProjectEdit)[]
  await sign(trx, 'project.edit', id, Object.fromEntries(keys.map((key) => [key, before[key]])), edit)
}

/** Adds what was invested since 1 January up to the end of a month. A second figure of a month says why. */
export async function reportProgress(
  trx: Trx,
  actor: Actor,
  id: string,
  body: NewProgress,
  today: string,
): Promise<void> {
  const project = await editable(trx, actor, id)
  if (project.class === 'proposed') throw refusals.notInPool()
  if (body.month > today.slice(0, 7)) throw refusals.monthAhead(body.month)
  if (body.grade === 'verified' && project.organization.id === actor.organizationId) throw refusals.verifyOwn()
  const known = await progressOf(trx, id)
  const same = known.find(({ month }) => month === body.month)
  if (same && !body.reason) throw refusals.revisionReason(body.month)
  const before = known.find(({ month }) => month < body.month && month.startsWith(body.month.slice(0, 4)))
  if (before && before.investedWan > body.investedWan && !body.reason)
    throw refusals.investmentFell(before.month, before.investedWan)
  await trx
    .insertInto('project_progress')
    .values({
      project_id: id,
      month: body.month,
      version: (same?.version ?? 0) + 1,
      invested_wan: body.investedWan,
      in_place_wan: body.inPlaceWan ?? null,
      stage: body.stage ?? '',
      grade: body.grade,
      source: body.source,
      reason: body.reason ?? null,
      user_id: actor.userId,
      user_name: actor.userName,
      organization_id: actor.organizationId,
      organization_name: actor.organizationName,
    })
    .execute()
  await announce(trx, 'delivery.project_progressed', { projectId: id, month: body.month })
  await sign(trx, 'project.progress', id, same && { investedWan: same.investedWan }, body)
}

/** Ties a project to a task by hand, or unties it; what belongs together by its provision stays. Said twice, done once. */
export async function linkProjectTask(
  trx: Trx,
  actor: Actor,
  id: string,
  taskId: string,
  linked: boolean,
): Promise<void> {
  const project = await findProject(trx, id)
  if (project.owner.id !== actor.organizationId) throw refusals.notPoolKeeper(project.owner.name)
  if (linked) {
    const task = await trx.selectFrom('task').select('id').where('id', '=', taskId).executeTakeFirst()
    if (!task) throw refusals.taskUnknown(taskId)
    await trx
      .insertInto('project_task')
      .values({ project_id: id, task_id: taskId })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  } else await trx.deleteFrom('project_task').where('project_id', '=', id).where('task_id', '=', taskId).execute()
  await sign(trx, 'project.tasks', id, undefined, { taskId, linked })
}
