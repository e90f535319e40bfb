import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { addPeople, PEOPLE, withDatabase } from '../../../test/support/index.ts'
import { openDueCycles } from './index.ts'
import { makeProgramme } from './testing/world.ts'

const database = withDatabase()
const { office, city } = PEOPLE

test('[DEL-222] a programme whose cycles cannot be opened keeps the others’ from nobody', async () => {
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
})
