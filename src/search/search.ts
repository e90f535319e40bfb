import { findRenamed, jurisdictionIndex } from '../gazetteer/index.ts'
import { termsIn, wordsOf } from '../plan/index.ts'
import type { Actor } from '../platform/access/index.ts'
import type { DatabaseHandle, Trx } from '../platform/database/index.ts'
import { fold, highlightsIn } from '../platform/words.ts'
import type { FollowedIndex } from './followedIndex.ts'
import type { Choice, DocumentRef, SearchAnswer, SearchHit, SearchQuery } from './schemas.ts'
import { HIT_PLACE } from './schemas.ts'
import { snippetOf } from './snippets.ts'
import { type DocumentFacts, gate, readPage, readUnits } from './store.ts'
import type { Count, IndexAnswer, IndexHit, Place } from './types.ts'

/** How long (ms) a search waits for documents that were written meanwhile; then it answers what it has, and says so. */
const PATIENCE = 1500

type Also = SearchAnswer['also'][number]
interface Understood {
  mode: 'exact' | 'words'
  terms: string[]
  also: Also[]
  groups: string[][]
}

interface LookedUp {
  asked: Understood
  found: IndexAnswer
}

const NOTHING: IndexAnswer = {
  hits: [],
  more: false,
  total: 0,
  isEstimated: false,
  facets: { document: [], jurisdiction: [], year: [], kind: [] },
  titled: [],
}
const NOT_ASKED: LookedUp = { asked: { mode: 'exact', terms: [], also: [], groups: [] }, found: NOTHING }

/**
 * One page of the provisions that hold the words, in all documents that the actor may see.
 * @throws Refusal cursor_invalid
 */
export async function search(
  database: DatabaseHandle,
  index: FollowedIndex,
  actor: Actor,
  query: SearchQuery,
): Promise<SearchAnswer> {
  const cursor = placeIn(query.cursor)
  const answer = await database.asActor(actor, async (trx) => {
    // The index is asked while the database says whether that was worth anything.
    const [{ may, changed }, found] = await Promise.all([
      gate(trx, index.readUntil),
      index.isRead ? lookUp(trx, index, actor, query, cursor) : null,
    ])
    if (!may) return answerOf(trx, NOT_ASKED, null)
    return changed || !found || !index.isRead ? null : answerOf(trx, found, null)
  })
  if (answer) return answer
  const isUpToDate = await within(PATIENCE, index.follow())
  const indexed = isUpToDate ? null : index.share
  return database.asActor(actor, async (trx) => answerOf(trx, await lookUp(trx, index, actor, query, cursor), indexed))
}

/** What the index finds: of the words as they are typed, or else of those that they are cut into. */
async function lookUp(
  trx: Trx,
  index: FollowedIndex,
  actor: Actor,
  query: SearchQuery,
  cursor: ReturnType<typeof placeIn>,
): Promise<LookedUp> {
  const asked = await understand(trx, query.q)
  if (asked.groups.length === 0) return { asked, found: NOTHING }
  const { q, limit = 20, cursor: _, ...narrowing } = query
  const plain = { ...narrowing, organizationId: actor.organizationId, limit, after: cursor?.after }
  const find = ({ groups }: Understood) => index.search({ ...plain, groups })
  const found = cursor?.mode === 'words' ? NOTHING : await find(asked)
  if (found.total > 0 || found.titled.length > 0 || cursor?.mode === 'exact') return { asked, found }
  const cut = await inWords(q)
  const isOther = cut.groups.length > 0 && cut.terms.join() !== asked.terms.join()
  const byWords = isOther ? await find(cut) : NOTHING
  return { asked: byWords.total > 0 ? cut : asked, found: byWords }
}

async function within(milliseconds: number, work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds)
  })
  try {
    return await Promise.race([work.then(() => true as const), late])
  } finally {
    clearTimeout(timer)
  }
}

/** The words of a query: as typed, as bodies are written otherwise, and as they were called before or since. */
async function understand(trx: Trx, q: string): Promise<Understood> {
  const spelled = await termsIn(trx, q)
  const quoted = /["“]/u.test(q)
  const renamed = quoted
    ? new Map<string, string[]>()
    : await findRenamed(
        trx,
        spelled.map(([term]) => term),
      )
  const also = spelled.flatMap(([term, ...spellings]) => {
    const other = (renamed.get(term) ?? []).filter((name) => !spellings.some((one) => fold(name).includes(one)))
    return spellings.length + other.length > 0 ? [{ term, spellings, renamed: other }] : []
  })
  const groups = spelled.map((words) => [
    ...new Set([...words, ...(also.find(({ term }) => term === words[0])?.renamed.map(fold) ?? [])]),
  ])
  return { mode: 'exact', terms: spelled.map(([term]) => term), also, groups }
}

async function inWords(q: string): Promise<Understood> {
  const words = await wordsOf(q)
  return { mode: 'words', terms: words, also: [], groups: words.map((word) => [word]) }
}

async function answerOf(trx: Trx, { asked, found }: LookedUp, indexed: number | null): Promise<SearchAnswer> {
  const { hits, total, isEstimated, facets, titled, more } = found
  const ids = new Set([
    ...hits.map(({ documentId }) => documentId),
    ...titled,
    ...facets.document.map((one) => one.value),
  ])
  const { documents: seen, provisions } = await readPage(trx, hits, [...ids])
  const documents = new Map(seen.map((one) => [one.id, one]))
  const terms = asked.groups.flat()
  const unmarked = hits.flatMap(({ documentId, version, position }) => {
    const own = provisions.find((one) => one.documentId === documentId && one.position === position)
    const isMarked = !own?.address || asked.groups.every((group) => highlightsIn(own.text, group).length > 0)
    return own?.address && !isMarked ? [{ documentId, version, address: own.address }] : []
  })
  const units = await readUnits(trx, unmarked)
  const items = hits.flatMap((hit): SearchHit[] => {
    const document = documents.get(hit.documentId)
    const own = provisions.find((one) => one.documentId === hit.documentId && one.position === hit.position)
    if (!document || !own) return []
    const label = [own.marker, own.title].filter((part) => part !== '').join(' ')
    const { text, marks, cut } = snippetOf(own.text.slice(bodyFrom(own.text, label)), terms)
    return [
      {
        document: refOf(document),
        address: own.address,
        label,
        labelMarks: highlightsIn(label, terms),
        above: own.above.map((title) => title.trim()),
        kinds: hit.kinds,
        span: own.span,
        snippet: text,
        marks,
        units: units.flatMap(({ documentId, address, label: unit }) =>
          documentId === hit.documentId && address === own.address && highlightsIn(unit, terms).length > 0
            ? [unit]
            : [],
        ),
        cut,
      },
    ]
  })
  const last = hits.at(-1)
  return {
    items,
    total,
    estimated: isEstimated,
    next: more && last ? cursorAfter(asked.mode, last) : null,
    mode: asked.mode,
    terms: asked.terms,
    also: asked.also,
    documents: titled.flatMap((id) => {
      const document = documents.get(id)
      return document ? [{ ...refOf(document), marks: highlightsIn(document.title, terms) }] : []
    }),
    facets: {
      document: facets.document.flatMap((one) => labelled(one, documents.get(one.value)?.title)),
      jurisdiction: facets.jurisdiction.flatMap((one) => labelled(one, placeName(one.value))),
      year: facets.year.flatMap((one) => labelled(one, one.value)),
      kind: facets.kind.flatMap((one) => labelled(one, one.value)),
    },
    indexed,
  }
}

/** Where the text of a provision begins behind its heading. */
function bodyFrom(text: string, label: string): number {
  const heading = fold(label)
  let at = 0
  let seen = ''
  while (at < text.length && seen.length < heading.length) seen += fold(text[at++] ?? '')
  return seen === heading ? at + (/^[\s。：:．.]+/u.exec(text.slice(at))?.[0].length ?? 0) : 0
}

const refOf = ({ issuedOn, ...document }: DocumentFacts): DocumentRef => ({ ...document, date: issuedOn })

const labelled = ({ value, count }: Count, label: string | undefined): Choice[] =>
  label === undefined || value === 'unknown' ? [] : [{ value, label, count }]

function placeName(code: string): string | undefined {
  return code === '000000' ? '全国' : jurisdictionIndex().byCode(code)?.name
}

function placeIn(cursor: string | undefined): { mode: Understood['mode']; after: Place } | undefined {
  const packed = HIT_PLACE.read(cursor)
  if (!packed) return undefined
  const [mode, inTitle, date, ordinal, position] = packed
  return { mode, after: { inTitle, date, ordinal, position } }
}

const cursorAfter = (mode: Understood['mode'], { inTitle, date, ordinal, position }: IndexHit) =>
  HIT_PLACE.write(mode, inTitle, date, ordinal, position)
