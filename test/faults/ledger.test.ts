import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/platform/database/index.ts'
import { checkLedger } from '../../src/settlement/ledger/index.ts'
import { anAccount } from '../../src/settlement/stage.testing.ts'
import { addPeople, createTestDatabase } from '../support/index.ts'
import { moveOf } from './ledgerMoves.ts'

/** How often the writer is killed. `npm test` has time for a few; QUNCE_FAULT_KILLS=100 for a release. */
const KILLS = Number(process.env.QUNCE_FAULT_KILLS ?? 6)
const LONGEST_LIFE_MS = 900
const ACCOUNTS = 12
const VICTIM = fileURLToPath(new URL('./ledgerVictim.ts', import.meta.url))

/** What all lives have sent, and what was acknowledged of it. */
interface Told {
  sent: Set<number>
  done: Set<number>
}

/** One life of the writer: what was sent and never acknowledged it sends again, then it goes on. */
async function live(args: readonly string[], told: Told, forMs: number): Promise<void> {
  const child = spawn(process.execPath, [VICTIM, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2000)
  })
  const gone = once(child, 'exit')
  let killing: Promise<unknown> | undefined
  for await (const line of createInterface({ input: child.stdout })) {
    const [what, n] = line.split(' ')
    if (what === 'ready') killing = wait(forMs).then(() => child.kill('SIGKILL'))
    else if (what === 'send') told.sent.add(Number(n))
    else if (what === 'done') told.done.add(Number(n))
  }
  await gone
  if (!killing) throw new Error(`The writer did not start: ${said}`)
}

test(
  `[SET-27] [PLAT-1] ${KILLS} kills while 50 writers post: every acknowledged transfer is there once, balances sum to zero`,
  async () => {
    const { handle, folder, url, remove } = await createTestDatabase()
    const seed = Number(process.env.QUNCE_FAULT_SEED ?? Date.now() % 1_000_000)
    const delays = fc.sample(fc.integer({ min: 20, max: LONGEST_LIFE_MS }), { seed, numRuns: KILLS })
    console.log(`seed ${seed} (QUNCE_FAULT_SEED), ${handle.engine}`)
    try {
      await handle.asSystem(addPeople)
      const accounts = await handle.asSystem(async (trx) => {
        const ids: number[] = []
        for (let n = 0; n < ACCOUNTS; n++) ids.push(await anAccount(trx, 'office', { jurisdictionCode: null }))
        return ids
      })
      await handle.close()
      const told: Told = { sent: new Set(), done: new Set() }
      for (const delay of delays) {
        const next = told.sent.size === 0 ? 0 : Math.max(...told.sent) + 1
        const again = [...told.sent].filter((n) => !told.done.has(n))
        const args = [folder, url ?? '', seed, next, JSON.stringify(again), JSON.stringify(accounts), url ? 50 : 4]
        await live(args.map(String), told, delay)
      }
      const after = await openDatabase({ url, dataFolder: folder })
      try {
        await after.asSystem(async (trx) => {
          const rows = await trx.selectFrom('ledger_transfer').selectAll().execute()
          const byKey = new Map(rows.map((row) => [row.key, row]))
          expect(byKey.size).toBe(rows.length)
          const balances = new Map(accounts.map((id) => [id, 0]))
          const expected = [...told.sent].map((n) => ({ n, move: moveOf(seed, n, accounts) }))
          for (const { n, move } of expected) {
            const row = byKey.get(move.key)
            if (told.done.has(n))
              expect([n, row?.from_account_id, row?.to_account_id, row?.amount_fen]).toEqual([
                n,
                move.from,
                move.to,
                move.amountFen,
              ])
            if (!row) continue
            balances.set(move.from, (balances.get(move.from) ?? 0) - move.amountFen)
            balances.set(move.to, (balances.get(move.to) ?? 0) + move.amountFen)
          }
          expect(rows.length).toBeLessThanOrEqual(told.sent.size)
          const stored = await trx.selectFrom('ledger_account').select(['id', 'balance_fen']).execute()
          expect(new Map(stored.map(({ id, balance_fen }) => [id, balance_fen]))).toEqual(balances)
          expect(await checkLedger(trx, 'system')).toEqual({
            ...{ accounts: ACCOUNTS, transfers: rows.length, postings: 2 * rows.length },
            ...{ balanceFen: 0, wrongAccounts: 0, wrongTransfers: 0, wrongPairs: 0 },
          })
          expect(told.done.size, 'transfers acknowledged').toBeGreaterThan(0)
          console.log(
            `${KILLS} kills: ${told.sent.size} sent, ${told.done.size} acknowledged, ${rows.length} there, each once`,
          )
        })
      } finally {
        await after.close()
      }
    } finally {
      await remove().catch(() => {})
    }
  },
  KILLS * 30_000 + 60_000,
)
