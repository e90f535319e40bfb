import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { actorOf, PERSON_NAMES, type PersonName, withServer } from '../../test/support/index.ts'
import { prepareGazetteer } from '../plan/testing/gazetteer.ts'
import type { AlignmentList, AlignmentView } from './schemas.ts'
import { aligned, plansOf, sendPlan, tieOf, version } from './stage.testing.ts'

// The first alignment starts two threads, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

const server = withServer({ prepare: prepareGazetteer })
/** The department's alignment of its own paper with the cluster's plan, and one of two plans of the cluster. */
let own: AlignmentView
let shared: AlignmentView

beforeAll(async () => {
  const [office, department] = [await server.as('office'), await server.as('department')]
  const national = await sendPlan(office, plansOf('江湾')[0])
  const ofOffice = await sendPlan(office, plansOf('江湾')[1])
  const ofDepartment = await sendPlan(department, plansOf('河湾')[1], { visibility: 'organization' })
  shared = await aligned(office, national, ofOffice)
  own = await aligned(department, national, ofDepartment)
  for (const [browser, view] of [[office, shared] as const, [department, own] as const]) {
    const tie = tieOf(view, '发展海洋渔业')
    const reply = await browser.patch(
      `/api/v1/alignments/${view.id}/ties/${tie.id}`,
      { state: 'confirmed' },
      version(1),
    )
    expect(reply.statusCode).toBe(200)
  }
}, 120_000)

const as = <T>(person: PersonName, query: ReturnType<typeof sql<T>>) =>
  server.handle.asActor(actorOf(person), async (trx) => (await query.execute(trx)).rows)

const TABLES = ['alignment_run', 'alignment_provision', 'alignment_tie', 'alignment_review']
const VIEWS = ['alignment_standing_tie', 'alignment_standing_verdict']

describe('the database alone', () => {
  test.each([['alignment', 'id'], ...[...TABLES, ...VIEWS].map((table) => [table, 'alignment_id'] as const)] as const)(
    '[ALN-18] shows rows of %s to who sees both documents',
    async (table, column) => {
      for (const person of PERSON_NAMES) {
        const [row] = await as(
          person,
          sql<{ own: boolean; shared: boolean }>`select
          coalesce(bool_or(${sql.ref(column)} = ${own.id}), false) as own,
          coalesce(bool_or(${sql.ref(column)} = ${shared.id}), false) as shared from ${sql.table(table)}`,
        )
        expect([person, row]).toEqual([person, { own: person === 'department', shared: person !== 'administrator' }])
      }
    },
  )

  test('[ALN-18] lets the office, and who confirms in one of the documents, speak; others not', async () => {
    const tie = tieOf(shared, '建设环湾铁路')
    const say = (person: PersonName, signer: PersonName = person, alignment = shared.id) => {
      const { userId, userName, organizationId, organizationName } = actorOf(signer)
      return as(
        person,
        sql`insert into alignment_review (id, alignment_id, run, upper, tie_id, state, user_id, user_name,
            organization_id, organization_name)
          values (${randomUUID()}, ${alignment}, 1, 4, ${tie.id}, 'confirmed', ${userId}, ${userName},
            ${organizationId}, ${organizationName})`,
      )
    }
    await say('office')
    for (const person of ['department', 'otherDepartment', 'city', 'leader', 'administrator'] as const)
      await expect(say(person), person).rejects.toThrow(/row-level security/)
    await expect(say('office', 'leader')).rejects.toThrow(/row-level security/)
    await expect(say('office', 'office', own.id)).rejects.toThrow(/row-level security/)
  })

  test('[ALN-18] believes nobody whose name and organization these are', async () => {
    const { userId, userName, organizationId, organizationName } = actorOf('office')
    const id = randomUUID()
    await as(
      'office',
      sql`insert into alignment_review (id, alignment_id, run, upper, verdict, user_id, user_name, organization_id,
          organization_name)
        values (${id}, ${shared.id}, 1, 4, 'partly', ${userId}, '省长', ${organizationId}, '国务院')`,
    )
    const [said] = await as('office', sql`select user_name, organization_name from alignment_review where id = ${id}`)
    expect(said).toEqual({ user_name: userName, organization_name: organizationName })
  })

  test('[ALN-18] [ALN-17] takes nothing for carried that was not said', async () => {
    const forge = (person: PersonName, word: string) =>
      as(
        person,
        sql`insert into alignment_review (id, alignment_id, run, upper, tie_id, state, carried_from, at, user_id,
            user_name, organization_id, organization_name)
          select ${randomUUID()}, alignment_id, run, upper, tie_id, ${word}, id, at, user_id, user_name, organization_id,
            organization_name
          from alignment_review where alignment_id = ${shared.id} limit 1`,
      )
    await expect(forge('office', 'rejected')).rejects.toThrow(/row-level security/)
    await expect(forge('city', 'confirmed')).rejects.toThrow(/row-level security/)
    await forge('office', 'confirmed')
  })

  test('[ALN-19] changes nothing that was found or said, for nobody', async () => {
    for (const table of [...TABLES, 'alignment_weights']) {
      for (const query of [sql`delete from ${sql.table(table)}`, sql`update ${sql.table(table)} set at = now()`]) {
        await expect(as('office', query), table).rejects.toThrow(/permission denied|does not exist/)
        await expect(
          server.handle.asSystem((trx) => query.execute(trx)),
          table,
        ).rejects.toThrow(/never changed|does not exist/)
      }
    }
  })

  test('[ALN-18] only the office learns', async () => {
    for (const person of PERSON_NAMES.filter((name) => name !== 'office')) {
      const { userId, userName, organizationId, organizationName } = actorOf(person)
      const learning = as(
        person,
        sql`insert into alignment_weights (number, weights, reviews, user_id, user_name, organization_id, organization_name)
          values (99, '{}', '{}', ${userId}, ${userName}, ${organizationId}, ${organizationName})`,
      )
      await expect(learning, person).rejects.toThrow(/row-level security/)
    }
  })
})

describe('over HTTP', () => {
  test('[ALN-18] an alignment that is not shared is not there', async () => {
    for (const person of ['office', 'otherDepartment', 'city', 'leader'] as const) {
      const browser = await server.as(person)
      for (const path of ['', '/gaps.xlsx', '/gaps.docx', `/provisions/${encodeURIComponent('第二章')}`]) {
        const reply = await browser.get(`/api/v1/alignments/${own.id}${path}`)
        expect([person, path, reply.statusCode, reply.json().code]).toEqual([person, path, 404, 'alignment_not_found'])
      }
      const list = (await browser.get('/api/v1/alignments')).json<AlignmentList>()
      expect(list.items.map(({ id }) => id)).toEqual([shared.id])
    }
  })

  test('[ALN-18] who owns neither document reads, and may not say anything', async () => {
    for (const person of ['department', 'city'] as const) {
      const browser = await server.as(person)
      const view = (await browser.get(`/api/v1/alignments/${shared.id}`)).json<AlignmentView>()
      expect([person, view.mayReview]).toEqual([person, false])
      const tie = tieOf(view, '发展海洋渔业')
      const replies = [
        await browser.patch(`/api/v1/alignments/${shared.id}/ties/${tie.id}`, { state: 'rejected' }, version(2)),
        await browser.post(`/api/v1/alignments/${shared.id}/ties`, { upper: tie.upper, lower: '一/(一)/1' }),
        await browser.post('/api/v1/alignments', {
          upperDocumentId: shared.lower.id,
          lowerDocumentId: shared.upper.id,
        }),
      ]
      expect(replies.map((reply) => [reply.statusCode, reply.json().code])).toEqual(
        replies.map(() => [403, 'alignment_not_yours']),
      )
    }
    const leader = await server.as('leader')
    const reply = await leader.post('/api/v1/alignments', {
      upperDocumentId: shared.lower.id,
      lowerDocumentId: shared.upper.id,
    })
    expect([reply.statusCode, reply.json().code]).toEqual([403, 'permission_missing'])
  })
})
