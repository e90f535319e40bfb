import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { notify } from '../../platform/notices/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { receiveBy } from './rules/spec.ts'
import type {} from './tables.ts'

/** What gives rise to an alert. */
export interface Occasion {
  rule: { id: string; kind: string; hours: number | null; days: number | null }
  section: string
  /** What it is about: an alert with this key is raised once. */
  key: string
  title: string
  titleEn: string
  parameter: string | null
  observedAt: Date
  expectedAt: Date | null
  evidence: object
}

interface Party {
  organization: string
  side: 'upstream' | 'downstream' | 'own'
}

/**
 * Raises an alert with everybody who has to receive it: both sides of the border, each by whom it named, or else by who
 * keeps the section. The transaction acts as the system.
 * @returns its id; null where one with this key was raised already
 */
export async function raiseAlert(trx: Trx, occasion: Occasion, now: Date): Promise<string | null> {
  const { rule, section, key, title, titleEn, parameter, observedAt, expectedAt, evidence } = occasion
  const id = randomUUID()
  const added = await trx
    .insertInto('alert')
    .values({
      ...{ id, rule_id: rule.id, kind: rule.kind, section_id: section, key, title, title_en: titleEn, parameter },
      ...{ observed_at: observedAt, expected_at: expectedAt, evidence: JSON.stringify(evidence) },
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows === 0n) return null
  const parties = await partiesOf(trx, section)
  const receipt = rule.hours === null ? { days: rule.days ?? 1 } : { hours: rule.hours }
  const until = receiveBy(receipt, now, todayInChina(now))
  await trx
    .insertInto('alert_party')
    .values(
      parties.map(({ organization, side }) => ({
        alert_id: id,
        organization_id: organization,
        side,
        receive_by: until,
      })),
    )
    .execute()
  await addSystemEvent(trx, id, 'raised', title)
  await notify(
    trx,
    parties.map(({ organization }) => ({
      ...{
        organizationId: organization,
        kind: 'monitoring.alert_raised',
        link: `/alerts/${id}`,
        key: `alert_raised:${id}`,
      },
      ...{ title: `预警待接收：${title}`, titleEn: `An alert waits for your receipt: ${titleEn}` },
    })),
  )
  await announce(trx, 'monitoring.alert_raised', { alertId: id, sectionId: section, kind: rule.kind, parameter })
  return id
}

/** A step that no person took. @returns its id */
export async function addSystemEvent(
  trx: Trx,
  alert: string,
  kind: 'raised' | 'missed' | 'revised',
  text: string,
  facts: object = {},
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into alert_event (alert_id, kind, text, facts)
    values (${alert}::uuid, ${kind}, ${text}, ${JSON.stringify(facts)}::jsonb) returning id`.execute(trx)
  return rows[0]?.id ?? 0
}

/** Who receives for each side; an organization that would be named twice is named once. */
async function partiesOf(trx: Trx, section: string): Promise<Party[]> {
  const { rows } = await sql<Party>`
    select distinct on (p.organization) p.organization, p.side from (
      select side.name as side, unnest(coalesce((select r.receivers from alert_receiver r
        where r.section_id = c.id and r.side = side.name order by r.id desc limit 1), array[c.organization_id])) as organization
      from section c
        left join section_term t on t.section_id = c.id
          and t.valid_from <= (clock_now() at time zone 'Asia/Shanghai')::date
          and (t.valid_to is null or t.valid_to >= (clock_now() at time zone 'Asia/Shanghai')::date)
        cross join lateral unnest(case when t.upstream_code is null then array['own'] else array['upstream', 'downstream'] end)
          as side (name)
      where c.id = ${section}::uuid
    ) p order by p.organization, p.side desc`.execute(trx)
  return rows
}
