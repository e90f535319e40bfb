import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { withDatabase } from '../../test/support/database.ts'
import { actorOf, addPeople, type PersonName } from '../../test/support/people.ts'
import { openFileStore } from '../platform/files/index.ts'
import { confirmCommitment } from './changes.ts'
import { ingestDocument } from './ingest.ts'
import { prepareGazetteer } from './testing/gazetteer.ts'
import { SAMPLE_PLAN } from './testing/samplePlan.ts'

const database = withDatabase()
const as = <T>(person: PersonName, query: ReturnType<typeof sql<T>>) =>
  database.handle.asActor(actorOf(person), async (trx) => (await query.execute(trx)).rows)

let shared: string
let own: string

beforeAll(async () => {
  await database.handle.asSystem(addPeople)
  await prepareGazetteer(database.handle)
  const house = { database: database.handle, files: await openFileStore(join(database.folder, 'files')) }
  const bytes = (text: string) => new TextEncoder().encode(text)
  const ofOffice = await ingestDocument(house, actorOf('office'), { bytes: bytes(SAMPLE_PLAN), fileName: 'a.txt' })
  const ofDepartment = await ingestDocument(house, actorOf('department'), {
    bytes: bytes(SAMPLE_PLAN.replaceAll('邮轮码头', '内部码头').replace('97号', '99号')),
    fileName: 'b.txt',
  })
  shared = ofOffice.document.id
  own = ofDepartment.document.id
  await database.handle.asActor(actorOf('department'), async (trx) => {
    const { id } = await trx
      .selectFrom('commitment')
      .select('id')
      .where('document_id', '=', own)
      .limit(1)
      .executeTakeFirstOrThrow()
    await confirmCommitment(trx, actorOf('department'), id, { ifMatch: '"v1"' })
  })
})

/** Every table that says something of a document, by the column that names it. */
const TABLES = [
  ...['document_version', 'document_text', 'document_fingerprint', 'provision', 'mention', 'extraction'],
  ...['commitment', 'commitment_change', 'register_count'],
].map((table) => [table, 'document_id'] as const)

describe('the database alone', () => {
  test.each([['document', 'id'] as const, ...TABLES])(
    '[PLAN-16] shows rows of %s to their organization, and to others only when shared',
    async (table, column) => {
      const counts = async (person: PersonName) => {
        const [row] = await as(
          person,
          sql<{ shared: number; own: number }>`select count(*) filter (where ${sql.ref(column)} = ${shared}) as shared,
            count(*) filter (where ${sql.ref(column)} = ${own}) as own from ${sql.table(table)}`,
        )
        return row
      }
      const some = expect.toSatisfy((n: number) => n > 0)
      const ofShared = table === 'commitment_change' ? 0 : some
      expect(await counts('department')).toEqual({ shared: ofShared, own: some })
      for (const person of ['office', 'otherDepartment', 'city', 'leader'] as const) {
        expect([person, await counts(person)]).toEqual([person, { shared: ofShared, own: 0 }])
      }
      expect(await counts('administrator')).toEqual({ shared: 0, own: 0 })
    },
  )

  test.each(['responsibility', 'register_unit', 'register_place'])(
    '[PLAN-16] shows rows of %s with their commitment only',
    async (table) => {
      for (const person of ['office', 'department', 'leader', 'administrator'] as const) {
        const [row] = await as(
          person,
          sql<{ hidden: number }>`select count(*) as hidden from ${sql.table(table)} t
            where not exists (select from commitment c where c.id = t.commitment_id)`,
        )
        expect([person, row]).toEqual([person, { hidden: 0 }])
      }
    },
  )

  test('[PLAN-16] search answers within the same policy, and its table is closed', async () => {
    const search = sql<{ id: string }>`select id from search_commitments(array['内部码头']) id`
    const all = sql<{ id: string }>`select id from search_commitments(array['红树林']) id`
    expect(await as('office', search)).toEqual([])
    expect((await as('department', search)).length).toBe(1)
    expect((await as('office', all)).length).toBeGreaterThan(0)
    expect((await as('department', all)).length).toBeGreaterThan((await as('office', all)).length)
    expect(await as('administrator', all)).toEqual([])
    await expect(as('office', sql`select * from commitment_search`)).rejects.toThrow(/permission denied/)
  })

  test.each(['otherDepartment', 'city', 'leader', 'administrator', 'department'] as const)(
    '[PLAN-16] %s changes nothing in a document of the office',
    async (person) => {
      const changed = await database.handle.asActor(actorOf(person), async (trx) => {
        const commitments = await trx
          .updateTable('commitment')
          .set({ title: 'x' })
          .where('document_id', '=', shared)
          .executeTakeFirst()
        const documents = await trx
          .updateTable('document')
          .set({ title: 'x' })
          .where('id', '=', shared)
          .executeTakeFirst()
        return [commitments.numUpdatedRows, documents.numUpdatedRows]
      })
      expect(changed).toEqual([0n, 0n])
    },
  )

  test('[PLAN-16] nobody adds to a document that is not the own, or in another’s name', async () => {
    const change = (document: string, user: string) => sql`
      insert into commitment_change (id, commitment_id, document_id, kind, user_id, user_name, organization_id, organization_name)
      values (gen_random_uuid(), gen_random_uuid(), ${document}, 'confirm', ${user}, 'x',
        ${actorOf('department').organizationId}, 'x')`
    await expect(as('department', change(shared, 'user-2'))).rejects.toThrow(/row-level security/)
    await expect(as('department', change(own, 'user-1'))).rejects.toThrow(/row-level security/)
    await expect(
      as(
        'leader',
        sql`insert into document (id, home_jurisdiction, title, visibility, owner_organization_id)
        values (gen_random_uuid(), '450000', 'x', 'cluster', ${actorOf('leader').organizationId})`,
      ),
    ).rejects.toThrow(/row-level security/)
  })

  test('[PLAN-16] nobody hangs what keeps the derived tables true on a table of the own', async () => {
    const trigger = sql`create temporary table bait on commit drop as select * from commitment limit 0;
      create trigger bait after insert on bait referencing new table as changed
        for each statement execute function count_inserted()`
    await expect(as('department', trigger)).rejects.toThrow(/permission denied for function/)
  })

  const FIXED = ['commitment_change', 'extraction', 'document_version', 'document_text', 'provision', 'register_unit']
  test.each([...FIXED, 'mention', 'repair', 'finding', 'commitment_replacement'])(
    '[PLAN-16] rows of %s are not changed by anybody, the derived ones not by hand',
    async (table) => {
      for (const person of ['office', 'department'] as const) {
        await expect(as(person, sql`delete from ${sql.table(table)}`)).rejects.toThrow(/permission denied/)
      }
      if (table !== 'register_unit') {
        const { rows } = await sql<{ on: boolean }>`select exists (select from pg_trigger
          where tgrelid = ${table}::regclass and tgname = 'added_only') as on`.execute(database.handle.kysely)
        expect(rows).toEqual([{ on: true }])
        const [row] = await as('office', sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`)
        if (row?.n === 0) return
        const erase = database.handle.asSystem((trx) => sql`delete from ${sql.table(table)}`.execute(trx))
        await expect(erase).rejects.toThrow(/added, never changed|foreign key/)
      }
    },
  )

  test('[PLAN-16] a mention follows the unit that a provisional one was merged into, and changes in no other way', async () => {
    const update = (change: ReturnType<typeof sql>) =>
      database.handle.asSystem((trx) => sql`update mention set ${change} where document_id = ${shared}`.execute(trx))
    await expect(update(sql`label = 'x'`)).rejects.toThrow(/added, never changed/)
    await expect(update(sql`organization_id = null`)).rejects.toThrow(/added, never changed/)
    const other = sql`organization_id = (select id from organization order by id limit 1)`
    await expect(update(other)).rejects.toThrow(/added, never changed/)
  })
})
