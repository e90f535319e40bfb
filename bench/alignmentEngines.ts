import { createRequire } from 'node:module'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '../scripts/postgres.mjs'
import { ProvisionIndex } from '../src/alignment/provisionIndex.ts'
import type { Entry } from './alignmentData.ts'

/** A full-text engine under test: all entries in one go, then the numbers of the ten that suit an entry best. */
export interface Engine {
  index(entries: readonly Entry[]): Promise<void> | void
  search(entry: Entry): Promise<number[]> | number[]
  /** Bytes that it holds itself outside this process's memory (database, file); null where the process's growth tells. */
  bytes(): Promise<number | null> | number | null
  close?(): Promise<void>
}

/** Where the peers are installed: `npm i minisearch @orama/orama flexsearch better-sqlite3` in a folder of its own. */
const PEERS = process.env.QUNCE_PEERS ?? '/tmp/peers'
const load = (name: string) => createRequire(join(PEERS, 'package.json'))(name)

const TEN = 10
/** All in one partition, as the peers have it. */
const WHOLE = { jurisdiction: '000000', year: null }
const textOf = ({ title, body }: Entry) => `${title}\n${body}`

/** The same pairs of characters for all who let us cut the words: none of them cuts Chinese by itself. */
function pairs(text: string): string[] {
  const found: string[] = []
  for (const clause of text.split(/\s/))
    for (let at = 0; at + 1 < clause.length; at++) found.push(clause.slice(at, at + 2))
  return found
}

export const ENGINES: Readonly<Record<string, () => Promise<Engine> | Engine>> = {
  qunce: () => {
    const index = new ProvisionIndex()
    return {
      index(entries) {
        for (const { provision } of entries) index.add(provision, WHOLE)
      },
      search: ({ provision }) => index.search(provision, TEN).map((hit) => hit.provision),
      bytes: () => index.bytes,
    }
  },
  'qunce by province': () => {
    const index = new ProvisionIndex()
    return {
      index(entries) {
        for (const { provision, key } of entries) index.add(provision, { ...key, year: null })
      },
      search: ({ provision, asked }) =>
        index.search(provision, TEN, ({ jurisdiction }) => jurisdiction === asked).map((hit) => hit.provision),
      bytes: () => index.bytes,
    }
  },
  minisearch: () => {
    const MiniSearch = load('minisearch')
    const index = new MiniSearch({ fields: ['title', 'body'], tokenize: pairs, processTerm: (term: string) => term })
    return {
      index: (entries) => index.addAll(entries.map(({ title, body }, id) => ({ id, title, body }))),
      search: (entry) =>
        index
          .search(textOf(entry), { boost: { title: 2 } })
          .slice(0, TEN)
          .map(({ id }: { id: number }) => id),
      bytes: () => null,
    }
  },
  orama: async () => {
    const { create, insert, search } = load('@orama/orama')
    const tokenizer = {
      language: 'chinese',
      normalizationCache: new Map(),
      tokenize: (text: string) => [...new Set(pairs(text))],
    }
    const index = await create({ schema: { title: 'string', body: 'string' }, components: { tokenizer } })
    return {
      async index(entries) {
        for (const [id, { title, body }] of entries.entries()) await insert(index, { id: String(id), title, body })
      },
      async search(entry) {
        const found = await search(index, { term: textOf(entry), limit: TEN, threshold: 1, boost: { title: 2 } })
        return found.hits.map(({ id }: { id: string }) => Number(id))
      },
      bytes: () => null,
    }
  },
  flexsearch: () => {
    const { Index } = load('flexsearch')
    const index = new Index({ encode: pairs, tokenize: 'strict', resolution: 9, context: false })
    return {
      index(entries) {
        for (const [id, entry] of entries.entries()) index.add(id, textOf(entry))
      },
      search: (entry) => index.search(textOf(entry), { limit: TEN, suggest: true }),
      bytes: () => null,
    }
  },
  'sqlite fts5': () => {
    const Database = load('better-sqlite3')
    const database = new Database(':memory:')
    database.exec("create virtual table entry using fts5(title, body, tokenize = 'trigram')")
    const add = database.prepare('insert into entry (rowid, title, body) values (?, ?, ?)')
    const find = database.prepare(
      `select rowid from entry where entry match ? order by bm25(entry, 2.0, 1.0) limit ${TEN}`,
    )
    return {
      index: (entries) =>
        database.transaction(() => {
          for (const [id, { title, body }] of entries.entries()) add.run(id, title, body)
        })(),
      search(entry) {
        const words = new Set<string>()
        for (const clause of textOf(entry).split(/\s/))
          for (let at = 0; at + 2 < clause.length; at++) words.add(`"${clause.slice(at, at + 3).replaceAll('"', '')}"`)
        return find.all([...words].join(' OR ')).map(({ rowid }: { rowid: number }) => rowid)
      },
      bytes: () => {
        const [{ size }] = database
          .prepare('select page_count * page_size as size from pragma_page_count(), pragma_page_size()')
          .all()
        return size
      },
    }
  },
  pg_trgm: async () => {
    const postgres = await startPostgres()
    const client = new pg.Client({ connectionString: postgres.url })
    await client.connect()
    await client.query('create extension pg_trgm; create table entry (id int primary key, words text not null)')
    return {
      async index(entries) {
        for (let from = 0; from < entries.length; from += 1000) {
          const part = entries.slice(from, from + 1000)
          await client.query('insert into entry select * from unnest($1::int[], $2::text[])', [
            part.map((_, at) => from + at),
            part.map(textOf),
          ])
        }
        await client.query('create index on entry using gin (words gin_trgm_ops)')
        await client.query('analyze entry; set pg_trgm.similarity_threshold = 0.1')
      },
      async search(entry) {
        const { rows } = await client.query(
          `select id from entry where words % $1 order by similarity(words, $1) desc, id limit ${TEN}`,
          [textOf(entry)],
        )
        return rows.map(({ id }) => id)
      },
      async bytes() {
        const { rows } = await client.query("select pg_total_relation_size('entry')::float8 as bytes")
        return rows[0].bytes
      },
      async close() {
        await client.end()
        await postgres.stop()
      },
    }
  },
}
