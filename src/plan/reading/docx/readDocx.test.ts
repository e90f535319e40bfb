import { describe, expect, test } from 'vitest'
import { readSourceHere } from '../readSource.ts'
import { aWorkProgramme, docxOf, paragraphXml } from '../testing/documents.ts'
import { faultOf, furnitureOf, ownWords, refusalOf, rowsOf } from '../testing/expect.ts'
import { chineseNumeral, formatNumber } from './numberFormats.ts'

const read = async (body: string, parts: Record<string, string> = {}) =>
  readSourceHere(await docxOf(body, parts), 'plan.docx')
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const numPr = (list: number, level = 0) => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`

describe('Word documents', () => {
  test('[READ-8] automatic numbers are written out, on all levels, restarting as Word does', async () => {
    const source = await readSourceHere(await aWorkProgramme(), 'plan.docx')
    expect(ownWords(source).filter((words) => !words.includes('\t'))).toEqual([
      '海湾都市圈建设行动方案',
      '一、总体要求',
      '（一）基本原则。坚持统筹推进，分步实施。',
      '（二）主要目标。',
      '到2025年，都市圈人口达到600万人。',
      '指常住人口口径。',
      '二、重点任务',
      '（一）畅通交通网络',
      '1. 加快建设环湾高速公路。（市交通运输局牵头）',
      '2. 打通断头路。',
      '（二）共建产业园区',
      '1. 编制园区名录。',
      '三、远期事项',
      '附件完。',
    ])
    expect(source.stated.title).toBe('海湾都市圈建设行动方案')
    expect(faultOf(source)).toBeNull()
  })

  test('[READ-6] merged cells of Word are repeated down and across', async () => {
    const source = await readSourceHere(await aWorkProgramme(), 'plan.docx')
    expect(rowsOf(source)).toEqual([
      ['序号', '任务', '责任单位', '责任单位'],
      ['1', '建设东港铁路 支线', '市发展改革委', '市财政局'],
      ['2', '建设东港铁路 支线', '市交通运输局', ''],
      ['三、远期事项'],
    ])
  })

  test('[READ-9] headers are furniture at the end, footnotes follow their paragraph', async () => {
    const source = await readSourceHere(await aWorkProgramme(), 'plan.docx')
    expect(furnitureOf(source)).toEqual([['page header', '海湾市人民政府公报']])
    expect(source.blocks.find((block) => block.source.startsWith('footnote'))?.kind).toBe('paragraph')
  })

  test('[READ-8] numbers come from styles, lists restart and go on, levels quote the levels above', async () => {
    const numbering = `<w:numbering ${W}>
      <w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1章"/><w:pStyle w:val="H1"/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
      <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>
      <w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl></w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
      <w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
      <w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num></w:numbering>`
    const styles = `<w:styles ${W}><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>`
    const source = await read(
      paragraphXml('总则', '<w:pStyle w:val="H1"/>') +
        paragraphXml('目标', numPr(1, 1)) +
        paragraphXml('任务', numPr(1, 1)) +
        paragraphXml('保障', '<w:pStyle w:val="H1"/>') +
        paragraphXml('组织', numPr(1, 1)) +
        paragraphXml('甲', numPr(2)) +
        paragraphXml('乙', numPr(2)) +
        paragraphXml('丙', numPr(3)) +
        paragraphXml('点', numPr(4)) +
        paragraphXml('无', '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
      { 'word/numbering.xml': numbering, 'word/styles.xml': styles },
    )
    expect(ownWords(source)).toEqual([
      '第一章 总则',
      '1.1 目标',
      '1.2 任务',
      '第二章 保障',
      '2.1 组织',
      '③ 甲',
      '④ 乙',
      '① 丙',
      '• 点',
      '无',
    ])
    expect(source.blocks[0]).toMatchObject({ kind: 'heading', level: 1 })
  })

  test('[READ-8] a column of numbers that Word counts itself is filled in', async () => {
    const numbering = `<w:numbering ${W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`
    const row = (words: string) =>
      `<w:tr><w:tc><w:p><w:pPr>${numPr(1)}</w:pPr></w:p></w:tc><w:tc>${paragraphXml(words)}</w:tc></w:tr>`
    const source = await read(`<w:tbl>${row('建设铁路')}${row('建设港口')}</w:tbl>`, {
      'word/numbering.xml': numbering,
    })
    expect(rowsOf(source)).toEqual([
      ['1', '建设铁路'],
      ['2', '建设港口'],
    ])
  })

  test('[READ-9] tracked changes count as accepted and are said; hidden text, field codes and old properties are not words', async () => {
    const source = await read(
      '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>加快</w:t></w:r><w:del w:id="2"><w:r><w:delText>推动</w:delText></w:r></w:del><w:ins w:id="3"><w:r><w:t>推进</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>建设</w:t><w:br/><w:t>港口</w:t></w:r></w:p>',
    )
    expect(ownWords(source)).toEqual(['加快推进建设', '港口'])
    expect(source.remarks).toMatchObject([{ code: 'tracked_changes', facts: { insertions: 1, deletions: 1 } }])
  })

  test('[READ-9] a text box follows its paragraph, once', async () => {
    const box = (words: string) => `<w:txbxContent>${paragraphXml(words)}</w:txbxContent>`
    const source = await read(
      `<w:p><w:r><w:t>正文之前</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>${box('专栏1 重点工程')}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>${box('专栏1 重点工程')}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>，正文之后</w:t></w:r></w:p>`,
    )
    expect(ownWords(source)).toEqual(['正文之前，正文之后', '专栏1 重点工程'])
  })

  test('[READ-5] navigation pasted into Word is furniture', async () => {
    const source = await read(
      paragraphXml('您现在的位置：首页 &gt; 规划计划') + paragraphXml('一、总体要求') + paragraphXml('— 3 —'),
    )
    expect(ownWords(source)).toEqual(['一、总体要求'])
  })

  test('a title of several lines in the middle is one title; head, number and headings are not', async () => {
    const centred = (words: string, size: number) =>
      `<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="${size}"/></w:rPr><w:t>${words}</w:t></w:r></w:p>`
    const source = await read(
      centred('海湾市人民政府文件', 72) +
        centred('海政发〔2021〕5号', 32) +
        centred('海湾市人民政府关于印发', 44) +
        centred('海湾都市圈建设行动方案的通知', 44) +
        centred('（2021—2025年）', 44) +
        paragraphXml('各县（市、区）人民政府：') +
        centred('第一章 总则', 44),
    )
    const title = '海湾市人民政府关于印发海湾都市圈建设行动方案的通知'
    expect(source.stated.title).toBe(title)
    expect(
      source.blocks.filter((block) => block.kind === 'heading').map((block) => source.text.slice(...block.span)),
    ).toEqual([title])
    expect(ownWords(source)).toHaveLength(6)
  })

  test('entries of a table of contents are furniture', async () => {
    const styles = `<w:styles ${W}><w:style w:type="paragraph" w:styleId="a"><w:name w:val="toc 1"/></w:style></w:styles>`
    const source = await read(paragraphXml('第一章 总则 3', '<w:pStyle w:val="a"/>') + paragraphXml('第一章 总则'), {
      'word/styles.xml': styles,
    })
    expect(furnitureOf(source)).toEqual([['table of contents', '第一章 总则 3']])
  })

  test('a table of one column is a box: its paragraphs stay apart', async () => {
    const source = await read(
      `<w:tbl><w:tr><w:tc>${paragraphXml('专栏2 产业园区')}${paragraphXml('1.东港园区。')}</w:tc></w:tr></w:tbl>`,
    )
    expect(source.blocks.map((block) => block.kind)).toEqual(['paragraph', 'paragraph'])
  })

  test('a table in a cell becomes words of the cell', async () => {
    const inner = `<w:tbl><w:tr><w:tc>${paragraphXml('市财政局')}</w:tc><w:tc>${paragraphXml('各区')}</w:tc></w:tr></w:tbl>`
    const source = await read(
      `<w:tbl><w:tr><w:tc>${paragraphXml('任务')}</w:tc><w:tc>${inner}<w:p/></w:tc></w:tr></w:tbl>`,
    )
    expect(rowsOf(source)).toEqual([['任务', '市财政局 各区']])
  })

  test('[READ-14] a document of pictures only has no text', async () => {
    expect((await refusalOf(read('<w:p><w:r><w:drawing/></w:r></w:p>'))).code).toBe('document_without_text')
  })

  test.each([
    [1, '一'],
    [10, '十'],
    [11, '十一'],
    [20, '二十'],
    [105, '一百零五'],
    [1010, '一千零一十'],
  ])('[READ-8] %i is counted %s', (value, words) => {
    expect(formatNumber(value, 'chineseCounting')).toBe(words)
  })

  test('[READ-8] other formats of Word', () => {
    const written = [
      'upperRoman',
      'lowerLetter',
      'decimalEnclosedCircle',
      'ideographTraditional',
      'chineseLegalSimplified',
      'decimalZero',
      'decimalFullWidth',
      'never heard of',
    ]
    expect(written.map((format) => formatNumber(4, format))).toEqual(['IV', 'd', '④', '丁', '肆', '04', '４', '4'])
    for (const strange of ['constructor', '__proto__', 'toString']) expect(formatNumber(4, strange)).toBe('4')
    expect(chineseNumeral(0)).toBe('零')
  })
})
