import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { LRUCache } from 'lru-cache'
import type { Trx } from '../../../platform/database/index.ts'
import { type ReadStatement, readSigned } from '../../../settlement/index.ts'
import { contentOf } from '../cargo/contents.ts'
import { MOST_TEXTS, type ToldStatement, ToldStatementText } from './contents.ts'
import { type HeldAgainstOwn, ownWordOn } from './givenHere.ts'
import { joined } from './rules.ts'
import type { Verdict } from './schemas.ts'
import { isOfText } from './standing.ts'

/** What came of a statement, read and worked out anew here. */
interface Proof {
  verdict: Verdict
  read: ReadStatement | null
}

/** What its list says of that: the total of the lines that stand, in fen. */
export interface BriefProof {
  verdict: Verdict
  totalFen: number | null
}

/** A statement as it was told, and by whom. */
interface Whose {
  owner: string
  id: string
  standing: ToldStatement
}

/** What texts come to by themselves: why they are no statement, or its digest, year, parties and amounts (fen) by line. */
type Sum =
  | Exclude<Verdict, 'whole' | 'altered' | 'changed_since_signed' | 'unsigned_here'>
  | { sha256: string; year: number; parties: readonly string[]; amounts: readonly number[] }

const MOST_SUMS = 2000

/**
 * What the texts of statements came to, kept while they are those that were read: reading one may take 0.1 s, and lists are
 * asked for again and again. A text that is written anew is another one.
 */
export class KnownSums {
  readonly #sums = new LRUCache<string, Sum>({ max: MOST_SUMS })

  /** Statements one after another, with others let in between. @returns by their place in the list */
  async proofsOf(trx: Trx, told: readonly Whose[]): Promise<BriefProof[]> {
    const marks = await marksOf(trx, told)
    const ownWord = await ownWordOn(
      trx,
      told.map(({ id }) => id),
    )
    const proofs: BriefProof[] = []
    for (const [index, one] of told.entries()) {
      const key = `${one.owner} ${one.id} ${one.standing.serial} ${marks[index]}`
      const known = this.#sums.get(key)
      const sum = known ?? sumOf(await readTexts(trx, one))
      if (known === undefined) {
        this.#sums.set(key, sum)
        await setImmediate()
      }
      proofs.push(briefly(one, sum, ownWord))
    }
    return proofs
  }
}

/** A short text for each, that differs whenever a text of it was written. */
async function marksOf(trx: Trx, told: readonly Whose[]): Promise<string[]> {
  const { rows } = await sql<{ mark: string }>`
    select coalesce((select string_agg(n || ':' || t.xmin::text, ' ' order by n)
        from generate_series(0, ${MOST_TEXTS - 1}::integer) n
        join shared_fact t on t.owner = s.owner and t.kind = 'statement_text' and t.key = s.id || '/' || n
          and t.content is not null), '') as mark
    from unnest(${told.map(({ owner }) => owner)}::text[], ${told.map(({ id }) => id)}::text[])
      with ordinality as s (owner, id, place) order by s.place`.execute(trx)
  return rows.map(({ mark }) => mark)
}

async function readTexts(trx: Trx, { owner, id, standing }: Whose): Promise<ReadStatement | Exclude<Sum, object>> {
  const { rows } = await sql<{ number: number; content: Record<string, unknown> }>`
    select n as number, t.content from generate_series(0, ${MOST_TEXTS - 1}::integer) n
      join shared_fact t on t.owner = ${owner} and t.kind = 'statement_text' and t.key = ${id} || '/' || n
        and t.content is not null`.execute(trx)
  const texts = new Map(
    rows.flatMap(({ number, content }) => {
      const text = contentOf(ToldStatementText, content)
      return text ? [[number, text] as const] : []
    }),
  )
  if ((texts.get(0)?.of ?? 0) > MOST_TEXTS) return 'too_large'
  const text = joined(texts)
  return text === null ? 'incomplete' : (readSigned(text, standing.serial) ?? 'unreadable')
}

const sumOf = (read: ReadStatement | Exclude<Sum, object>): Sum =>
  typeof read === 'string'
    ? read
    : {
        ...{ sha256: read.sha256, year: read.signed.year },
        // Names that every object inherits are none of the agreement's.
        parties: Object.keys(read.signed.agreement.agreement.parties),
        amounts: read.signed.lines.map(({ amountFen }) => amountFen),
      }

/** Whether that is what the owner says that it is, and nothing that was signed here goes against it. */
function briefly({ owner, id, standing }: Whose, sum: Sum, ownWord: HeldAgainstOwn): BriefProof {
  if (typeof sum === 'string') return { verdict: sum, totalFen: null }
  if (sum.sha256 !== standing.sha256 || !isOfText(standing, sum)) return { verdict: 'altered', totalFen: null }
  const against = ownWord(owner, id, standing)
  if (against) return { verdict: against, totalFen: null }
  const counted = sum.amounts.filter((_, index) => standing.lineStates[index] !== 'struck')
  return { verdict: 'whole', totalFen: counted.reduce((total, amountFen) => total + amountFen, 0) }
}

/** One statement, with all that it says where it is whole. */
export async function proofOf(trx: Trx, told: Whose): Promise<Proof & BriefProof> {
  const read = await readTexts(trx, told)
  const brief = briefly(told, sumOf(read), await ownWordOn(trx, [told.id]))
  return { ...brief, read: brief.verdict === 'whole' && typeof read !== 'string' ? read : null }
}
