import { describe, expect, test } from 'vitest'
import { readSource, readSourceHere } from '../readSource.ts'
import { chineseFont, pdfOf } from '../testing/documents.ts'
import { faultOf, furnitureOf, ownWords, refusalOf, rowsOf } from '../testing/expect.ts'

/** A PDF written by hand, page contents as given, one font that is named and not embedded. */
function rawPdf(contents: readonly string[], font: string): Uint8Array {
  const objects: string[] = []
  const add = (words: string) => objects.push(words)
  const kids = contents.map((_, index) => `${4 + index * 2} 0 R`).join(' ')
  add('<</Type/Catalog/Pages 2 0 R>>')
  add(`<</Type/Pages/Kids[${kids}]/Count ${contents.length}>>`)
  add(font)
  for (const [index, content] of contents.entries()) {
    add(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents ${5 + index * 2} 0 R>>`,
    )
    add(`<</Length ${content.length}>>stream\n${content}\nendstream`)
  }
  let words = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const at = words.length
    words += `${index + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const start = words.length
  words += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF`
  return new TextEncoder().encode(words)
}

const SONG =
  '<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/GBK-EUC-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 859/Descent -141/CapHeight 700/StemV 80>>>>]>>'

describe('PDF', () => {
  test('a Chinese font that is not embedded is read by its character map', async () => {
    // 城市群 in GBK
    const source = await readSourceHere(rawPdf(['BT /F1 16 Tf 100 400 Td <B3C7CAD0C8BA> Tj ET'], SONG), 'a.pdf')
    expect(source.text).toBe('城市群\n')
  })

  test('[READ-13] pages without text are counted when they are too many', async () => {
    const picture = '0 0 595 842 re f'
    const scanned = await refusalOf(readSource(rawPdf([picture, picture, picture], SONG), 'a.pdf'))
    expect([scanned.code, scanned.facts]).toEqual([
      'pdf_without_text',
      { file: 'a.pdf', pagesWithoutText: 3, pages: 3 },
    ])
    const text = 'BT /F1 16 Tf 100 400 Td <B3C7CAD0C8BA> Tj ET'
    const partly = await refusalOf(readSource(rawPdf([text, picture, picture], SONG), 'a.pdf'))
    expect(partly.message).toContain('2 of the 3 pages')
    const mostly = await readSource(rawPdf([text, picture, text, text], SONG), 'a.pdf')
    expect(mostly.remarks).toMatchObject([{ code: 'pages_without_text', facts: { pages: [2] } }])
  })

  test('[READ-13] a scan whose only text is its page numbers has no text', async () => {
    const page = (digit: number) => `0 0 595 800 re f BT /F1 10 Tf 290 30 Td <3${digit}> Tj ET`
    expect((await refusalOf(readSource(rawPdf([page(1), page(2)], SONG), 'a.pdf'))).code).toBe('pdf_without_text')
  })

  test('[READ-14] a PDF with a password, and a broken one', async () => {
    const locked = await pdfOf((document) => document.text('x'), { userPassword: 'secret', pdfVersion: '1.7' })
    expect((await refusalOf(readSource(locked, 'a.pdf'))).code).toBe('pdf_encrypted')
    const broken = new TextEncoder().encode('%PDF-1.7\nthis is no PDF at all')
    expect((await refusalOf(readSource(broken, 'a.pdf'))).code).toBe('file_damaged')
  })
})

const font = chineseFont()
if (!font) console.warn('No Noto Serif CJK on this machine: PDF layout tests are skipped.')

const SENTENCE =
  '加快推进环湾地区交通基础设施互联互通，构建以轨道交通为骨干的综合立体交通网络，提升港口集疏运能力，推动重点产业园区共建共享。'

describe.skipIf(!font)('PDF layout', () => {
  /** Lines as a word processor sets them: 16 pt, 28 characters a line, first line indented by two. */
  const setParagraph = (document: PDFKit.PDFDocument, words: string, y: number): number => {
    let at = y
    for (let from = 0, length = 24; from < words.length; from += length, length = 26, at += 28)
      document
        .fontSize(16)
        .text(words.slice(from, from + (from === 0 ? 24 : 26)), from === 0 ? 112 : 80, at, { lineBreak: false })
    return at
  }

  test('[READ-11] lines become paragraphs, over the page break too, with page numbers and running heads apart', async () => {
    const first = `（一）统筹推进。${SENTENCE}（市发展改革委牵头）`
    const long = `（二）协同联动。${SENTENCE.repeat(3)}`
    const bytes = await pdfOf(
      (document) => {
        const head = (page: number) => {
          document.fontSize(9).text('海湾市人民政府公报', 240, 40, { lineBreak: false })
          document.fontSize(14).text(`— ${page} —`, 270, 790, { lineBreak: false })
        }
        head(1)
        document.fontSize(22).text('海湾都市圈高质量发展', 190, 100, { lineBreak: false })
        document.text('行动方案', 254, 135, { lineBreak: false })
        let y = setParagraph(document, '一、总体要求', 200)
        y = setParagraph(document, first, y)
        setParagraph(document, long.slice(0, 24 + 26 * 3), y)
        document.addPage()
        head(2)
        const rest = long.slice(24 + 26 * 3)
        let at = 100
        for (let from = 0; from < rest.length; from += 26, at += 28)
          document.fontSize(16).text(rest.slice(from, from + 26), 80, at, { lineBreak: false })
        setParagraph(document, '二、保障措施', at)
        document.addPage()
        head(3)
        setParagraph(document, SENTENCE, 100)
      },
      { margin: 0 },
    )
    const source = await readSourceHere(bytes, 'a.pdf')
    expect(ownWords(source)).toEqual([
      '海湾都市圈高质量发展行动方案',
      '一、总体要求',
      first,
      long,
      '二、保障措施',
      SENTENCE,
    ])
    expect(source.blocks.find((block) => source.text.slice(...block.span) === long)?.source).toBe('pages 1-2')
    expect(furnitureOf(source).map(([reason]) => reason)).toEqual([
      'running head',
      'page number',
      'running head',
      'page number',
      'running head',
      'page number',
    ])
    expect(faultOf(source)).toBeNull()
  })

  test('[READ-12] a ruled table has its cells, merged ones repeated, and goes on over the page without its repeated head', async () => {
    const columns = [80, 120, 320, 420, 520]
    const draw = (document: PDFKit.PDFDocument, top: number, rows: readonly (readonly string[])[]) => {
      rows.forEach((row, index) => {
        const y = top + index * 50
        const isWhole = row.length === 1
        columns.slice(0, isWhole ? 1 : 4).forEach((x, column) => {
          const right = isWhole ? 520 : (columns[column + 1] ?? 0)
          if (row[column] === undefined) return
          document.rect(x, y, right - x, row[column] === '↓' ? 100 : 50)
          if (row[column] !== '↑') document.stroke()
          else document.fillOpacity(0).fill().fillOpacity(1)
          const words = (row[column] ?? '').replace(/[↓↑]/g, '')
          words.split('\n').forEach((line, number) => {
            document.fontSize(10).text(line, x + 4, y + 6 + number * 14, { lineBreak: false })
          })
        })
      })
    }
    const head = ['序号', '重点任务', '责任单位', '完成时限']
    const bytes = await pdfOf(
      (document) => {
        document.fontSize(16).text('重点任务分工表', 240, 60, { lineBreak: false })
        draw(document, 100, [
          head,
          ['1', '建设东港铁路支线，完善港口集疏运体\n系', '市发展改革委', '2025年'],
          ['一、远期事项'],
          ['2', '建设码头', '市交通运输局', '2026年'],
        ])
        document.addPage()
        draw(document, 60, [head, ['3', '建设园区', '市财政局', '2027年']])
        document.fontSize(16).text('以上任务由督查室督办。', 112, 300, { lineBreak: false })
      },
      { margin: 0 },
    )
    const source = await readSourceHere(bytes, 'a.pdf')
    expect(rowsOf(source)).toEqual([
      head,
      ['1', '建设东港铁路支线，完善港口集疏运体系', '市发展改革委', '2025年'],
      ['一、远期事项'],
      ['2', '建设码头', '市交通运输局', '2026年'],
      ['3', '建设园区', '市财政局', '2027年'],
    ])
    expect(new Set(source.blocks.filter((block) => block.kind === 'table_row').map((block) => block.table)).size).toBe(
      1,
    )
    expect(furnitureOf(source)).toEqual([['repeated table head', head.join(' ')]])
    expect(faultOf(source)).toBeNull()
  })

  test('[READ-11] two columns are read one after the other', async () => {
    const left = Array.from({ length: 10 }, (_, line) => `左栏第${'一二三四五六七八九十'[line]}行推进交通互联互通建设`)
    const right = Array.from({ length: 10 }, (_, line) => `右栏第${'一二三四五六七八九十'[line]}行推进产业协同发展合作`)
    const bytes = await pdfOf(
      (document) => {
        for (const [line, words] of left.entries()) {
          document.fontSize(12).text(words, 60, 100 + line * 20, { lineBreak: false })
          document.fontSize(12).text(right[line] ?? '', 330, 100 + line * 20, { lineBreak: false })
        }
      },
      { margin: 0 },
    )
    expect(ownWords(await readSourceHere(bytes, 'a.pdf')).join('')).toBe(left.join('') + right.join(''))
  })

  test('text of another angle is a watermark', async () => {
    const bytes = await pdfOf((document) => {
      document.fontSize(16).text(SENTENCE, 80, 100)
      document
        .rotate(45, { origin: [300, 400] })
        .fontSize(40)
        .text('内部资料', 200, 400, { lineBreak: false })
    })
    expect(furnitureOf(await readSourceHere(bytes, 'a.pdf'))).toEqual([['watermark', '内部资料']])
  })
})
