import { type RawBuilder, sql } from 'kysely'
import { momentText } from '../../../platform/database/index.ts'

/** Whose a fact `f` is, by its node `n` and channel `c`: with the age of all that it tells. */
export const WHOSE = sql`json_build_object('code', n.code, 'name', n.name, 'nameEn', n.name_en,
  'completeAt', ${momentText('c.complete_at')}, 'revokedAt', ${momentText('n.revoked_at')})`

/** What stands of a kind, with its owner. */
export const FACTS = (kind: string) => sql`shared_fact f join node n on n.code = f.owner
  left join node_channel c on c.peer = f.owner
  where f.kind = ${kind} and f.content is not null`

/** Every word has to be found in one of the texts. */
export function wordsIn(q: string | undefined, texts: RawBuilder<unknown>): RawBuilder<unknown>[] {
  return (q ?? '')
    .split(/\s+/u)
    .filter((word) => word !== '')
    .map((word) => sql`${texts} ilike ${`%${word.replaceAll(/[\\%_]/g, '\\$&')}%`}`)
}
