// Writes transfers until it is killed, and says the number of each one once that is committed.
import { writeSync } from 'node:fs'
import { openDatabase } from '../../src/platform/database/index.ts'
import { postTransfer } from '../../src/settlement/ledger/index.ts'
import { moveOf } from './ledgerMoves.ts'

const [dataFolder = '', url = '', seed = '0', next = '0', again = '[]', accounts = '[]', writers = '50'] =
  process.argv.slice(2)
const database = await openDatabase({ url: url || undefined, dataFolder })
const waiting: number[] = JSON.parse(again)
const ids: number[] = JSON.parse(accounts)
let fresh = Number(next)
const say = (words: string) => writeSync(1, `${words}\n`)
say('ready')

async function write(): Promise<void> {
  for (;;) {
    const n = waiting.shift() ?? fresh++
    say(`send ${n}`)
    await database.asSystem((trx) => postTransfer(trx, moveOf(Number(seed), n, ids)))
    say(`done ${n}`)
  }
}
await Promise.all(Array.from({ length: Number(writers) }, write))
