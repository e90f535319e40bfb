import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { openSources, readSource } from './index.ts'
import { docxOf, paragraphXml, zipOf } from './testing/documents.ts'
import { refusalOf } from './testing/expect.ts'

/** A zip whose entry inflates to `megabytes` of one repeated chunk, written without ever holding it. */
async function bomb(
  name: string,
  megabytes: number,
  chunk: Buffer,
  others: readonly { name: string; bytes: string }[] = [],
): Promise<Uint8Array> {
  const zip = new ZipFile()
  for (const other of others) zip.addBuffer(Buffer.from(other.bytes), other.name)
  const repeats = Math.ceil((megabytes * 1024 * 1024) / chunk.length)
  zip.addReadStream(
    Readable.from(
      (function* () {
        for (let times = 0; times < repeats; times++) yield chunk
      })(),
    ),
    name,
  )
  zip.end()
  const chunks: Buffer[] = []
  for await (const piece of zip.outputStream) chunks.push(piece as Buffer)
  return new Uint8Array(Buffer.concat(chunks))
}

const SPACES = Buffer.alloc(1024 * 1024, ' ')
const TYPES = { name: '[Content_Types].xml', bytes: '<Types/>' }

/** Makes an archive claim that its entries are small. */
function lie(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes)
  for (let at = copy.indexOf('PK\x01\x02'); at !== -1; at = copy.indexOf('PK\x01\x02', at + 4))
    copy.writeUInt32LE(1000, at + 24)
  return new Uint8Array(copy)
}

describe('bombs', () => {
  test('[READ-15] a docx whose text inflates to 120 MB is refused while inflating', async () => {
    const bytes = await bomb('word/document.xml', 120, SPACES, [TYPES])
    expect(bytes.length).toBeLessThan(1024 * 1024)
    const refusal = await refusalOf(readSource(bytes, 'bomb.docx'))
    expect([refusal.kind, refusal.code]).toEqual(['too_large', 'container_too_large'])
  })

  test('[READ-15] a bomb that lies about its size is refused too', async () => {
    const bytes = lie(await bomb('word/document.xml', 70, SPACES, [TYPES]))
    expect((await refusalOf(readSource(bytes, 'bomb.docx'))).code).toBe('container_too_large')
  })

  test('[READ-15] a workbook and an archive are held to the same', async () => {
    const sheet = await bomb('xl/workbook.xml', 70, SPACES, [TYPES])
    expect((await refusalOf(readSource(sheet, 'bomb.xlsx'))).code).toBe('container_too_large')
    const archive = await bomb('方案.txt', 70, SPACES, [{ name: '好.txt', bytes: '一、总体要求' }])
    const outcomes: string[] = []
    for await (const opened of openSources(archive, 'a.zip'))
      outcomes.push(`${opened.name} ${'refusal' in opened ? opened.refusal.code : 'read'}`)
    expect(outcomes).toEqual(['a.zip/好.txt read', 'a.zip/方案.txt container_too_large'])
  })

  test('[READ-15] the parts of an archive are limited together', async () => {
    // Noise in each megabyte keeps the ratio of usual files, so that it is not what stops them.
    const noise = Buffer.from(
      Array.from({ length: 1 << 15 }, (_, index) => (index * index * 7919 + (index >> 3)) & 0xff),
    )
    const megabyte = Buffer.concat([noise, SPACES.subarray(noise.length)])
    const file = Buffer.concat(Array.from({ length: 45 }, () => megabyte))
    const zip = new ZipFile()
    for (let number = 0; number < 5; number++) zip.addBuffer(file, `${number}.txt`, { compressionLevel: 1 })
    zip.end()
    const chunks: Buffer[] = []
    for await (const piece of zip.outputStream) chunks.push(piece as Buffer)
    const codes: string[] = []
    for await (const opened of openSources(new Uint8Array(Buffer.concat(chunks)), 'a.zip'))
      codes.push('refusal' in opened ? opened.refusal.code : 'read')
    expect(codes).toEqual(['read', 'read', 'read', 'read', 'container_too_large'])
  })

  test('[READ-15] entities that multiply are refused by their declaration', async () => {
    const lol = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    const bytes = await zipOf([TYPES, { name: 'word/document.xml', bytes: `<?xml version="1.0"?>${lol}<a>&b;</a>` }])
    expect((await refusalOf(readSource(bytes, 'a.docx'))).code).toBe('xml_unsafe')
  })

  test('[READ-15] elements nested a hundred thousand deep are refused', async () => {
    const deep = 100_000
    const bytes = await docxOf(
      '<w:tbl><w:tr><w:tc>'.repeat(deep) + paragraphXml('底') + '</w:tc></w:tr></w:tbl>'.repeat(deep),
    )
    expect((await refusalOf(readSource(bytes, 'a.docx'))).code).toBe('too_complex')
  })

  test('[READ-15] merged cells of a web page that would fill the memory are refused', async () => {
    const html = `<table border=1><tr><td rowspan=65000 colspan=200>${'海'.repeat(200)}</td><td>甲</td></tr>${'<tr><td>乙</td></tr>'.repeat(60_000)}</table>`
    expect((await refusalOf(readSource(new TextEncoder().encode(html), 'a.html'))).code).toBe('too_complex')
  })
})
