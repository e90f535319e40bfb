import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import type { TaskLine } from './columns.ts'
import { listTasks } from './listStore.ts'
import type { TaskFilter } from './schemas.ts'

const PORTION = 500

/** The lines of an export, in portions of a transaction each: a slow download holds neither memory nor a connection. */
export async function* taskLines(database: DatabaseHandle, actor: Actor, filter: TaskFilter): AsyncGenerator<TaskLine> {
  let cursor: string | undefined
  do {
    const page = await database.asActor(actor, async (trx) => {
      const { items, next } = await listTasks(
        trx,
        { ...filter, limit: PORTION, ...(cursor ? { cursor } : {}) },
        PORTION,
      )
      const ids = items.map(({ id }) => id)
      const { rows } = await sql<{ id: string; text: string; measure: string; externalKey: string | null }>`
        select id, text, measure, external_key as "externalKey" from task where id = any (${ids}::uuid[])`.execute(trx)
      const words = new Map(rows.map((row) => [row.id, row]))
      return {
        next,
        lines: items.map((item) => ({ text: '', measure: '', externalKey: null, ...words.get(item.id), ...item })),
      }
    })
    yield* page.lines
    cursor = page.next ?? undefined
  } while (cursor)
}
