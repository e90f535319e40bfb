import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { type DatabaseHandle, momentText, type Trx } from '../../platform/database/index.ts'
import type { Lines } from './lines.ts'
import { readStop, type ToldStop } from './rules/stop.ts'
import type { ChannelStanding, NodeStatus } from './schemas.ts'
import { findSelf } from './store.ts'

export const statusPath = (dataFolder: string) => join(dataFolder, 'node-status.json')

/** How this node stands with every other. */
export async function statusOf(trx: Trx, isUp: boolean, now: Date): Promise<NodeStatus | null> {
  const self = await findSelf(trx)
  if (!self) return null
  const { rows } = await sql<Omit<ChannelStanding, 'stoppedThere'> & { stoppedThere: ToldStop | null }>`
    select n.code, n.name, n.revoked_at is not null as revoked, c.told_number as told, c.sent_number as sent,
      c.received_number as received, c.heard_number as heard, c.stopped, nullif(c.pulse -> 'stopped', 'null') as "stoppedThere",
      ${momentText('c.complete_at')} as "completeAt"
    from node n join node_channel c on c.peer = n.code order by n.role desc, n.code`.execute(trx)
  const peers = rows.map(({ stoppedThere, ...row }) => ({
    ...row,
    stoppedThere: stoppedThere && readStop(stoppedThere),
  }))
  const { rows: counted } = await sql<{ refused: number }>`
    select coalesce(sum(times), 0)::bigint as refused from node_refusal where reason <> 'repeated'`.execute(trx)
  const { code, name, role } = self
  return { code, name, role, at: now.toISOString(), isUp, peers, refused: counted[0]?.refused ?? 0 }
}

/** Leaves the status in the data folder, for a command that cannot open a database that is in use. */
export async function writeStatus(
  database: DatabaseHandle,
  dataFolder: string,
  lines: Lines,
  now: Date,
): Promise<void> {
  const status = await database.asSystem((trx) => statusOf(trx, lines.isUp, now))
  const path = statusPath(dataFolder)
  writeFileSync(`${path}.new`, `${JSON.stringify(status, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
