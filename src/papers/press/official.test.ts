import { beforeAll, describe, expect, test } from 'vitest'
import { textOf, unzip } from '../docx.testing.ts'
import { heading, type Paper, paragraph, type Table } from '../model.ts'
import { officialDocument } from './official.ts'

const rows = [
  ['1', '统一台账'],
  ['2', '共建码头'],
]
const table = (wide: boolean): Table => ({
  ...{ kind: 'table', caption: '', note: null, wide, rows },
  columns: [
    { title: '序号', width: 1 },
    { title: '任务', width: 4 },
  ],
})
const LETTER: Paper = {
  mark: '北部湾城市群协调办公室文件',
  number: null,
  title: '关于印发《广西北部湾城市群发展规划实施方案》重点任务分解表的通知',
  addressee: '各成员单位',
  blocks: [
    heading(1, '一、总体情况'),
    heading(2, '（一）进展'),
    heading(3, '1. 任务'),
    paragraph('要素需求和落实情况如下。'),
    table(false),
  ],
  annexes: [{ title: '任务分解表', blocks: [table(true)] }],
  signature: { unit: '北部湾城市群协调办公室', date: '2026-12-20' },
  printed: { unit: '北部湾城市群协调办公室', date: '2026-12-20' },
}

let docx: Buffer
beforeAll(async () => {
  docx = await officialDocument(LETTER, null)
})

describe('the layout of an official document', () => {
  test('[PAP-5] page, margins, lines and page numbers are those of GB/T 9704', () => {
    const xml = unzip(docx, 'word/document.xml')
    const sections = [...xml.matchAll(/<w:sectPr>.*?<\/w:sectPr>/g)].map(([section]) => section)
    expect(sections).toHaveLength(3)
    const twips = (section: string | undefined, name: string) =>
      Number(new RegExp(`w:${name}="(\\d+)"`).exec(section ?? '')?.[1])
    const mm = (value: number) => (value * 25.4) / 1440
    for (const [name, expected] of [
      ['w', 210],
      ['h', 297],
      ['top', 37],
      ['left', 28],
      ['right', 26],
      ['bottom', 35],
    ] as const)
      expect(mm(twips(sections[0], name)), name).toBeCloseTo(expected, 1)
    // Type area 156 × 225 mm with 22 lines of 28.95 pt: the last one fits, a 23rd would not.
    const lines = ((225 / 25.4) * 72) / 28.95
    expect(Math.floor(lines)).toBe(22)
    expect(sections[0]).toContain('<w:docGrid w:type="lines" w:linePitch="579"/>')
    // The table lies turned: what was left is on top now.
    expect(sections[1]).toContain('w:orient="landscape"')
    for (const [name, expected] of [
      ['w', 297],
      ['h', 210],
      ['top', 28],
      ['left', 35],
      ['right', 37],
      ['bottom', 26],
    ] as const)
      expect(mm(twips(sections[1], name)), name).toBeCloseTo(expected, 1)
    expect(unzip(docx, 'word/settings.xml')).toContain('w:evenAndOddHeaders')
    const [odd, even] = ['footer1', 'footer2'].map((name) => unzip(docx, `word/${name}.xml`))
    expect([odd?.includes('w:jc w:val="right"'), even?.includes('w:jc w:val="left"')]).toEqual([true, true])
    expect(textOf(odd ?? '')).toContain('— PAGE —')
    expect(odd).toContain('<w:sz w:val="28"/>')
    // The dash lies 7 mm below the area: half of the line's 14 pt above the footer's lower edge.
    expect(mm(twips(sections[0], 'footer')) + (14 / 2 / 72) * 25.4).toBeCloseTo(35 - 7, 1)
  })

  test('[PAP-6] each run names its typeface for Latin and Chinese, and each typeface its substitutes', () => {
    const [document, styles, fonts] = ['document', 'styles', 'fontTable'].map((name) => unzip(docx, `word/${name}.xml`))
    for (const xml of [document, styles]) {
      for (const [font] of (xml ?? '').matchAll(/<w:rFonts[^>]*>/g)) {
        const named = ['ascii', 'hAnsi', 'eastAsia', 'cs'].map(
          (slot) => new RegExp(`w:${slot}="([^"]+)"`).exec(font)?.[1],
        )
        expect(new Set(named).size, font).toBe(1)
      }
      expect(xml).not.toContain('Theme')
    }
    expect(fonts).toContain('w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong')
    const style = (id: string) =>
      new RegExp(`<w:style [^>]*w:styleId="${id}".*?</w:style>`).exec(styles ?? '')?.[0] ?? ''
    expect(style('Heading1')).toMatch(/黑体.*<w:sz w:val="32"\/>/)
    expect(style('Heading2')).toMatch(/楷体_GB2312.*<w:sz w:val="32"\/>/)
    expect(style('Heading3')).toMatch(/仿宋_GB2312.*<w:sz w:val="32"\/>/)
    expect(document).toMatch(/方正小标宋简体[^>]*>(?:(?!<\/w:r>).)*<w:color w:val="FF0000"\/>/)
    expect(document).toMatch(/<w:sz w:val="44"\/>(?:(?!<\/w:p>).)*关于印发/)
  })

  test('[PAP-7] headings, announcements, short tables and the signature are kept with what follows', () => {
    const xml = unzip(docx, 'word/document.xml')
    const paragraphs = [...xml.matchAll(/<w:p>.*?<\/w:p>/g)].map(([one]) => one)
    const kept = (text: string) =>
      paragraphs.filter((one) => textOf(one).includes(text)).map((one) => one.includes('<w:keepNext/>'))
    expect(kept('要素需求和落实情况如下')).toEqual([true])
    expect(kept('附件：')).toEqual([true])
    expect(unzip(docx, 'word/styles.xml')).toMatch(/w:styleId="Heading1".*?<w:keepNext\/>/)
    const rows = [...xml.matchAll(/<w:tr>.*?<\/w:tr>/g)].map(([one]) => one)
    expect(rows).toHaveLength(6)
    expect(rows.filter((one) => one.includes('<w:cantSplit/>'))).toHaveLength(rows.length)
  })

  test('[PAP-9] where a public address is set, every note has that of its page', async () => {
    const note = { text: '依据', path: '/tasks/1', record: '任务1“统一台账”' }
    const paper: Paper = {
      ...{
        mark: '某办文件',
        number: null,
        title: '报告',
        addressee: null,
        annexes: [],
        signature: null,
        printed: null,
      },
      blocks: [1, 2].map(() => ({ kind: 'paragraph', runs: [{ text: '3项', note }] })),
    }
    const notesOf = async (origin: string | null) =>
      textOf(unzip(await officialDocument(paper, origin), 'word/footnotes.xml')).match(/（.*?）/g)
    expect(await notesOf('https://qunce.test')).toEqual(Array(2).fill('（https://qunce.test/tasks/1）'))
    expect(await notesOf(null)).toEqual(['（群策：任务1“统一台账”）'])
  })
})
