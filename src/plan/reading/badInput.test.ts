import { stat } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { checkFile, LIMITS, readSource } from './index.ts'
import { readInWorker } from './isolation.ts'
import { docxOf, paragraphXml, zipOf } from './testing/documents.ts'
import { ownWords, refusalOf } from './testing/expect.ts'

const bytesOf = (...parts: (string | number[])[]) =>
  new Uint8Array(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part)))))
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const compound = (stream: string) =>
  bytesOf(OLE, '\0'.repeat(504), [...Buffer.from(stream, 'utf16le')], '\0'.repeat(500))

describe('bad input', () => {
  test('[READ-19] folders, devices, empty and oversized files are refused by what the file system says of them', async () => {
    const codeOf = (facts: { isDirectory(): boolean; isFile(): boolean; size: number }) => {
      try {
        checkFile(facts, 'x')
        return null
      } catch (error) {
        return (error as { code: string }).code
      }
    }
    expect(codeOf(await stat('.'))).toBe('file_is_folder')
    expect(codeOf(await stat('/dev/null'))).toBe('file_is_not_regular')
    const file = (size: number) => ({ isDirectory: () => false, isFile: () => true, size })
    expect([
      codeOf(file(0)),
      codeOf(file(1)),
      codeOf(file(LIMITS.fileBytes)),
      codeOf(file(LIMITS.fileBytes + 1)),
    ]).toEqual(['file_empty', null, null, 'file_too_large'])
  })

  test('[READ-19] 200 MB are refused with both sizes, without being looked at', async () => {
    const refusal = await refusalOf(readSource(new Uint8Array(200 * 1024 * 1024), 'huge.docx'))
    expect([refusal.kind, refusal.code]).toEqual(['too_large', 'file_too_large'])
    expect(refusal.message).toContain('200 MB')
    expect(refusal.message).toContain('50 MB')
  })

  test.each([
    ['nothing', bytesOf(), 'file_empty'],
    ['white space', bytesOf(' \n\t\u3000\n'), 'document_without_text'],
    ['binary data', bytesOf([1, 2, 0, 3, 255, 0, 0, 17, 4, 9, 0]), 'not_text'],
    ['a picture', bytesOf([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10], 'IHDR'), 'not_text'],
    ['a program', bytesOf([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]), 'not_text'],
    ['a zip cut short', bytesOf([0x50, 0x4b, 3, 4], 'abcdef'), 'file_damaged'],
    ['an old Word file', compound('WordDocument'), 'format_unsupported'],
    ['an old Excel file', compound('Workbook'), 'format_unsupported'],
    ['an encrypted file', compound('EncryptedPackage'), 'file_encrypted'],
    ['RTF', bytesOf('{\\rtf1\\ansi text}'), 'format_unsupported'],
    ['MHT', bytesOf('MIME-Version: 1.0\nContent-Type: multipart/related'), 'format_unsupported'],
    ['RAR', bytesOf([0x52, 0x61, 0x72, 0x21, 0x1a, 7, 0]), 'format_unsupported'],
    [
      'Word 2003 XML',
      bytesOf('<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>'),
      'format_unsupported',
    ],
  ])('[READ-14] %s', async (_name, bytes, code) => {
    expect((await refusalOf(readSource(bytes, 'plan.docx'))).code).toBe(code)
  })

  test.each([
    ['OFD', [{ name: 'OFD.xml', bytes: '<OFD/>' }], 'OFD'],
    [
      'OpenDocument',
      [
        { name: 'mimetype', bytes: 'application/vnd.oasis.opendocument.text' },
        { name: 'content.xml', bytes: '<a/>' },
      ],
      'OpenDocument',
    ],
    [
      'PowerPoint',
      [
        { name: '[Content_Types].xml', bytes: '<Types/>' },
        { name: 'ppt/presentation.xml', bytes: '<a/>' },
      ],
      'PowerPoint',
    ],
  ])('[READ-14] %s is named and a way out is given', async (_name, entries, format) => {
    const refusal = await refusalOf(readSource(await zipOf(entries), 'plan.docx'))
    expect(refusal.code).toBe('format_unsupported')
    expect(refusal.message).toContain(format)
    expect(refusal.message).toContain('save it as')
  })

  test('[READ-14] a WPS file is called one by its name', async () => {
    expect((await refusalOf(readSource(compound('WordDocument'), '方案.wps'))).facts).toMatchObject({
      format: 'WPS (.wps)',
      saveAs: '.docx',
    })
  })

  test('[READ-1] a file is read as what it is, whatever its name says', async () => {
    const docx = await docxOf(paragraphXml('一、总体要求'))
    expect((await readSource(docx, 'plan.pdf')).format).toBe('docx')
    expect(
      (await readSource(bytesOf('<!DOCTYPE html><meta charset="utf-8"><p>一、总体要求，二、保障。</p>'), 'plan.doc'))
        .format,
    ).toBe('html')
    expect((await readSource(bytesOf('一、总体要求'), 'plan.docx')).format).toBe('txt')
    expect((await refusalOf(readSource(docx.slice(0, 100), 'plan.txt'))).code).toBe('file_damaged')
  })

  test('[READ-14] a damaged file is called what its name says, not the container it is packed in', async () => {
    const docx = await docxOf('<w:body><w:p><w:r><w:t>一</w:t></w:r></w:p></w:body>')
    const formatOf = async (name: string) => (await refusalOf(readSource(docx.slice(0, 100), name))).facts?.format
    expect(await formatOf('规划.docx')).toBe('docx')
    expect(await formatOf('包.zip/规划.XLSX')).toBe('xlsx')
    expect(await formatOf('规划.txt')).toBe('zip')
  })

  test('[READ-14] an archive is not one document', async () => {
    expect((await refusalOf(readSource(await zipOf([{ name: 'a.txt', bytes: '一' }]), 'a.zip'))).code).toBe(
      'archive_is_not_a_document',
    )
  })

  test('[READ-14] broken XML, a missing part', async () => {
    expect((await refusalOf(readSource(await docxOf('<w:p>'), 'a.docx'))).code).toBe('file_damaged')
    const empty = await zipOf([
      { name: '[Content_Types].xml', bytes: '<Types/>' },
      { name: 'word/styles.xml', bytes: '<a/>' },
    ])
    expect((await refusalOf(readSource(empty, 'a.docx'))).message).toContain('word/document.xml is missing')
  })

  test('[READ-17] a document that takes too long is given up, and the next one is read', async () => {
    const html = bytesOf(`<html><body>${'<div>'.repeat(200_000)}${'</p>'.repeat(200_000)}加快推进城市群建设。`)
    expect((await refusalOf(readInWorker(html, 'slow.html', 100))).code).toBe('reading_timed_out')
    expect(ownWords(await readSource(bytesOf('<html><meta charset=utf-8><p>一、总体要求</p>'), 'b.html'))).toEqual([
      '一、总体要求',
    ])
  })
})

test('reading leaves the bytes of its caller alone', async () => {
  const docx = Buffer.from(await docxOf(paragraphXml('一、总体要求')))
  const before = Buffer.from(docx)
  const [one, two] = await Promise.all([readSource(docx, 'a.docx'), readSource(docx, 'a.docx')])
  expect(one.text).toBe(two.text)
  expect(docx.equals(before)).toBe(true)
})
