import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testEngine, withDatabase } from '../../../test/support/index.ts'
import type { Actor } from '../access/actor.ts'
import { endsWithReady, withoutReady } from './wire.ts'

const READY = [0x5a, 0, 0, 0, 5, 0x45]
const ERROR = [0x45, 0, 0, 0, 6, 0x53, 0]

function pass(...portions: number[][]): number[] {
  const out: number[] = []
  const filter = withoutReady((portion) => out.push(...portion))
  for (const portion of portions) filter.take(Uint8Array.from(portion))
  filter.end()
  return out
}

describe('an answer without its ReadyForQuery', () => {
  test('loses exactly that, wherever the portions end', () => {
    const answer = [...ERROR, ...READY]
    for (let cut = 0; cut <= answer.length; cut++) {
      expect(pass(answer.slice(0, cut), answer.slice(cut))).toEqual(ERROR)
    }
    expect(pass(...answer.map((byte) => [byte]))).toEqual(ERROR)
  })

  test('is otherwise passed on whole', () => {
    expect(pass(ERROR)).toEqual(ERROR)
    expect(pass([0x31, 0, 0, 0, 4])).toEqual([0x31, 0, 0, 0, 4])
    expect(pass([...READY, ...ERROR])).toEqual([...READY, ...ERROR])
    expect(pass()).toEqual([])
  })

  test('[PLAT-13] ends in an error where the engine breaks it off without a word', () => {
    const row = [0x44, 0, 0, 0, 6, 0, 0]
    for (const before of [[], row]) {
      const out = pass([...before, 0x73, 0, 0], [0, 4])
      expect(out.slice(0, before.length + 1)).toEqual([...before, 0x45])
      const error = Buffer.from(out.slice(before.length))
      expect([error.readInt32BE(1), error.toString('latin1').includes('\0CXX000\0')]).toEqual([error.length - 1, true])
    }
  })

  test('is asked for after all but a query, a Sync and the startup', () => {
    const type = (sign: string) => endsWithReady(Uint8Array.from([sign.charCodeAt(0), 0, 0, 0, 4]))
    expect(['Q', 'S'].map(type)).toEqual([true, true])
    expect(['P', 'B', 'D', 'E', 'C', 'H'].map(type)).toEqual([false, false, false, false, false, false])
    expect(endsWithReady(Uint8Array.from([0, 0, 0, 40, 0, 3, 0, 0]))).toBe(true)
  })
})

describe(`errors on the ${testEngine} engine`, () => {
  const database = withDatabase()
  const actor: Actor = {
    userId: 'u',
    userName: '王芳',
    organizationId: '6f1f3a6e-3a0e-4f5e-9d2b-1c1b1f0a0001',
    organizationName: '某厅',
    role: 'leader',
  }

  test('[PLAT-13] leave every later answer with the statement that it belongs to', async () => {
    for (let round = 0; round < 40; round++) {
      const refused = database.handle.asActor(actor, async (trx) => {
        await sql`select ${round}::int as first`.execute(trx)
        await sql`insert into permission_grant (role, permission) values (${'leader'}, ${`x${round}`})`.execute(trx)
      })
      await expect(refused).rejects.toMatchObject({ code: '42501' })
      const seen = await database.handle.asActor(actor, async (trx) => {
        const one = await sql<{ value: number }>`select ${round}::int as value`.execute(trx)
        const two = await sql<{ value: string }>`select ${`t${round}`}::text as value`.execute(trx)
        return [one.rows[0]?.value, two.rows[0]?.value]
      })
      expect(seen).toEqual([round, `t${round}`])
    }
  }, 60_000)
})
