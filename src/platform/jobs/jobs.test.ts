import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { testEngine, withDatabase } from '../../../test/support/index.ts'
import { openDatabase } from '../database/index.ts'
import type { FileStore } from '../files/index.ts'
import { type Job, startJobs } from './index.ts'

const database = withDatabase()
const files = {} as FileStore

function context(clock = () => new Date()) {
  const errors: string[] = []
  const log = { error: (facts: object) => void errors.push(JSON.stringify(facts)) }
  return { errors, context: { database: database.handle, files, clock, log } }
}

async function until(holds: () => boolean): Promise<void> {
  for (let round = 0; round < 200 && !holds(); round++) await wait(10)
  expect(holds()).toBe(true)
}

describe('jobs', () => {
  test('[PLAT-65] run again and again; one that fails is logged, and stops neither itself nor the others', async () => {
    const ran: string[] = []
    const job = (name: string, fails = false): Job => ({
      name,
      every: 0.02,
      async run() {
        ran.push(name)
        if (fails) throw new Error('it broke')
      },
    })
    const { context: its, errors } = context()
    const jobs = startJobs([job('good'), job('bad', true)], its)
    await until(
      () => ran.filter((name) => name === 'good').length > 2 && ran.filter((name) => name === 'bad').length > 2,
    )
    await jobs.stop()
    const before = ran.length
    await wait(60)
    expect(ran.length).toBe(before)
    expect(errors[0]).toContain('"job":"bad"')
    expect(() => startJobs([job('same'), job('same')], its)).toThrow('same name')
  })

  test('[PLAT-66] a daily job runs at the start, and once more when the day turns in China', async () => {
    const days: string[] = []
    let now = new Date('2026-06-30T15:59:00Z') // 23:59 in China
    const daily: Job = { name: 'daily', every: 'day', run: async ({ clock }) => void days.push(clock().toISOString()) }
    const { context: its } = context(() => now)
    const jobs = startJobs([daily], its, { lookForDayMs: 10 })
    await until(() => days.length === 1)
    await wait(50)
    expect(days.length).toBe(1)
    now = new Date('2026-06-30T16:01:00Z')
    await until(() => days.length === 2)
    await jobs.stop()
  })

  test.runIf(testEngine === 'postgresql')(
    '[PLAT-67] two servers on one database do not run a job at once',
    async () => {
      const other = await openDatabase({ url: database.url, dataFolder: database.folder })
      let inside = 0
      let most = 0
      let runs = 0
      const job: Job = {
        name: 'one at a time',
        every: 0.001,
        async run() {
          most = Math.max(most, ++inside)
          await wait(5)
          inside -= 1
          runs += 1
        },
      }
      const { context: its, errors } = context()
      const servers = [startJobs([job], its), startJobs([job], { ...its, database: other })]
      await until(() => runs > 20)
      await Promise.all(servers.map((server) => server.stop()))
      await other.close()
      expect(most).toBe(1)
      expect(errors).toEqual([])
    },
  )

  test('[PLAT-65] stopping waits for what runs', async () => {
    let done = false
    const jobs = startJobs(
      [{ name: 'slow', every: 1, run: () => wait(80).then(() => (done = true)) }],
      context().context,
    )
    await wait(20)
    await jobs.stop()
    expect(done).toBe(true)
  })
})
