import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { addPeople, PEOPLE, withDatabase } from '../../../test/support/index.ts'
import { openDueCycles } from './index.ts'
import { makeProgramme } from './testing/world.ts'

const database = withDatabase()
const { office, city } = PEOPLE

test('[DEL-226] a programme whose cycles cannot be opened keeps the others’ from nobody', async () => {
  const { handle } = database
  await handle.asSystem(addPeople)
  const world = () =>
    makeProgramme(handle, { owner: office.organizationId, tasks: [{ responsible: [city.organizationId] }] })
  const [odd, ...good] = [await world(), await world(), await world()]
  await handle.asSystem((trx) =>
    sql`update programme set starts_on = '1850-01-01', created_at = '1850-01-01' where id = ${odd.programmeId}`.execute(
      trx,
    ),
  )
  const logged: object[] = []
  const log = { error: (facts: object) => void logged.push(facts) }
  expect(await openDueCycles(handle, new Date('2026-06-29T01:00:00Z'), log)).toBe(2)
  expect(logged).toMatchObject([{ item: { id: odd.programmeId } }])
  const { rows } = await handle.asSystem((trx) =>
    sql<{ programme_id: string }>`select programme_id from cycle where opened_at is not null`.execute(trx),
  )
  expect(rows.map(({ programme_id }) => programme_id).sort()).toEqual(good.map(({ programmeId }) => programmeId).sort())
  await handle.asSystem((trx) =>
    sql`update programme set starts_on = '2026-01-01', created_at = '2026-01-01' where id = ${odd.programmeId}`.execute(
      trx,
    ),
  )
})

test('[DEL-227] a changed frequency asks for nothing of the past again', async () => {
  const { handle } = database
  const { programmeId } = await makeProgramme(handle, {
    owner: office.organizationId,
    tasks: [{ responsible: [city.organizationId] }],
  })
  await handle.asSystem((trx) =>
    sql`update programme set starts_on = '2024-01-01', created_at = '2024-01-01' where id = ${programmeId}`.execute(
      trx,
    ),
  )
  const periods = async () => {
    const { rows } = await handle.asSystem((trx) =>
      sql<{ period: string }>`select period from cycle where programme_id = ${programmeId} order by ends_on`.execute(
        trx,
      ),
    )
    return rows.map(({ period }) => period)
  }
  await openDueCycles(handle, new Date('2025-08-01T01:00:00Z'))
  expect(await periods()).toEqual(['2024H1', '2024H2', '2025H1'])
  await handle.asSystem((trx) => sql`update programme set frequency = 'month' where id = ${programmeId}`.execute(trx))
  await openDueCycles(handle, new Date('2025-09-01T01:00:00Z'))
  expect(await periods()).toEqual(['2024H1', '2024H2', '2025H1', '2025-07', '2025-08'])
})
