import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import { readEvent, type Told } from './rules/event.ts'

/** Where a view is not what its messages come to: the message from which it differs, and why. */
export interface Difference {
  number: number
  reason: string
}

const PAGE = 1000

/** Whether the view has heard of each of these messages, in the order in which they were told: itself, or a later one. */
export async function missedOf(
  database: DatabaseHandle,
  sender: string,
  told: readonly Told[],
): Promise<Difference | null> {
  const { rows } = await database.asSystem((trx) =>
    sql<{ number: number | null }>`
      select min(t.number) as number
      from unnest(${told.map(({ kind }) => kind)}::text[], ${told.map(({ key }) => key)}::text[],
        ${told.map(({ number }) => number)}::bigint[]) as t (kind, key, number)
      left join shared_fact f on f.owner = ${sender} and f.kind = t.kind and f.key = t.key
      where f.number is null or f.number < t.number`.execute(trx),
  )
  const number = rows[0]?.number ?? null
  return number === null ? null : { number, reason: 'the view does not have it' }
}

/**
 * Whether each fact of a view that was told up to a message stands as its message said it. Of data whose deletion was confirmed
 * here nothing stands.
 */
export async function changedOf(database: DatabaseHandle, sender: string, upTo: number): Promise<Difference | null> {
  const deleted = await deletedOf(database, sender)
  for (let [afterKind, afterKey] = ['', '']; ; ) {
    const { rows } = await database.asSystem((trx) =>
      sql<{ number: number; kind: string; key: string; content: object | null; event: string | null }>`
        select f.number, f.kind, f.key, f.content, h.event
        from shared_fact f left join node_heard h on h.sender = f.owner and h.number = f.number
        where f.owner = ${sender} and (f.kind, f.key) > (${afterKind}, ${afterKey}) and f.number <= ${upTo}
        order by f.kind, f.key limit ${PAGE}`.execute(trx),
    )
    for (const { number, kind, key, content, event } of rows) {
      const said = event === null ? null : readEvent(event)
      const isOfIt = said?.kind === kind && said.key === key
      const isAsSaid = isOfIt && isDeepStrictEqual(content, deleted.has(grantOf(said)) ? null : said.content)
      if (!isAsSaid) return { number, reason: 'the view says something else than it' }
    }
    const last = rows.at(-1)
    if (!last) return null
    afterKind = last.kind
    afterKey = last.key
  }
}

/** Which agreement of which recipient a fact is given under; what is given under none has a text that none has. */
const grantOf = ({ kind, key, content }: Told): string =>
  `${kind === 'grant' ? key : kind === 'row' ? content?.agreementId : ''} ${content?.recipientId}`

/** The agreements of an owner under which what was given is deleted here, each with its recipient. */
async function deletedOf(database: DatabaseHandle, owner: string): Promise<ReadonlySet<string>> {
  const { rows } = await database.asSystem((trx) =>
    sql<{ use: string }>`
      select deleted_agreement || ' ' || organization_id as use from outside_request
      where owner = ${owner} and deleted_agreement is not null`.execute(trx),
  )
  return new Set(rows.map(({ use }) => use))
}
