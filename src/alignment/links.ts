import { sql } from 'kysely'
import { planRefusals } from '../plan/refusals.ts'
import type { Trx } from '../platform/database/index.ts'
import type { AlignedLink, DocumentAlignment } from './schemas.ts'
import { BELIEVED, DRAWN, TIE_TABLES } from './view.ts'

interface LinkRow extends AlignedLink {
  /** Of the reader's own document: its provision in the tie, and on which side that is. */
  own: string
  side: 'upper' | 'lower'
}

/** What carries out the provisions of a document, and what they carry out, as it stands. @throws Refusal document_not_found */
export async function documentAlignment(trx: Trx, id: string): Promise<DocumentAlignment> {
  const { rows: known } = await sql`select from document where id = ${id}`.execute(trx)
  if (known.length === 0) throw planRefusals.documentNotFound(id)
  const { rows } = await sql<LinkRow>`
    select a.id as "alignmentId", json_build_object('id', d.id, 'title', d.title) as document, a.side,
      case a.side when 'upper' then u.address else l.address end as own,
      case a.side when 'upper' then l.address else u.address end as address,
      case a.side when 'upper' then l.title else u.title end as title, u.address as upper, t.state, t.score
    from (
        select id, run, lower_id as other, 'upper' as side from alignment where upper_id = ${id}
        union all
        select id, run, upper_id, 'lower' from alignment where lower_id = ${id}
      ) a
      join document d on d.id = a.other and not d.withdrawn
      join (${TIE_TABLES}) on t.alignment_id = a.id and t.run = a.run
    where ${DRAWN} and t.state <> 'rejected' and ${BELIEVED}
    order by case a.side when 'upper' then u.position else l.position end, t.score desc`.execute(trx)
  const items = new Map<string, DocumentAlignment['items'][number]>()
  for (const { own, side, ...link } of rows) {
    const address = nodeOf(own)
    const item = items.get(address) ?? { address, carriedOutBy: [], carriesOut: [] }
    items.set(address, item)
    item[side === 'upper' ? 'carriedOutBy' : 'carriesOut'].push(link)
  }
  return { items: [...items.values()] }
}

/** The outline's address of a provision: without the number of its part. */
export const nodeOf = (address: string): string => address.replace(/§\d+$/, '')
