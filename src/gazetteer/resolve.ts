import { sql } from 'kysely'
import type { Trx } from '../platform/database/index.ts'
import { jurisdictionIndex } from './jurisdictions.ts'
import { readName, tidy } from './names.ts'
import type { Organization, OrganizationName, OrganizationRelation } from './organizations.ts'
import {
  type OrganizationKnowledge,
  type PaperContext,
  type ProposedOrganization,
  type Resolution,
  resolveOrganization,
} from './rules/resolution.ts'
import { followSuccession, type Succession } from './rules/succession.ts'

/** A name as a paper prints it, with the sentence that assigns the duty where there is one. */
export interface PrintedName {
  printed: string
  dutyText?: string
}

/**
 * Resolves any number of printed names of one paper in four queries, in the order given.
 * See `resolveOrganization` for the rule.
 */
export async function resolveOrganizations(
  trx: Trx,
  names: readonly (PrintedName | string)[],
  context: PaperContext,
): Promise<Resolution[]> {
  const paper = { ...context, near: context.near ?? (await jurisdictionsNear(trx, context.jurisdiction)) }
  const index = jurisdictionIndex()
  const asked = names.map((name) => (typeof name === 'string' ? { printed: name } : name))
  const keys = new Set<string>()
  for (const { printed } of asked) {
    const read = readName(printed, paper.jurisdiction, index, paper.near)
    if (read.kind === 'body') for (const { key } of read.keys) keys.add(key)
  }
  const knowledge = await loadKnowledge(trx, [...keys])
  return asked.map(({ printed, dutyText = '' }) => resolveOrganization(printed, dutyText, paper, knowledge, index))
}

/** The members of the clusters that a paper's jurisdiction, or a part of it, belongs to. */
async function jurisdictionsNear(trx: Trx, paper: string | null): Promise<ReadonlySet<string>> {
  const province = paper === null ? undefined : jurisdictionIndex().provinceOf(paper)
  if (!province) return new Set()
  const rows = await trx
    .selectFrom('cluster_member as other')
    .select('other.jurisdiction_code as code')
    .distinct()
    .where('other.cluster_id', 'in', (eb) =>
      eb
        .selectFrom('cluster_member')
        .select('cluster_id')
        .where('jurisdiction_code', 'like', `${province.code.slice(0, 2)}%`),
    )
    .execute()
  return new Set(rows.map(({ code }) => code))
}

/**
 * Who holds a known unit's duty at the day `today`: one answer for each question, in their order. `since` is the day
 * of the paper that gave the duty, `dutyText` its words. Unknown ids get an empty answer with decision `none`.
 */
export async function findSuccessions(
  trx: Trx,
  questions: readonly { organizationId: string; since: string | null; dutyText?: string }[],
  today: string,
): Promise<Succession[]> {
  const knowledge = await loadReach(trx, [...new Set(questions.map((question) => question.organizationId))], [])
  return questions.map(({ organizationId, since, dutyText = '' }) => {
    const start = knowledge.organization(organizationId)
    if (!start) return { decision: 'none', holders: [] }
    return followSuccession(start, since, since !== null && since > today ? since : today, dutyText, knowledge)
  })
}

/** What a printed name came to in the gazetteer. */
export interface FoundOrganization {
  printed: string
  /** Null for a class, and for a name of which the paper does not say enough (省… without a province, two bearers). */
  organization: Pick<Organization, 'id' | 'name' | 'shortName' | 'state'> | null
  /** `added`: not known before, now provisional until a person confirms it. */
  outcome: Resolution['outcome'] | 'added'
  /** For `ambiguous`: who a person has to choose from. */
  candidates: readonly Organization[]
}

/** The paper whose names are looked up, and what to say of the units that it adds. */
export interface AddingContext extends PaperContext {
  /** Where a provisional unit was found, for whoever confirms it: the paper's title. */
  foundIn: string
}

/**
 * Finds the unit of each printed name of a paper, and adds as provisional the ones the gazetteer does not know, so that
 * no duty is lost for want of an entry. Needs plan.ingest, plan.confirm or gazetteer.manage. Two papers that are
 * ingested at the same moment add a unit once. Keys of the answer are the names as given.
 */
export async function findOrAddOrganizations(
  trx: Trx,
  printedNames: Iterable<string>,
  paper: AddingContext,
): Promise<Map<string, FoundOrganization>> {
  const names = [...new Set(printedNames)]
  let resolutions = await resolveOrganizations(trx, names, paper)
  if (resolutions.some(({ outcome }) => outcome === 'unknown')) {
    await sql`select pg_advisory_xact_lock(7108120)`.execute(trx)
    resolutions = await resolveOrganizations(trx, names, paper) // somebody may have added them while we waited
  }
  const added = await addProvisional(
    trx,
    resolutions.flatMap((one) => (one.outcome === 'unknown' ? [one.proposal] : [])),
    paper.foundIn,
  )
  const found = new Map<string, FoundOrganization>()
  for (const one of resolutions) {
    const { printed, outcome } = one
    if (one.outcome === 'resolved') {
      found.set(printed, { printed, outcome, organization: one.organization, candidates: [] })
    } else if (one.outcome === 'unknown') {
      const organization = added.get(identityOf(one.proposal)) ?? null
      found.set(printed, { printed, outcome: 'added', organization, candidates: [] })
    } else {
      const candidates = one.outcome === 'ambiguous' ? one.candidates : []
      found.set(printed, { printed, outcome, organization: null, candidates })
    }
  }
  return found
}

function identityOf(proposal: ProposedOrganization): string {
  return `${proposal.scope} ${proposal.key}`
}

type Provisional = Pick<Organization, 'id' | 'name' | 'shortName' | 'state'>

async function addProvisional(
  trx: Trx,
  proposals: readonly ProposedOrganization[],
  foundIn: string,
): Promise<Map<string, Provisional>> {
  const added = new Map<string, Provisional>()
  const units: object[] = []
  const names: object[] = []
  const source = `printed in ${foundIn}`
  for (const proposal of proposals) {
    const identity = identityOf(proposal)
    let unit = added.get(identity)
    if (!unit) {
      const { jurisdiction, kind, name, shortName } = proposal
      unit = { id: crypto.randomUUID(), name, shortName, state: 'provisional' }
      added.set(identity, unit)
      units.push({ id: unit.id, jurisdiction_code: jurisdiction, kind, name, short_name: shortName, source })
    }
    const filed = {
      organization_id: unit.id,
      kind: 'printed',
      scope_code: proposal.scope,
      name_key: proposal.key,
      source,
    }
    for (const name of new Set([tidy(proposal.shortName), proposal.name])) names.push({ ...filed, name })
  }
  if (units.length === 0) return added
  await sql`
    insert into organization (id, jurisdiction_code, kind, name, short_name, state, origin, source, confidence)
    select id, jurisdiction_code, kind, name, short_name, 'provisional', 'document', source, 'U'
    from jsonb_to_recordset(${JSON.stringify(units)}::jsonb) as row (id uuid, jurisdiction_code text, kind text,
      name text, short_name text, source text)`.execute(trx)
  await sql`
    insert into organization_name (organization_id, name, kind, scope_code, name_key, source)
    select organization_id, name, kind, scope_code, name_key, source
    from jsonb_to_recordset(${JSON.stringify(names)}::jsonb) as row (organization_id uuid, name text, kind text,
      scope_code text, name_key text, source text)
    on conflict do nothing`.execute(trx)
  return added
}

/** Everything that names with these keys may lead to: their units, and whatever followed them. */
async function loadKnowledge(trx: Trx, keys: readonly string[]): Promise<OrganizationKnowledge> {
  if (keys.length === 0) return indexKnowledge([], [], [])
  const rows = await trx
    .selectFrom('organization_name')
    .select(['organization_id', 'name', 'kind', 'scope_code', 'name_key', 'own_papers_only', 'valid_from', 'valid_to'])
    .where('name_key', '=', sql<string>`any(${keys}::text[])`)
    .execute()
  const names = rows.map(
    (row): OrganizationName => ({
      organizationId: row.organization_id,
      name: row.name,
      kind: row.kind,
      scope: row.scope_code,
      key: row.name_key,
      ownPapersOnly: row.own_papers_only,
      validFrom: row.valid_from,
      validTo: row.valid_to,
    }),
  )
  return loadReach(trx, [...new Set(names.map((name) => name.organizationId))], names)
}

async function loadReach(
  trx: Trx,
  ids: readonly string[],
  names: readonly OrganizationName[],
): Promise<OrganizationKnowledge> {
  if (ids.length === 0) return indexKnowledge(names, [], [])
  const relationRows = await sql<RelationRow>`
    with recursive reach (id) as (
      select unnest(${ids}::uuid[])
      union
      select relation.to_id from organization_relation relation join reach on relation.from_id = reach.id
      where relation.to_id is not null
    )
    select relation.from_id, relation.to_id, relation.kind, relation.duty, relation.happened_on,
      relation.date_precision, relation.source, relation.confidence, relation.note
    from organization_relation relation join reach on relation.from_id = reach.id
    order by relation.happened_on, relation.id`.execute(trx)
  const relations = relationRows.rows.map(relationOf)
  const reached = new Set([...ids, ...relations.flatMap(({ to }) => (to === null ? [] : [to]))])
  const organizations = await trx
    .selectFrom('organization')
    .select(['id', 'jurisdiction_code', 'kind', 'name', 'short_name', 'valid_from', 'valid_to', 'state', 'confidence'])
    .where('id', '=', sql<string>`any(${[...reached]}::uuid[])`)
    .execute()
  return indexKnowledge(names, organizations.map(organizationOf), relations)
}

interface RelationRow {
  from_id: string
  to_id: string | null
  kind: OrganizationRelation['kind']
  duty: string | null
  happened_on: string
  date_precision: OrganizationRelation['precision']
  source: string
  confidence: OrganizationRelation['confidence']
  note: string | null
}

function relationOf(row: RelationRow): OrganizationRelation {
  return {
    from: row.from_id,
    to: row.to_id,
    kind: row.kind,
    duty: row.duty,
    date: row.happened_on,
    precision: row.date_precision,
    source: row.source,
    confidence: row.confidence,
    note: row.note,
  }
}

interface OrganizationRow {
  id: string
  jurisdiction_code: string | null
  kind: Organization['kind']
  name: string
  short_name: string
  valid_from: string | null
  valid_to: string | null
  state: Organization['state']
  confidence: Organization['confidence']
}

function organizationOf(row: OrganizationRow): Organization {
  return {
    id: row.id,
    jurisdiction: row.jurisdiction_code,
    kind: row.kind,
    name: row.name,
    shortName: row.short_name,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    state: row.state,
    confidence: row.confidence,
  }
}

/** Lookups over what was loaded (or, in tests, over what was made up). */
export function indexKnowledge(
  names: readonly OrganizationName[],
  organizations: readonly Organization[],
  relations: readonly OrganizationRelation[],
): OrganizationKnowledge {
  const named = Map.groupBy(names, (name) => `${name.scope} ${name.key}`)
  const byId = new Map(organizations.map((one) => [one.id, one]))
  const from = Map.groupBy(relations, (relation) => relation.from)
  return {
    named: ({ scope, key }) => named.get(`${scope} ${key}`) ?? [],
    organization: (id) => byId.get(id),
    relationsFrom: (id) => from.get(id) ?? [],
  }
}
