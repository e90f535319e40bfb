import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../../platform/access/index.ts'
import { type DatabaseHandle, momentText, type Trx } from '../../../platform/database/index.ts'
import { isUuid } from '../../../platform/http/index.ts'
import { contentOf, ToldGrant } from '../cargo/contents.ts'
import { FACTS, WHOSE } from '../views/parts.ts'
import { outsideRefusals as refusals } from './refusals.ts'
import { valuesOf } from './rows.ts'
import type { OutsideGrant, OutsideRows } from './schemas.ts'

interface StoredGrant {
  owner: OutsideGrant['owner']
  id: string
  toldAt: string
  content: Record<string, unknown>
}

const STORED = sql`${WHOSE} as owner, f.key as id, ${momentText('f.told_at')} as "toldAt", f.content`

function shown({ content, ...whose }: StoredGrant): OutsideGrant[] {
  const grant = contentOf(ToldGrant, content)
  if (!grant || !isUuid(whose.id)) return []
  const { recipientId: _, recipient: __, ...said } = grant
  return [{ ...whose, ...said }]
}

/** What other nodes give the actor's unit now; the database shows it no other's. */
export async function listGrants(trx: Trx): Promise<OutsideGrant[]> {
  const { rows } = await sql<StoredGrant>`
    select ${STORED} from ${FACTS('grant')} order by f.told_at desc, f.owner, f.key`.execute(trx)
  return rows.flatMap(shown)
}

/** @throws Refusal outside_grant_not_found */
async function findGrant(trx: Trx, owner: string, id: string): Promise<OutsideGrant> {
  const { rows } = await sql<StoredGrant>`
    select ${STORED} from ${FACTS('grant')} and f.owner = ${owner} and f.key = ${id}`.execute(trx)
  const [grant] = rows.flatMap(shown)
  if (!grant) throw refusals.grantNotFound(id)
  return grant
}

/** What of what was given somebody wants to use. */
export interface OutsideWish {
  owner: string
  id: string
  manner: 'rows' | 'download'
  /** The case that it is for, as who asks says; empty: not said. */
  matter: string
  after: string
  limit: number
}

interface Used extends Pick<OutsideRows, 'grant' | 'rows'> {
  /** The reference of the last row, where there are further ones. */
  after: string | null
}

/**
 * Hands over rows that another node gave, and notes the use before it is answered: who, when, for which matter, how many.
 * The owner is told of it.
 * @param write how the answer is written
 * @throws Refusal outside_grant_not_found
 */
export async function useGrant(
  database: DatabaseHandle,
  actor: Actor,
  { owner, id, manner, matter, after, limit }: OutsideWish,
  write: (used: Used) => Promise<string>,
): Promise<string> {
  const used = await database.asActor(actor, async (trx) => {
    const grant = await findGrant(trx, owner, id)
    const { rows } = await sql<{ key: string; content: unknown }>`
      select key, content from outside_rows(${owner}, ${id}, ${after}, ${limit + 1}::integer)`.execute(trx)
    const page = rows.slice(0, limit)
    const last = rows.length > limit ? page.at(-1) : undefined
    const handed = page.flatMap(({ key, content }) => {
      const values = valuesOf(content)
      return values ? [{ reference: key.slice(id.length + 1), values }] : []
    })
    return { grant, rows: handed, after: last?.key ?? null }
  })
  const body = await write(used)
  const digest = createHash('sha256').update(body).digest('hex')
  const { userId, userName, organizationId, organizationName } = actor
  await database.asSystem((trx) =>
    sql`insert into outside_use (owner, agreement_id, manner, matter, row_count, bytes, digest, user_id, user_name,
        organization_id, organization_name)
      values (${owner}, ${id}::uuid, ${manner}, ${matter.trim()}, ${used.rows.length}, ${Buffer.byteLength(body)}, ${digest},
        ${userId}, ${userName}, ${organizationId}::uuid, ${organizationName})`.execute(trx),
  )
  return body
}
