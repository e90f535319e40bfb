import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseHandle } from '../database/types.ts'
import type { Anchor } from './verify.ts'

const fileOf = (dataFolder: string) => join(dataFolder, 'audit-anchors.jsonl')

/**
 * Notes how far the audit log reaches, in a file beside the database: a log that is cut or rewritten later, in the
 * database alone, no longer agrees with it. Copy the file elsewhere from time to time.
 */
export async function noteAnchor(database: DatabaseHandle, dataFolder: string): Promise<void> {
  const head = await database.asSystem((trx) =>
    trx.selectFrom('audit_head').select(['seq', 'hash']).executeTakeFirstOrThrow(),
  )
  if (head.seq === 0 || readAnchors(dataFolder).at(-1)?.seq === head.seq) return
  const line = { at: new Date().toISOString(), seq: head.seq, hash: head.hash }
  appendFileSync(fileOf(dataFolder), `${JSON.stringify(line)}\n`, { mode: 0o600 })
}

/** The anchors that were noted; a half-written last line (a killed process) is left out. */
export function readAnchors(dataFolder: string): Anchor[] {
  let text: string
  try {
    text = readFileSync(fileOf(dataFolder), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error // unreadable is not the same as none
    return []
  }
  return text.split('\n').flatMap((line) => {
    try {
      const { seq, hash } = JSON.parse(line) as Anchor
      return [{ seq, hash }]
    } catch {
      return []
    }
  })
}
