// A node to be killed: tells others what stands in its table fault_thing, and prints a line once it runs.
import { sql } from 'kysely'
import { type Cargo, openIdentity, readNodeSettings, startNode } from '../../src/exchange/index.ts'
import { directoryCargo } from '../../src/exchange/nodes/directory.ts'
import { openDatabase } from '../../src/platform/database/index.ts'

const [dataFolder = '', url] = process.argv.slice(2)
const database = await openDatabase({ dataFolder, url })
const settings = readNodeSettings(dataFolder)
if (!settings) throw new Error(`${dataFolder} is no node.`)

const things: Cargo = {
  kind: 'thing',
  version: 1,
  async facts(trx, receiver) {
    const { rows } = await sql<{ key: string; text: string }>`
      select key, text from fault_thing where receiver = ${receiver.code} order by key`.execute(trx)
    return rows.map(({ key, text }) => ({ kind: 'thing', key, content: { text } }))
  },
}
const log = { error: (facts: object, message: string) => console.error(message, facts) }
const identity = openIdentity(dataFolder)
const node = await startNode(
  { database, identity, dataFolder, clock: () => new Date(), log, cargo: [directoryCargo, things] },
  settings,
)
console.log('ready')
process.on('SIGTERM', () => {
  node.stop().then(async () => {
    await database.close()
    process.exit(0)
  })
})
