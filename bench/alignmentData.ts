import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { plain, provisionOf } from '../src/alignment/generated.testing.ts'
import type { PartitionKey } from '../src/alignment/provisionIndex.ts'
import { provisionsOf } from '../src/alignment/provisions.ts'
import type { Provision } from '../src/alignment/types.ts'
import { readJurisdictions } from '../src/gazetteer/index.ts'
import { parseDocument } from '../src/plan/parsing/index.ts'
import { readSource } from '../src/plan/reading/index.ts'

/** A provision as every engine gets it: the very same words. */
export interface Entry {
  title: string
  body: string
  provision: Provision
  key: PartitionKey
  /** The province whose provisions are asked for. */
  asked: string
}

/** Something to look for, and the numbers of the entries that answer it. */
export interface Question {
  entry: Entry
  answers: readonly number[]
}

export interface Haystack {
  entries: readonly Entry[]
  /** Annotated provisions of a national plan, and the provisions of a provincial one that carry them out. */
  annotated: readonly Question[]
  /** Provisions rewritten from one of the entries each. */
  rewritten: readonly Question[]
}

const SEED = 7
const YEARS = [2015, 2025] as const
/** Provisions of one document: of one province and one year. */
const DOCUMENT = 100
const REWRITTEN = 1000
/** No more clauses than these may come from one real provision: what is generated is no copy of anything. */
const MOST_OF_ONE = 2

/** The annotated plans, and a print of one of them: nothing generated may say what they say. */
const ANNOTATED = ['000', '001', '002']

/** The plans to make others of: those beside the checkout that are not annotated, and the sample's. */
function planFiles(): string[] {
  return ['../shared/plans', 'sample/plans']
    .map((path) => resolve(path))
    .filter(existsSync)
    .flatMap((folder) => readdirSync(folder).map((name) => resolve(folder, name)))
    .filter((path) => !ANNOTATED.some((number) => basename(path).startsWith(number)))
}

/**
 * Provisions made of clauses of real plans, put together anew by a seeded generator: clauses of several provisions of
 * one field, with the places of another province, other numbers, and the title of yet another provision.
 */
export async function haystack(size: number): Promise<Haystack> {
  const { maker, random } = await makerOfReal()
  const entries = [...documentsBy(maker, random, size)].flat()
  const rewritten = Array.from({ length: Math.min(REWRITTEN, size) }, () => {
    const answer = Math.floor(random() * size)
    return { entry: maker.rewritten(entries[answer] as Entry), answers: [answer] }
  })
  const annotated = await annotatedQuestions(entries)
  return { entries, annotated, rewritten }
}

/** The same provisions by themselves, a document at a time: a million of them need not be held at once. */
export async function generatedDocuments(size: number): Promise<Iterable<readonly Entry[]>> {
  const { maker, random } = await makerOfReal()
  return documentsBy(maker, random, size)
}

async function makerOfReal(): Promise<{ maker: Maker; random: () => number }> {
  const real: Provision[] = []
  for (const path of planFiles()) {
    const fileName = basename(path)
    const source = await readSource(new Uint8Array(readFileSync(path)), fileName)
    real.push(...provisionsOf(parseDocument(source, { sha256: '0'.repeat(64), fileName })).provisions)
  }
  const random = randomFrom(SEED)
  return { maker: new Maker(real, random), random }
}

function* documentsBy(maker: Maker, random: () => number, size: number): Generator<readonly Entry[]> {
  for (let made = 0; made < size; made += DOCUMENT) {
    const province = maker.province()
    const key = { jurisdiction: province, year: YEARS[0] + Math.floor(random() * (YEARS[1] - YEARS[0] + 1)) }
    yield Array.from({ length: Math.min(DOCUMENT, size - made) }, () => maker.entry(key))
  }
}

/** Adds the provisions of the annotated provincial plan to the entries; the questions are those of the national one. */
async function annotatedQuestions(entries: Entry[]): Promise<Question[]> {
  const { goldPairs, hasGold, holds, plan } = await import('../src/alignment/gold.testing.ts')
  if (!hasGold) return []
  const [upper, lower] = await Promise.all([plan('002'), plan('001')])
  const first = entries.length
  for (const provision of lower.provisions) entries.push(entryOf(provision, { jurisdiction: '450000', year: 2018 }))
  return goldPairs(upper.text, lower.text).flatMap((pair) => {
    const asked = upper.provisions.findLast(({ span }) => holds(span, pair.upper))
    const answers = pair.lower.map((place) => first + lower.provisions.findIndex(({ span }) => holds(span, place)))
    return asked && answers.length > 0
      ? [{ entry: entryOf(asked, { jurisdiction: '000000', year: 2017 }, '450000'), answers }]
      : []
  })
}

const entryOf = (provision: Provision, key: PartitionKey, asked = key.jurisdiction): Entry => ({
  title: provision.heading.text,
  body: provision.body.text,
  provision,
  key,
  asked,
})

interface Clause {
  text: string
  from: number
}

class Maker {
  readonly #random: () => number
  readonly #real: readonly Provision[]
  readonly #clauses: readonly Clause[]
  readonly #byChapter: ReadonlyMap<string, readonly Clause[]>
  readonly #cities = new Map<string, string[]>()
  readonly #names: readonly string[]

  constructor(real: readonly Provision[], random: () => number) {
    this.#random = random
    this.#real = real
    this.#clauses = real.flatMap(({ body }, from) =>
      body.text
        .split(/[ \n]/)
        .filter((text) => text.length >= 4 && text.length <= 60)
        .map((text) => ({ text, from })),
    )
    this.#byChapter = Map.groupBy(this.#clauses, ({ from }) => real[from]?.path.at(-1) ?? '')
    for (const { code, level, shortName } of readJurisdictions()) {
      if (level !== 'city') continue
      const province = `${code.slice(0, 2)}0000`
      this.#cities.set(province, [...(this.#cities.get(province) ?? []), shortName])
    }
    const text = real.map(({ body }) => body.text).join('\n')
    this.#names = [...this.#cities.values()].flat().filter((name) => text.includes(name))
  }

  province(): string {
    return this.#one([...this.#cities.keys()])
  }

  entry(key: PartitionKey): Entry {
    const theme = this.#one(this.#clauses)
    const chapter = this.#byChapter.get(this.#real[theme.from]?.path.at(-1) ?? '') ?? this.#clauses
    const taken = new Map<number, number>()
    const clauses: string[] = []
    const wanted = 5 + Math.floor(this.#random() * 10)
    for (let tries = 0; clauses.length < wanted && tries < wanted * 4; tries++) {
      const { text, from } = this.#one(this.#random() < 0.6 ? chapter : this.#clauses)
      const times = taken.get(from) ?? 0
      if (times >= MOST_OF_ONE) continue
      taken.set(from, times + 1)
      clauses.push(this.#elsewhere(text, key.jurisdiction))
    }
    const title = this.#elsewhere(this.#real[this.#one(chapter).from]?.heading.text ?? '', key.jurisdiction)
    const above = this.#elsewhere(this.#real[theme.from]?.path.at(-1) ?? '', key.jurisdiction)
    return entryOf(provisionOf(title, clauses, [plain(above)]), key)
  }

  /** The same matter in other words: half of the clauses, in another order, between clauses of others; another title. */
  rewritten({ provision, key }: Entry): Entry {
    const own = provision.body.text.split(/[ \n]/).filter((text) => text !== '')
    const kept = own.filter(() => this.#random() < 0.5).map((clause) => reworded(clause))
    if (kept.length === 0 && own[0]) kept.push(own[0])
    const foreign = Array.from({ length: 3 }, () => this.#one(this.#clauses).text)
    const clauses = [...kept, ...foreign]
      .map((clause) => ({ clause, at: this.#random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ clause }) => clause)
    return entryOf(provisionOf(reworded(provision.heading.text), clauses, provision.path), key)
  }

  #elsewhere(text: string, province: string): string {
    const cities = this.#cities.get(province) ?? []
    let out = text.replaceAll(/\d+/g, (digits) => String(1 + Math.floor(this.#random() * 10 ** digits.length)))
    for (const name of this.#names) if (out.includes(name)) out = out.replaceAll(name, this.#one(cities))
    return out
  }

  #one<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T
  }
}

/** Words with which plans open what is to be done, each with another that says the same. */
const SYNONYMS: readonly (readonly [string, string])[] = [
  ['推进', '推动'],
  ['加快', '抓紧'],
  ['加强', '强化'],
  ['建设', '打造'],
  ['建立', '构建'],
  ['完善', '健全'],
  ['提升', '提高'],
  ['发展', '培育'],
]

function reworded(text: string): string {
  for (const [one, other] of SYNONYMS) {
    if (text.startsWith(one)) return other + text.slice(one.length)
    if (text.startsWith(other)) return one + text.slice(other.length)
  }
  return text
}

export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
