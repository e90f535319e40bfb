import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { DatabaseHandle } from '../src/platform/database/index.ts'
import { fold } from '../src/platform/words.ts'
import type { IndexedDocument } from '../src/search/types.ts'
import { generatedDocuments, randomFrom } from './alignmentData.ts'

/** Documents of generated provisions (alignmentData.ts), with marks between the clauses; the same every time. */
export async function* searchedDocuments(size: number): AsyncGenerator<IndexedDocument> {
  let ordinal = 0
  for (const entries of await generatedDocuments(size)) {
    const [first] = entries
    if (!first) continue
    const { jurisdiction, year } = first.key
    ordinal++
    yield {
      id: `d${ordinal}`,
      version: 1,
      privateTo: null,
      title: `${first.title}规划`,
      issuedOn: `${year}`,
      ordinal,
      jurisdiction,
      provisions: entries.map(({ title, body }, n) => {
        const heading = `${n + 1}. ${title}`
        return { title: heading, text: `${heading}。${body.replaceAll(/[ \n]+/g, '，')}。`, kinds: 1 << (n % 5) }
      }),
    }
  }
}

/** Provisions that phrases are taken from: the first of any number. */
const SAMPLED = 10_000

/** What people type: beginnings of clauses and titles, names from within them, two words at once. */
export async function phrases(count: number): Promise<string[]> {
  const random = randomFrom(11)
  const pool: string[] = []
  const chance = (count * 20) / SAMPLED
  for await (const { provisions } of searchedDocuments(SAMPLED)) {
    for (const { title, text } of provisions) {
      if (random() > chance) continue
      const clauses = text.split(/[，。]/u).filter((clause) => clause.length >= 4)
      const one = () => clauses[Math.floor(random() * clauses.length)] ?? title
      const length = 2 + Math.floor(random() * 9)
      const kind = pool.length % 4
      if (kind === 0) pool.push(one().slice(0, length))
      if (kind === 1) pool.push(title.replace(/^\d+\. /u, '').slice(0, length))
      const clause = one()
      const start = Math.floor(random() * Math.max(1, clause.length - length))
      if (kind === 2) pool.push(clause.slice(start, start + length))
      if (kind === 3) pool.push(`${one().slice(0, 2 + Math.floor(random() * 3))} ${one().slice(0, 4)}`)
    }
  }
  const step = Math.max(1, Math.floor(pool.length / count))
  return pool.filter((phrase, at) => at % step === 0 && fold(phrase).length > 1).slice(0, count)
}

/** All that is sent while a phrase is typed, a character at a time. */
export const keystrokes = (phrase: string): string[] =>
  [...phrase].map((_, at) => [...phrase].slice(0, at + 1).join('')).filter((typed) => !typed.endsWith(' '))

/** Documents written at once. */
const PORTION = 25

/** Writes the documents into the database, as ingest would, beside what is there. */
export async function fillDocuments(database: DatabaseHandle, size: number): Promise<void> {
  let portion: IndexedDocument[] = []
  const write = async () => {
    const documents = portion.map((document) => ({ ...written(document), id: randomUUID() }))
    portion = []
    await database.asSystem(async (trx) => {
      await sql`
        insert into document (id, home_jurisdiction, title, issuer, issued_on, visibility, owner_organization_id)
          select n.id, d.home_jurisdiction, n.title, n.issuer, n.issued_on, 'cluster', d.owner_organization_id
          from json_to_recordset(${JSON.stringify(documents.map(({ text: _, provisions: __, ...facts }) => facts))}::json)
              n (id uuid, title text, issuer text, issued_on text),
            (select * from document where sample limit 1) d`.execute(trx)
      await sql`
        insert into document_version (document_id, number, cause, file_name, format, sha256, text_sha256, bytes, characters,
            parsed, counts, user_id, user_name, organization_id, organization_name)
          select n.id, 1, 'upload', 'generated.txt', 'txt', repeat('0', 64), repeat('0', 64), 0, n.characters, '{}', '{}',
            'bench', 'bench', n.id, 'bench'
          from json_to_recordset(${JSON.stringify(documents.map(({ id, text }) => ({ id, characters: text.length })))}::json)
            n (id uuid, characters integer)`.execute(trx)
      await sql`
        insert into document_text (document_id, version, text, blocks)
          select id, 1, text, '[]' from json_to_recordset(${JSON.stringify(documents.map(({ id, text }) => ({ id, text })))}::json)
            n (id uuid, text text)`.execute(trx)
      await sql`
        insert into provision (document_id, version, address, position, level, marker, title, span_start, span_end,
            extent_start, extent_end)
          select id, 1, position::text, position, 1, marker, title, span_start, span_end, span_start, extent_end
          from json_to_recordset(${JSON.stringify(documents.flatMap(({ id, provisions }) => provisions.map((one) => ({ id, ...one }))))}::json)
            n (id uuid, position integer, marker text, title text, span_start integer, span_end integer, extent_end integer)
        `.execute(trx)
    })
  }
  for await (const document of searchedDocuments(size)) {
    portion.push(document)
    if (portion.length === PORTION) await write()
  }
  if (portion.length > 0) await write()
  await sql`analyze`.execute(database.kysely)
}

function written({ title, issuedOn, jurisdiction, provisions }: IndexedDocument) {
  let text = `${title}\n`
  const rows = provisions.map((one, position) => {
    const start = text.length
    text += `${one.text}\n`
    const [marker = '', ...rest] = one.title.split(' ')
    return {
      position,
      marker,
      title: rest.join(' '),
      span_start: start,
      span_end: start + one.title.length,
      extent_end: text.length,
    }
  })
  return { title, issuer: jurisdiction, issued_on: issuedOn, text, provisions: rows }
}
