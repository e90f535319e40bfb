import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { PEOPLE, type PersonName } from '../../../test/support/people.ts'
import type { Trx } from '../../platform/database/index.ts'
import type { IndicatorTable } from '../indicators/tables.ts'
import type { ProjectTable } from './tables.ts'

/** An indicator of the office's; `supplier` supplies its figures. */
export async function addIndicator(
  trx: Trx,
  owner: PersonName,
  change: Partial<Record<keyof IndicatorTable, unknown>> & { supplier?: PersonName } = {},
): Promise<string> {
  const { supplier = owner, ...facts } = change
  const id = randomUUID()
  await trx
    .insertInto('indicator')
    .values({
      home_jurisdiction: '000000',
      id,
      name: '常住人口城镇化率',
      unit: '%',
      nature: 'binding',
      accumulation: 'level',
      direction: 'up',
      base_value: '43',
      base_year: 2015,
      target_value: '60',
      target_year: 2020,
      owner_organization_id: PEOPLE[owner].organizationId,
      data_organization_id: PEOPLE[supplier].organizationId,
      visibility: 'cluster',
      ...facts,
    } as never)
    .execute()
  return id
}

/** A project that `unit` answers for, in the pool of `owner`. */
export async function addProject(
  trx: Trx,
  owner: PersonName,
  change: Partial<Record<keyof ProjectTable, unknown>> & { unit?: PersonName } = {},
): Promise<string> {
  const { unit = owner, ...facts } = change
  const id = randomUUID()
  await trx
    .insertInto('project')
    .values({
      home_jurisdiction: '000000',
      id,
      name: `铁山港区码头工程${id.slice(0, 4)}`,
      organization_id: PEOPLE[unit].organizationId,
      owner_organization_id: PEOPLE[owner].organizationId,
      visibility: 'cluster',
      class: 'preparing',
      class_since: '2025-03-01',
      investment_total_wan: 120_000,
      ...facts,
    } as never)
    .execute()
  return id
}

/** A request of the unit's that waits for a decision. */
export async function addRequest(trx: Trx, projectId: string, asker: PersonName): Promise<string> {
  const id = randomUUID()
  const { userId, userName, organizationId, organizationName } = PEOPLE[asker]
  await sql`insert into project_request (id, project_id, kind, year, to_class, reason, user_id, user_name,
      organization_id, organization_name)
    values (${id}, ${projectId}, 'enter_year', 2026, 'preparing', '列入年度清单', ${userId}, ${userName},
      ${organizationId}, ${organizationName})`.execute(trx)
  return id
}
