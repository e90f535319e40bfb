import { join } from 'node:path'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import type { JobLog } from '../../platform/jobs/index.ts'
import type { Identity } from '../identity/index.ts'
import type { Cargo } from './cargo.ts'
import { Hearing } from './hearing.ts'
import { Lines } from './lines.ts'
import { startNats } from './natsServer.ts'
import { repeat } from './repeat.ts'
import { BOUNDS } from './rules/bounds.ts'
import { Sending } from './sending.ts'
import type { NodeSettings } from './settings.ts'
import { writeStatus } from './status.ts'
import { findSelf } from './store.ts'
import { Telling } from './telling.ts'

export interface NodeContext {
  readonly database: DatabaseHandle
  readonly identity: Identity
  readonly dataFolder: string
  readonly clock: () => Date
  readonly log: JobLog
  readonly cargo: readonly Cargo[]
}

export interface RunningNode {
  stop(): Promise<void>
}

/** How often (ms) this node looks for what changed here, for what is to be sent, and how it stands with the others. */
const TELL_EVERY_MS = 250
const TEND_EVERY_MS = 1000
const STATUS_EVERY_MS = 5000
/** A NATS server whose streams cannot be looked after so many times is started anew. */
const RESTART_AFTER_FAILURES = 6

/**
 * Runs this installation as a node of its cluster: its NATS server, the line to the region, and three loops, each of which
 * goes on after a failure. Telling adds messages for whatever differs; sending hands them to NATS; hearing takes what came.
 * The database is the truth: what NATS loses is sent again.
 * @throws Refusal nats_missing
 */
export async function startNode(context: NodeContext, settings: NodeSettings): Promise<RunningNode> {
  const { database, dataFolder, log, clock, cargo, identity } = context
  const self = await database.asSystem(findSelf)
  if (!self || self.code !== settings.code)
    throw new Error(
      `node.json in ${dataFolder} is of the node ${settings.code}, and the database of ${self ? `the node ${self.code}` : 'none'}: ` +
        'they do not belong together. Start it with the database of that node, or in an empty folder.',
    )
  const lines = new Lines(settings, join(dataFolder, 'nats'), log)
  const server = await startNats(join(dataFolder, 'nats'), await database.asSystem((trx) => lines.configOf(trx)), log)
  const telling = new Telling(database, self, cargo, clock)
  const sending = new Sending(database, self, identity, lines, telling)
  const hearing = new Hearing({ database, self, lines, cargo, log, bounds: { ...BOUNDS, ...settings.bounds } }, () =>
    sending.answer(),
  )
  /** Starts the NATS server anew when this failed many times in a row: it runs and does not work, its disk was full. */
  const reviving = (work: () => Promise<void>) => {
    let failures = 0
    return async () => {
      try {
        await work()
        failures = 0
      } catch (error) {
        failures += 1
        if (failures % RESTART_AFTER_FAILURES === 0) server.restart()
        throw error
      }
    }
  }
  const tendLines = reviving(() => lines.tend(database))
  const tend = async () => {
    server.configure(await database.asSystem((trx) => lines.configOf(trx)))
    await tendLines()
    await sending.tend(clock())
  }
  const loops = [
    repeat('tending nodes', TEND_EVERY_MS, tend, log),
    repeat('telling', TELL_EVERY_MS, () => telling.turn(), log),
    repeat(
      'sending',
      TELL_EVERY_MS,
      reviving(() => sending.turn(clock())),
      log,
    ),
    repeat('hearing', TELL_EVERY_MS, () => hearing.turn(), log),
    repeat('node status', STATUS_EVERY_MS, () => writeStatus(database, dataFolder, lines, clock()), log),
  ]
  return {
    async stop() {
      hearing.stop()
      await Promise.all(loops.map((loop) => loop.stop()))
      await lines.close()
      await server.stop()
    },
  }
}
