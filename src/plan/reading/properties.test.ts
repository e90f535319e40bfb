import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '../../platform/refusal.ts'
import { readSource, readSourceHere } from './index.ts'
import { aTaskTable, aWorkProgramme, docxOf, pdfOf } from './testing/documents.ts'
import { faultOf } from './testing/expect.ts'
import type { SourceText } from './types.ts'

/** Null when the bytes are read into a sound source text or refused; else what is wrong. */
async function wrongWith(reading: Promise<SourceText>): Promise<string | null> {
  try {
    return faultOf(await reading)
  } catch (error) {
    if (error instanceof Refusal) return /^[a-z]+(_[a-z]+)*$/.test(error.code) ? null : error.code
    return String(error)
  }
}

const soundWhenRead = (bytes: Uint8Array, name: string) => wrongWith(readSourceHere(bytes, name))
const utf8 = (words: string) => new TextEncoder().encode(words)

const PIECES = [
  '一、总体要求',
  '（一）推进',
  '1.',
  '第一章',
  '\n',
  '\r\n',
  '\t',
  '　',
  '\u00a0',
  '您现在的位置：首页 > ',
  '— 3 —',
  '7\n',
  '责任单位：市财政局\n',
  '。',
  '|',
  '|---|\n',
  '# ',
  '**',
  '<br>',
  '\u2028',
  '\f',
  '\ufeff',
  '𠮷',
  '\ud800',
  '推进建设加快发展的规划',
  '海湾都市圈建设纵横谈\n',
]
const TAGS = [
  '<p>',
  '</p>',
  '<div>',
  '</div>',
  '<table>',
  '<table border=1>',
  '</table>',
  '<tr>',
  '<td>',
  '<td rowspan=3>',
  '<td colspan=2>',
  '<td rowspan=0>',
  '</td>',
  '<ol>',
  '<li>',
  '</ol>',
  '<br>',
  '<a href=x>',
  '</a>',
  '<h1>',
  '</h1>',
  '<b>',
  '<pre>',
  '</pre>',
  '&nbsp;',
  '<div class=nav>',
  '<td id=zoom>',
  '<caption>',
  '<span style="display:none">',
  '发文机关：',
  '国务院',
  '加快推进城市群建设，取得实效。',
  '1',
  '<html>',
  '<select>',
  '<template>',
  '<svg>',
  '<frameset>',
]
const WORD = [
  '<w:p>',
  '</w:p>',
  '<w:r>',
  '</w:r>',
  '<w:t>一、推进</w:t>',
  '<w:tbl>',
  '</w:tbl>',
  '<w:tr>',
  '</w:tr>',
  '<w:tc>',
  '</w:tc>',
  '<w:br/>',
  '<w:tab/>',
  '<w:tcPr><w:vMerge/></w:tcPr>',
  '<w:tcPr><w:gridSpan w:val="3"/><w:vMerge w:val="restart"/></w:tcPr>',
  '<w:txbxContent>',
  '</w:txbxContent>',
  '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>',
  '<w:del>',
  '</w:del>',
  '<w:sdt>',
  '</w:sdt>',
  '<w:sym w:char="F0B7"/>',
  '<w:trPr><w:gridBefore w:val="2"/></w:trPr>',
]

/** Closes what is open, so that XML is well-formed and the reader of Word's parts is what is tried. */
function balanced(tags: readonly string[]): string {
  const open: string[] = []
  let words = ''
  for (const tag of tags) {
    const closing = /^<\/(.+)>$/.exec(tag)?.[1]
    if (closing === undefined) {
      if (/^<[^/]+[^/]>$/.test(tag) && !tag.includes('</')) open.push(tag.slice(1, -1))
      words += tag
    } else if (open.includes(closing)) {
      for (let last = open.pop(); last !== undefined; last = open.pop()) {
        words += `</${last}>`
        if (last === closing) break
      }
    }
  }
  return (
    words +
    open
      .reverse()
      .map((tag) => `</${tag}>`)
      .join('')
  )
}

/** Overwrites, cuts and doubles parts of a file. */
const damage = fc.array(
  fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.integer({ min: 0, max: 255 }),
    fc.constantFrom('set', 'cut', 'zero'),
  ),
  { minLength: 1, maxLength: 8 },
)
function damaged(bytes: Uint8Array, changes: readonly (readonly [number, number, string])[]): Uint8Array {
  let copy = Uint8Array.from(bytes)
  for (const [where, value, how] of changes) {
    const at = Math.floor(where * Math.max(0, copy.length - 1))
    if (how === 'cut' && value > 200) copy = copy.slice(0, at)
    else if (how === 'zero') copy.fill(0, at, at + (value % 16))
    else copy[at] = value
  }
  return copy
}

describe('whatever comes in', () => {
  const files: { docx?: Uint8Array; xlsx?: Uint8Array; pdf?: Uint8Array } = {}
  beforeAll(async () => {
    files.docx = await aWorkProgramme()
    files.xlsx = await aTaskTable()
    files.pdf = await pdfOf((document) => {
      document.fontSize(12).text('ABC 2025 推进建设').rect(80, 200, 200, 50).stroke()
    })
  })

  test('[READ-18] random bytes, with and without the beginning of a known format, are read or refused', async () => {
    const beginnings = [
      '',
      'PK\x03\x04',
      '%PDF-1.7\n',
      '<html>',
      '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
      '\xff\xfe',
      '\xfe\xff',
      '\xef\xbb\xbf',
      '<?xml',
      '{\\rtf',
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...beginnings),
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom('a.txt', 'a.md', 'a.html', 'a.docx', ''),
        async (beginning, bytes, name) => {
          expect(
            await soundWhenRead(new Uint8Array(Buffer.concat([Buffer.from(beginning, 'latin1'), bytes])), name),
          ).toBeNull()
        },
      ),
      { numRuns: 400 },
    )
  })

  test('[READ-2] text of any characters: spans lie inside, in order and apart; a row is one line', async () => {
    const words = fc
      .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 60 })
      .map((parts) => parts.join(''))
    await fc.assert(
      fc.asyncProperty(words, fc.constantFrom('a.txt', 'a.md'), async (text, name) => {
        expect(await soundWhenRead(utf8(text), name)).toBeNull()
      }),
      { numRuns: 1000 },
    )
  })

  test('[READ-2] web pages of any tags', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...TAGS), { maxLength: 80 }), async (tags) => {
        expect(await soundWhenRead(utf8(`<html><meta charset=utf-8>${tags.join('')}`), 'a.html')).toBeNull()
      }),
      { numRuns: 800 },
    )
  })

  test('[READ-2] Word documents of any structure', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...WORD), { maxLength: 60 }), async (tags) => {
        expect(await soundWhenRead(await docxOf(balanced(tags)), 'a.docx')).toBeNull()
      }),
      { numRuns: 300 },
    )
  })

  test('[READ-18] damaged Word documents and workbooks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('docx', 'xlsx'), damage, async (kind, changes) => {
        expect(
          await wrongWith(
            readSource(damaged(files[kind as 'docx' | 'xlsx'] ?? new Uint8Array(), changes), `a.${kind}`),
          ),
        ).toBeNull()
      }),
      { numRuns: 200 },
    )
  })

  test('[READ-18] damaged PDFs', async () => {
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        expect(await wrongWith(readSource(damaged(files.pdf ?? new Uint8Array(), changes), 'a.pdf'))).toBeNull()
      }),
      { numRuns: 60 },
    )
  })
})
