import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { PEOPLE, withServer } from '../../../test/support/index.ts'
import { loadGazetteer } from '../../gazetteer/index.ts'
import { aProgramme, aTask } from '../tasks/stage.testing.ts'
import { openCycle, openDueCycles } from './index.ts'
import { makeCycle, obligationsOf } from './testing/world.ts'

const now = new Date('2026-06-15T02:00:00Z')
const server = withServer({
  clock: () => now,
  rateLimits: 'off',
  prepare: async (handle) => void (await loadGazetteer(handle)),
})
const { office } = PEOPLE

/** Does something else while the transaction that opens the cycle has done its work and is not committed yet. */
async function whileOpening<T>(cycleId: string, other: () => Promise<T>): Promise<T> {
  const signal = { done: () => {}, go: () => {} }
  const isDone = new Promise<void>((resolve) => {
    signal.done = resolve
  })
  const mayGo = new Promise<void>((resolve) => {
    signal.go = resolve
  })
  const opening = server.handle.asActor(office, async (trx) => {
    await openCycle(trx, office, cycleId, now)
    signal.done()
    await mayGo
  })
  await isDone
  const answer = other()
  await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 700))])
  signal.go()
  await opening
  return answer
}

const owedOn = async (cycleId: string, taskId: string) =>
  (await obligationsOf(server.handle, cycleId)).filter(({ task_id }) => task_id === taskId)

test('[DEL-228] a task dispatched while its cycle opens is asked for its report', async () => {
  const programmeId = await aProgramme(server.handle)
  const cycleId = await makeCycle(server.handle, programmeId)
  const taskId = await whileOpening(cycleId, () => aTask(server.handle, { programmeId }))
  await openDueCycles(server.handle, now)
  expect((await owedOn(cycleId, taskId)).length).toBeGreaterThan(0)
})

test('[DEL-228] a task retired while its cycle opens owes nothing', async () => {
  const programmeId = await aProgramme(server.handle)
  const taskId = await aTask(server.handle, { programmeId })
  const cycleId = await makeCycle(server.handle, programmeId)
  const desk = await server.as('office')
  const etag = String((await desk.get(`/api/v1/tasks/${taskId}`)).headers.etag)
  const retired = await whileOpening(cycleId, () =>
    desk.post(`/api/v1/tasks/${taskId}/retirement`, { reason: '不再办' }, { 'if-match': etag }),
  )
  expect(retired.statusCode).toBe(200)
  expect((await owedOn(cycleId, taskId)).filter(({ state }) => state === 'due')).toEqual([])
})

test('[DEL-205] [PLAT-57] a report sent six times at once with one key is one report, and each is told so', async () => {
  const programmeId = await aProgramme(server.handle)
  const cycleId = await makeCycle(server.handle, programmeId)
  const taskId = await aTask(server.handle, { programmeId })
  await server.handle.asActor(office, (trx) => openCycle(trx, office, cycleId, now))
  const owed = await owedOn(cycleId, taskId)
  const mine = owed.find(({ organization_id }) => organization_id === PEOPLE.department.organizationId)
  const department = await server.as('department')
  const key = randomUUID()
  const sent = await Promise.all(
    Array.from({ length: 6 }, () =>
      department.post(
        `/api/v1/obligations/${mine?.id}/reports`,
        { content: { claim: 'on_track', progress: '已办' } },
        { 'if-match': `"v${mine?.revision}"`, 'idempotency-key': key },
      ),
    ),
  )
  expect(sent.map((reply) => [reply.statusCode, reply.json().reportId])).toEqual(sent.map(() => [201, key]))
})
