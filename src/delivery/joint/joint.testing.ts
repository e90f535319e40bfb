import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { PEOPLE, type PersonName } from '../../../test/support/people.ts'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import '../tables.ts'
import './tables.ts'

export const organizationOf = (person: PersonName) => PEOPLE[person].organizationId

/** A cluster that the tests' ladders belong to. */
export async function addCluster(handle: DatabaseHandle, id = 'test-cluster'): Promise<void> {
  await handle.asSystem(async (trx) => {
    await sql`insert into cluster (id, name, english_name, source, sample) values (${id}, '测试城市群', 'Test', 'test', false)
      on conflict do nothing`.execute(trx)
  })
}

/** A programme of the person's organization. */
export async function addProgramme(
  handle: DatabaseHandle,
  owner: PersonName = 'office',
  facts: object = {},
): Promise<string> {
  const id = randomUUID()
  await handle.asSystem((trx) =>
    trx
      .insertInto('programme')
      .values({
        id,
        home_jurisdiction: '450000',
        title: '测试台账',
        document_id: null,
        owner_organization_id: organizationOf(owner),
        visibility: 'cluster',
        frequency: 'half_year',
        starts_on: '2026-01-01',
        ends_on: null,
        retired_at: null,
        retired_reason: null,
        ...facts,
      })
      .execute(),
  )
  return id
}

let tasks = 0

/** A dispatched task of a programme, with its units. */
export async function addTask(
  handle: DatabaseHandle,
  programmeId: string,
  units: Readonly<Partial<Record<PersonName, 'lead' | 'participant' | 'responsible'>>>,
  facts: object = {},
): Promise<string> {
  const id = randomUUID()
  tasks += 1
  await handle.asSystem(async (trx) => {
    const programme = await trx
      .selectFrom('programme')
      .selectAll()
      .where('id', '=', programmeId)
      .executeTakeFirstOrThrow()
    await trx
      .insertInto('task')
      .values({
        id,
        home_jurisdiction: '450000',
        programme_id: programmeId,
        number: tasks,
        sort_key: tasks,
        external_key: null,
        origin: 'import',
        commitment_id: null,
        document_id: null,
        provision: null,
        resolution_id: null,
        title: `整治入海排污口${tasks}`,
        text: '分类整治入海排污口，建立台账。',
        pace: 'finite',
        state: 'underway',
        owner_organization_id: programme.owner_organization_id,
        visibility: programme.visibility,
        due_on: '2026-12-31',
        dispatched_at: new Date('2026-01-05T00:00:00Z'),
        closed_at: null,
        retired_reason: null,
        ...facts,
      })
      .execute()
    const rows = Object.entries(units).map(([person, role], index) => ({
      task_id: id,
      seq: index + 1,
      organization_id: organizationOf(person as PersonName),
      role,
      receipt_due_on: null,
      received_at: new Date('2026-01-06T00:00:00Z'),
      received_by: '某人',
      begun_on: '2026-01-05',
      ended_on: null,
      ended_cause: null,
      closing_requested_at: null,
    }))
    if (rows.length > 0) await trx.insertInto('task_assignment').values(rows).execute()
  })
  return id
}

/** A ladder body of two tiers with these hosts; the first answers within five working days. */
export const ladderBody = (first: PersonName, second: PersonName, members: readonly PersonName[] = []) => ({
  clusterId: 'test-cluster',
  name: '测试层级',
  source: '测试方案',
  tiers: [
    { name: '部门专题组', answerDays: 5, rotation: 'none', hosts: [organizationOf(first)], members: [] },
    {
      name: '联席会议',
      answerDays: null,
      rotation: 'meeting',
      hosts: [organizationOf(second), organizationOf('city')].filter((id, at, all) => all.indexOf(id) === at),
      members: members.map(organizationOf),
    },
  ],
})

export const matterBody = (ladderId: string, taskId: string | null = null) => ({
  ladderId,
  taskId,
  title: '跨省排污口的监测数据互不承认',
  matter: '两省监测方法不同，数据互不承认，整治验收无法进行。',
  tried: '已两次发函商请，对方未同意。',
  wanted: '明确以国家标准方法为准，互认监测数据。',
})
