import compress from '@fastify/compress'
import fc from 'fast-check'
import Fastify from 'fastify'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { withDatabase } from '../../../test/support/index.ts'
import { StandingAnswers } from './index.ts'

const database = withDatabase()
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

test('[PLAT-76] the mark of what is committed moves with every commit, and stays while there is none', async () => {
  const { handle } = database
  const commit = () => handle.asSystem((trx) => sql`select pg_current_xact_id()`.execute(trx))
  const marks = [await handle.changeMark()]
  for (let times = 0; times < 20; times++) {
    await commit()
    marks.push(await handle.changeMark())
  }
  expect(new Set(marks).size).toBe(marks.length)
  // Other tests commit on the same server: between two looks there is a moment without.
  const stays = async () => {
    const before = await handle.changeMark()
    await handle.asSystem((trx) => sql`select count(*) from permission_grant`.execute(trx))
    return (await handle.changeMark()) === before
  }
  await expect.poll(stays, { timeout: 20_000, interval: 1 }).toBe(true)
})

test('[PLAT-76] what another transaction wrote counts from its commit on', async () => {
  const { handle } = database
  let before = ''
  let during = ''
  // The embedded engine has one session: there nobody looks while another writes.
  if (handle.engine === 'embedded') return
  await handle.asSystem(async (trx) => {
    await sql`select pg_current_xact_id()`.execute(trx)
    before = await handle.changeMark()
    during = await handle.changeMark()
  })
  expect(before).not.toBe('')
  expect([before, during]).not.toContain(await handle.changeMark())
})

const step = fc.oneof(
  fc.record({ write: fc.constant(true), at: fc.nat(30) }),
  fc.record({ write: fc.constant(false), key: fc.constantFrom('a', 'b'), at: fc.nat(30), takes: fc.nat(6) }),
)

test('[PLAT-76] no answer is older than its question, whatever is written meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
      let written = 0
      const answers = new StandingAnswers({ changeMark: () => wait(1).then(() => String(written)) })
      await Promise.all(
        steps.map(async (one) => {
          await wait(one.at)
          if (!('key' in one)) {
            written += 1
            return
          }
          const asked = written
          const body = await answers.bodyOf(one.key, async () => {
            const seen = written
            await wait(one.takes)
            return JSON.stringify({ key: one.key, seen })
          })
          const told = JSON.parse(body.toString())
          expect([told.key, told.seen >= asked]).toEqual([one.key, true])
        }),
      )
    }),
    { numRuns: 40 },
  )
})

test('[PLAT-76] while nothing is written an answer is worked out once for each key', async () => {
  const answers = new StandingAnswers({ changeMark: async () => 'the same' })
  let worked = 0
  const ask = (key: string) => answers.bodyOf(key, async () => `${key} ${++worked}`)
  for (const key of ['a', 'a', 'b', 'a', 'b']) await ask(key)
  expect([String(await ask('a')), String(await ask('b')), worked]).toEqual(['a 1', 'b 2', 2])
})

test('[PLAT-76] what was written while an answer was worked out lets it stand for nobody', async () => {
  let mark = 1
  const answers = new StandingAnswers({ changeMark: async () => String(mark) })
  const ask = () => answers.bodyOf('a', async () => `as of ${mark++}`)
  expect([String(await ask()), String(await ask())]).toEqual(['as of 1', 'as of 2'])
})

test('[PLAT-76] a long answer arrives whole where answers are compressed', async () => {
  const answers = new StandingAnswers({ changeMark: async () => 'the same' })
  const app = Fastify()
  await app.register(compress, { threshold: 1024 })
  const words = Array.from({ length: 20_000 }, (_, index) => `第${index}项`)
  app.get('/', (_request, reply) => answers.send(reply, ['a'], async () => ({ words })))
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  try {
    for (const encoding of ['br', 'identity', 'gzip'])
      expect(await (await fetch(address, { headers: { 'accept-encoding': encoding } })).json()).toEqual({ words })
  } finally {
    await app.close()
  }
})
