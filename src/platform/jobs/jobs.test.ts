import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { testEngine, withDatabase } from '../../../test/support/index.ts'
import { openDatabase } from '../database/index.ts'
import type { FileStore } from '../files/index.ts'
import { eachAlone, type Job, startJobs } from './index.ts'
import { JobLocks } from './locks.ts'

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

  test.runIf(testEngine === 'postgresql')(
    '[PLAT-67] a daily job that another server holds is taken over when that one dies',
    async () => {
      const other = await openDatabase({ url: database.url, dataFolder: database.folder })
      const elsewhere = new JobLocks(other)
      let die = () => {}
      const dying = elsewhere.alone('taken over', () => new Promise<void>((resolve) => (die = resolve)))
      await wait(100)
      let runs = 0
      const job: Job = { name: 'taken over', every: 'day', run: async () => void runs++ }
      const jobs = startJobs([job], context().context, { lookForDayMs: 10 })
      await wait(200)
      expect(runs).toBe(0)
      die()
      await dying
      await until(() => runs === 1)
      await wait(100)
      expect(runs).toBe(1)
      await jobs.stop()
      elsewhere.close()
      await other.close()
    },
  )

  test.runIf(testEngine === 'postgresql')('[PLAT-67] a connection that is given back holds no locks', async () => {
    const locks = new JobLocks(database.handle)
    const others = new JobLocks(database.handle)
    let taken = false
    await locks.alone('given back', async () => {
      expect(await others.alone('given back', async () => {})).toBe(false)
      locks.close() // what an error of the connection does
      for (let round = 0; round < 100 && !taken; round++) {
        await wait(20)
        taken = await others.alone('given back', async () => {})
      }
    })
    expect(taken).toBe(true)
    locks.close()
    others.close()
  })

  test('[PLAT-68] one of many that fails is logged, and keeps nothing from the others', async () => {
    const { context: its, errors } = context()
    const done: number[] = []
    const work = async (n: number) => {
      if (n === 2) throw new Error('odd')
      done.push(n)
    }
    expect(await eachAlone([1, 2, 3], work, its.log)).toBe(2)
    expect(done).toEqual([1, 3])
    expect(errors).toHaveLength(1)
    await expect(eachAlone([1, 2, 3], work, undefined)).rejects.toThrow('odd')
  })

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
