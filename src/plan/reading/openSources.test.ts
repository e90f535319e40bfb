import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { openSources } from './index.ts'
import { docxOf, paragraphXml, zipOf } from './testing/documents.ts'

async function outcomesOf(bytes: Uint8Array, name: string): Promise<string[]> {
  const outcomes: string[] = []
  for await (const opened of openSources(bytes, name))
    outcomes.push(`${opened.name}: ${'refusal' in opened ? opened.refusal.code : opened.bytes.length}`)
  return outcomes
}

/** Replaces the names of a zip, byte by byte, in both of its directories. */
function rename(bytes: Uint8Array, from: string, to: Uint8Array, isUtf8: boolean): Uint8Array {
  const copy = Buffer.from(bytes)
  for (let at = copy.indexOf(from); at !== -1; at = copy.indexOf(from, at + 1)) copy.set(to, at)
  for (const [signature, offset] of [
    ['PK\x03\x04', 6],
    ['PK\x01\x02', 8],
  ] as const)
    for (let at = copy.indexOf(signature); at !== -1; at = copy.indexOf(signature, at + 4))
      copy.writeUInt16LE(
        isUtf8 ? copy.readUInt16LE(at + offset) | 0x800 : copy.readUInt16LE(at + offset) & ~0x800,
        at + offset,
      )
  return new Uint8Array(copy)
}

describe('archives', () => {
  test('[READ-16] one file is itself; a Word document is no archive', async () => {
    expect(await outcomesOf(new TextEncoder().encode('甲'), 'a.txt')).toEqual(['a.txt: 3'])
    const docx = await docxOf(paragraphXml('甲'))
    expect(await outcomesOf(docx, 'a.docx')).toEqual([`a.docx: ${docx.length}`])
  })

  test('[READ-16] the files of an archive come one by one; what systems leave in it is passed over', async () => {
    const inner = await zipOf([{ name: '内.txt', bytes: '丙' }])
    const bytes = await zipOf([
      { name: '2024/方案.txt', bytes: '甲' },
      { name: '__MACOSX/2024/._方案.txt', bytes: 'x' },
      { name: '2024/.DS_Store', bytes: 'x' },
      { name: '2024/~$方案.docx', bytes: 'x' },
      { name: '空.txt', bytes: '' },
      { name: '附件.zip', bytes: inner },
    ])
    expect(await outcomesOf(bytes, 'a.zip')).toEqual([
      'a.zip/2024/方案.txt: 3',
      'a.zip/空.txt: file_empty',
      'a.zip/附件.zip/内.txt: 3',
    ])
  })

  test('[READ-16] names in GBK are read', async () => {
    const bytes = await zipOf([{ name: 'AAAA.txt', bytes: '甲' }])
    expect(
      await outcomesOf(rename(bytes, 'AAAA', new Uint8Array(iconv.encode('规划', 'gbk')), false), 'a.zip'),
    ).toEqual(['a.zip/规划.txt: 3'])
  })

  test('[READ-16] names that lead out of the archive are refused, the rest goes on', async () => {
    for (const name of ['../..x.txt', '/etc/x.txt', 'C:/xxx.txt', '..\\..x.txt']) {
      const plain = await zipOf([
        { name: 'A'.repeat(name.length), bytes: '甲' },
        { name: 'good.txt', bytes: '乙' },
      ])
      const outcomes = await outcomesOf(rename(plain, 'A'.repeat(name.length), Buffer.from(name), true), 'a.zip')
      expect(outcomes[0]).toMatch(/: archive_entry_unsafe$/)
      expect(outcomes[1]).toBe('a.zip/good.txt: 3')
    }
  })

  test('[READ-16] a third level of archives is refused, so are empty and broken archives', async () => {
    const third = await zipOf([{ name: 'c.txt', bytes: '甲' }])
    const second = await zipOf([{ name: 'c.zip', bytes: third }])
    expect(await outcomesOf(await zipOf([{ name: 'b.zip', bytes: second }]), 'a.zip')).toEqual([
      'a.zip/b.zip/c.zip: archive_nested',
    ])
    expect(await outcomesOf(await zipOf([]), 'a.zip')).toEqual(['a.zip: archive_empty'])
    expect(await outcomesOf(third.slice(0, 60), 'a.zip')).toEqual(['a.zip: file_damaged'])
    expect(await outcomesOf(new Uint8Array(), 'a.txt')).toEqual(['a.txt: file_empty'])
  })

  test('[READ-16] more than a thousand files are refused', async () => {
    const bytes = await zipOf(Array.from({ length: 1001 }, (_, number) => ({ name: `${number}.txt`, bytes: '甲' })))
    expect(await outcomesOf(bytes, 'a.zip')).toEqual(['a.zip: archive_too_many_entries'])
  })
})
