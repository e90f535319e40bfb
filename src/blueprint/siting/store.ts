import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { momentText, type Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { idOfKey, isMade } from '../../platform/http/index.ts'
import {
  type NewSiting,
  SITING_PLACE,
  type Siting,
  type SitingDetail,
  type SitingFilter,
  type SitingList,
  type SitingQuery,
  type SitingResult,
} from '../schemas/siting.ts'
import { sitingRefusals as refusals } from './refusals.ts'
import { type Site, shapeOfWkb } from './site.ts'

const NUMBER = sql`'选核〔' || s.year || '〕' || s.serial || '号'`
const COLUMNS = sql`s.id, ${NUMBER} as number, s.name, s.purpose, s.audience, s.verdict, s.as_of as "asOf",
  (select json_build_object('id', o.id, 'name', o.name, 'shortName', o.short_name)
    from organization o where o.id = s.organization_id) as organization,
  s.user_name as "userName", ${momentText('s.at')} as at, s.area_m2 as "areaM2", s.length_m as "lengthM",
  json_build_array(st_xmin(s.geometry), st_ymin(s.geometry), st_xmax(s.geometry), st_ymax(s.geometry)) as bbox,
  s.has_sample as "hasSample"`

/** What is kept of a check, with the words of who asked. */
export interface Keeping {
  asked: NewSiting
  site: Site
  result: SitingResult
  year: number
  /** The same request again, with this key, keeps nothing more. */
  once: string | undefined
}

/** Keeps a siting under the next number of its organization and year. @throws Refusal siting_name_missing */
export async function keepSiting(trx: Trx, actor: Actor, keeping: Keeping): Promise<string> {
  const { asked, site, result, year, once } = keeping
  if (asked.name === undefined) throw refusals.nameMissing()
  const id = idOfKey(once, actor, asked)
  if (await isMade(trx, 'blueprint_siting', once, id)) return id
  const { name, purpose = '', audience = 'jurisdiction' } = asked
  await sql`
    insert into blueprint_siting (id, year, name, purpose, audience, geometry, area_m2, length_m, as_of, verdict, has_sample,
      layer_ids, result, user_id, user_name, organization_id, organization_name)
    values (${id}::uuid, ${year}, ${name}, ${purpose}, ${audience}, ${shapeOfWkb(site.wkb)}, ${site.areaM2}::float8,
      ${site.lengthM}::float8, ${result.asOf}::date, ${result.verdict}, ${result.hasSample},
      ${result.layers.map((layer) => layer.id)}::uuid[], ${JSON.stringify(result)}::jsonb, ${actor.userId},
      ${actor.userName}, ${actor.organizationId}::uuid, ${actor.organizationName})`.execute(trx)
  const facts = { name, verdict: result.verdict, asOf: result.asOf, rulesVersion: result.rulesVersion }
  await appendAudit(trx, {
    action: 'blueprint.keep_siting',
    subjectKind: 'blueprint_siting',
    subjectId: id,
    after: { ...facts, purpose, audience },
  })
  await announce(trx, 'blueprint.site_checked', { sitingId: id, ...facts })
  return id
}

function conditionsOf({ verdict, year, q }: SitingFilter): RawBuilder<unknown> {
  const conditions = [sql`true`]
  if (verdict) conditions.push(sql`s.verdict = ${verdict}`)
  if (year) conditions.push(sql`s.year = ${year}`)
  if (q) {
    const like = `%${q.trim().replaceAll(/[\\%_]/g, '\\$&')}%`
    conditions.push(sql`(s.name ilike ${like} or s.purpose ilike ${like} or ${NUMBER} ilike ${like})`)
  }
  return sql.join(conditions, sql` and `)
}

/** @throws Refusal permission_missing where the actor reads no sitings */
export async function expectReader(trx: Trx): Promise<void> {
  await sql`select actor_must('siting.read')`.execute(trx)
}

/** @throws Refusal permission_missing where the actor checks no sites */
export async function expectChecker(trx: Trx): Promise<void> {
  await sql`select actor_must('siting.check')`.execute(trx)
}

/** A page of the kept sitings that the actor sees, the newest first. */
export async function listSitings(trx: Trx, { limit, cursor, ...filter }: SitingQuery): Promise<SitingList> {
  await expectReader(trx)
  const where = conditionsOf(filter)
  const after = SITING_PLACE.read(cursor)
  const { rows } = await sql<Siting>`select ${COLUMNS} from blueprint_siting s where ${where}
    ${after ? sql`and (s.at, s.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by s.at desc, s.id desc limit ${limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`
    select count(*) as total from blueprint_siting s where ${where}`.execute(trx)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit),
    total: counted.rows[0]?.total ?? 0,
    next: last ? SITING_PLACE.write(last.at, last.id) : null,
  }
}

/** SQL: the result of siting s, with the revisions of those layers only that the actor sees. */
const RESULT = sql`jsonb_set(s.result, '{revisions}', coalesce((
  select jsonb_agg(asked.one order by asked.place)
  from jsonb_array_elements(s.result -> 'revisions') with ordinality asked (one, place)
  where (asked.one ->> 'layerId')::uuid in (select id from blueprint_layer)), '[]'))`

/** A kept siting with all that came of it. @throws Refusal siting_not_found */
export async function findSiting(trx: Trx, id: string): Promise<SitingDetail> {
  await expectReader(trx)
  const { rows } = await sql<SitingDetail>`
    select ${COLUMNS}, ${RESULT} as result from blueprint_siting s where s.id = ${id}::uuid`.execute(trx)
  const [siting] = rows
  if (!siting) throw refusals.notFound(id)
  return siting
}
