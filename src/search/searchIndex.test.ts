import { describe, expect, test } from 'vitest'
import { fold } from '../platform/words.ts'
import { PostingLists } from './postingLists.ts'
import { RenewedIndex } from './renewedIndex.ts'
import { SearchIndex } from './searchIndex.ts'
import type { IndexAnswer, IndexedDocument, IndexQuery } from './types.ts'

const OFFICE = 'office'
const WORDS = [
  '港口',
  '集疏运',
  '铁路',
  '红树林',
  '湿地',
  '发展改革委',
  '北海',
  '钦州港',
  'GDP',
  '92％',
  '建设',
  '推进',
]

function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

/** Documents of random words, some of them private, of several years and provinces. */
function documents(count: number, seed = 1): IndexedDocument[] {
  const random = randomFrom(seed)
  const words = (most: number) =>
    Array.from({ length: 1 + Math.floor(random() * most) }, () => WORDS[Math.floor(random() * WORDS.length)]).join(
      random() < 0.2 ? ' ' : '',
    )
  return Array.from({ length: count }, (_, ordinal) => ({
    id: `d${ordinal}`,
    version: 1,
    privateTo: random() < 0.2 ? (random() < 0.5 ? OFFICE : 'another') : null,
    title: `${words(3)}规划`,
    issuedOn: random() < 0.1 ? null : `${2015 + Math.floor(random() * 5)}-0${1 + Math.floor(random() * 9)}`,
    ordinal,
    jurisdiction: random() < 0.1 ? null : random() < 0.5 ? '450000' : '440000',
    provisions: Array.from({ length: 1 + Math.floor(random() * 12) }, () => {
      const title = words(2)
      return { title, text: `${title}${words(30)}`, kinds: Math.floor(random() * 32) }
    }),
  }))
}

function indexOf(all: readonly IndexedDocument[]): SearchIndex {
  const index = new SearchIndex()
  for (const document of all) index.put(document)
  return index
}

const asking = (groups: string[][], more: Partial<IndexQuery> = {}): IndexQuery => ({
  groups,
  organizationId: OFFICE,
  limit: 1000,
  ...more,
})
const keysOf = ({ hits }: IndexAnswer) => hits.map(({ documentId, position }) => `${documentId}/${position}`)

/** What is found by reading everything, in the order that hits have. */
function scanned(all: readonly IndexedDocument[], query: IndexQuery): string[] {
  const holds = (text: string) => query.groups.every((group) => group.some((words) => fold(text).includes(words)))
  const date = ({ issuedOn }: IndexedDocument) => (issuedOn ?? '').replace('-', '')
  return all
    .flatMap((document) => document.provisions.map((provision, position) => ({ document, provision, position })))
    .filter(
      ({ document, provision }) =>
        (document.privateTo === null || document.privateTo === query.organizationId) && holds(provision.text),
    )
    .map((one) => ({ ...one, rank: holds(one.provision.title) ? 0 : 1 }))
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        date(b.document).localeCompare(date(a.document)) ||
        b.document.ordinal - a.document.ordinal ||
        a.position - b.position,
    )
    .map(({ document, position }) => `${document.id}/${position}`)
}

test('[SEA-12] where too many candidates would have to be read, the hits are as exact, and the counts say that they are not', () => {
  const all = documents(300)
  const sparing = new SearchIndex(20)
  for (const document of all) sparing.put(document)
  const exact = indexOf(all)
  let estimated = 0
  for (const words of ['港口建设', '建设推进', '集疏运', '发展改革委', 'gdp建', '铁路', '推进推进推进', '港口北海铁']) {
    for (const groups of [[[words]], [[words], ['湿地']], [[words, '红树林建']]]) {
      const [one, other] = [sparing, exact].map((index) => index.search(asking(groups))) as [IndexAnswer, IndexAnswer]
      expect([groups, keysOf(one)]).toEqual([groups, keysOf(other)])
      if (!one.isEstimated) expect([groups, one.total]).toEqual([groups, other.total])
      else {
        estimated++
        expect(Math.abs(one.total - other.total)).toBeLessThan(20 + other.total * 0.2)
      }
    }
  }
  expect(estimated).toBeGreaterThan(5)
})

describe('the index', () => {
  const all = documents(300)
  const index = indexOf(all)

  test('[SEA-1] finds what reading everything finds, in the same order, for any words', () => {
    const random = randomFrom(9)
    const texts = all.flatMap(({ provisions }) => provisions.map(({ text }) => fold(text)))
    for (let i = 0; i < 300; i++) {
      const groups = Array.from({ length: 1 + Math.floor(random() * 2) }, () =>
        Array.from({ length: 1 + Math.floor(random() * 1.5) }, () => {
          const text = texts[Math.floor(random() * texts.length)] ?? ''
          const start = Math.floor(random() * text.length)
          return text.slice(start, start + 1 + Math.floor(random() * 9))
        }),
      )
      const query = asking(groups)
      const answer = index.search(query)
      const expected = scanned(all, query)
      expect([groups, answer.total]).toEqual([groups, expected.length])
      expect(keysOf(answer)).toEqual(expected.slice(0, 1000))
    }
    expect(index.search(asking([['不在任何地方']])).total).toBe(0)
  })

  test('[SEA-2] private documents are found and counted for their organization alone', () => {
    const seen = (organizationId: string) => index.search(asking([['建设']], { organizationId }))
    const strangers = all.filter(({ privateTo }) => privateTo === 'another').map(({ id }) => id)
    expect(strangers.length).toBeGreaterThan(10)
    expect(seen(OFFICE).hits.filter(({ documentId }) => strangers.includes(documentId))).toEqual([])
    expect(seen('another').hits.some(({ documentId }) => strangers.includes(documentId))).toBe(true)
    expect(seen('nobody').total).toBeLessThan(seen(OFFICE).total)
    const titled = index.search(asking([['规划']], { organizationId: 'nobody' })).titled
    expect(titled.every((id) => all.find((one) => one.id === id)?.privateTo === null)).toBe(true)
  })

  test('[SEA-3] each facet counts what choosing it would show', () => {
    const choices: Partial<IndexQuery>[] = [
      {},
      { year: 2017 },
      { jurisdiction: '450000' },
      { kind: 'task' },
      { year: 2016, kind: 'zone' },
    ]
    for (const chosen of choices) {
      const { facets } = index.search(asking([['铁路']], chosen))
      for (const name of ['document', 'jurisdiction', 'year', 'kind'] as const) {
        expect(facets[name].length).toBeGreaterThan(0)
        for (const { value, count } of facets[name]) {
          if (value === 'unknown') continue
          const narrowed = { ...chosen, [name]: name === 'year' ? Number(value) : value }
          expect([chosen, name, value, index.search(asking([['铁路']], narrowed)).total]).toEqual([
            chosen,
            name,
            value,
            count,
          ])
        }
      }
    }
  })

  test('[SEA-4] pages show every hit once, also when documents come and go between them', () => {
    const growing = indexOf(all)
    const whole = keysOf(growing.search(asking([['港口']])))
    const seen: string[] = []
    let after: IndexQuery['after']
    for (let page = 0; ; page++) {
      const answer = growing.search(asking([['港口']], { limit: 7, after }))
      seen.push(...keysOf(answer))
      after = answer.hits.at(-1)
      if (!answer.more) break
      // One that is newer than all, and the one where the page ended.
      growing.put({
        ...(documents(1, page + 50)[0] as IndexedDocument),
        id: `new${page}`,
        issuedOn: '2030',
        ordinal: 1000 + page,
      })
      if (page === 3) growing.remove(after?.ordinal === undefined ? '' : `d${after.ordinal}`)
    }
    const gone = whole.filter((key) => !seen.includes(key))
    expect(new Set(seen).size).toBe(seen.length)
    expect(new Set(gone.map((key) => key.split('/')[0])).size).toBeLessThanOrEqual(1)
  })

  test('[SEA-5] puts, replaces, describes and removes one document with the result of all at once', () => {
    const changed = indexOf(documents(300, 2))
    for (const { id } of documents(300, 2)) changed.remove(id)
    expect(changed.size).toBe(0)
    for (const document of documents(300, 3)) changed.put(document)
    for (const document of all) changed.put(document)
    const [first] = all
    if (!first) throw new Error('no document')
    const { provisions, ...facts } = first
    expect(
      changed.describe(
        { ...facts, privateTo: 'another' },
        provisions.map(() => 0),
      ),
    ).toBe(true)
    expect(
      changed.describe(
        { ...facts, version: 2 },
        provisions.map(() => 0),
      ),
    ).toBe(false)
    changed.put(first)
    for (const words of ['港口', '铁', '发展改革委', '92%'])
      expect(keysOf(changed.search(asking([[words]])))).toEqual(keysOf(index.search(asking([[words]]))))
    expect(changed.search(asking([['铁路']])).facets).toEqual(index.search(asking([['铁路']])).facets)
  })
})

const renewedOf = (all: readonly IndexedDocument[]) => {
  const index = new RenewedIndex()
  for (const document of all) index.put(document)
  return index
}

test('[SEA-5] what is removed gives its room back', () => {
  const index = new RenewedIndex()
  const [document] = documents(1)
  if (!document) throw new Error('no document')
  const provisions = Array.from({ length: 500 }, (_, n) => ({
    title: '',
    text: `条款${n}港口集疏运铁路建设推进`,
    kinds: 0,
  }))
  let most = 0
  let renewals = 0
  for (let i = 0; i < 200; i++) {
    index.put({ ...document, privateTo: null, version: i, provisions })
    most = Math.max(most, index.bytes)
    if (index.isRenewing) renewals++
    while (index.isRenewing) index.renew()
  }
  expect(renewals).toBeGreaterThan(3)
  expect(index.size).toBe(500)
  expect(index.search(asking([['条款77港口']])).total).toBe(1)
  expect(index.bytes).toBeLessThanOrEqual(most)
})

test('[SEA-13] while the index is made anew the old one answers, and what changes meanwhile is in both', () => {
  const [first, second] = [documents(3000, 5), documents(3000, 6).map((one) => ({ ...one, version: 2 }))]
  const index = renewedOf(first)
  const now = new Map(first.map((document) => [document.id, document]))
  const compare = () => {
    const plain = indexOf([...now.values()])
    for (const groups of [[['港口']], [['铁'], ['湿地']], [['发展改革委']], [['92%']]]) {
      const [one, other] = [index, plain].map((each) => each.search(asking(groups))) as [IndexAnswer, IndexAnswer]
      expect([groups, keysOf(one)]).toEqual([groups, keysOf(other)])
      // Of documents with the same count any may be listed.
      const [{ document: _, ...facets }, { document: __, ...others }] = [one.facets, other.facets]
      expect([groups, one.total, facets]).toEqual([groups, other.total, others])
    }
  }
  let at = 0
  for (; !index.isRenewing; at++) {
    const document = second[at % second.length] as IndexedDocument
    index.put(document)
    now.set(document.id, document)
  }
  let steps = 0
  for (let renewing = true; renewing; renewing = index.isRenewing) {
    index.renew()
    steps++
    if (steps === 5 || steps === 900) {
      // Of what is carried over and of what is not: one gone, one described anew, one put; and one that was not there.
      for (const place of [0, 2990]) {
        const [gone, described, put] = [0, 1, 2].map((next) => now.get(`d${place + next}`)) as [
          IndexedDocument,
          IndexedDocument,
          IndexedDocument,
        ]
        if (steps === 5) {
          index.remove(gone.id)
          now.delete(gone.id)
        }
        const changed = {
          ...{ ...described, title: `港口${steps}`, jurisdiction: '460000' },
          provisions: described.provisions.map((one) => ({ ...one, kinds: steps % 32 })),
        }
        const { provisions, ...facts } = changed
        expect(
          index.describe(
            facts,
            provisions.map(({ kinds }) => kinds),
          ),
        ).toBe(true)
        now.set(changed.id, changed)
        const replaced = { ...put, version: 10 + steps, provisions: put.provisions.slice(0, 1) }
        index.put(replaced)
        now.set(replaced.id, replaced)
      }
      const [other] = documents(1, 70 + steps)
      const added = { ...(other as IndexedDocument), id: `n${steps}`, ordinal: 9000 + steps }
      index.put(added)
      now.set(added.id, added)
      compare()
    }
  }
  expect(steps).toBeGreaterThan(2900)
  compare()
  expect(index.bytes).toBeLessThan(indexOf([...now.values()]).bytes * 1.5)
})

test('[SEA-6] lists of numbers come back as they were added', () => {
  const lists = new PostingLists()
  const random = randomFrom(4)
  const expected = new Map<number, number[]>()
  let number = 0
  for (let i = 0; i < 60_000; i++) {
    number += random() < 0.01 ? Math.floor(random() * 100_000) : Math.floor(random() * 3)
    const feature = 1 + Math.floor(random() ** 4 * 3000)
    lists.add(feature, number)
    const list = expected.get(feature) ?? []
    if (list.at(-1) !== number) list.push(number)
    expected.set(feature, list)
  }
  for (const [feature, list] of expected) {
    const into = new Uint32Array(lists.count(feature))
    expect(lists.read(feature, into)).toBe(list.length)
    expect([...into]).toEqual(list)
  }
  expect(lists.count(9999)).toBe(0)
})
