import {
  AlignmentType,
  Document,
  DocumentGridType,
  Footer,
  type ISectionOptions,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  type Table,
  TextRun,
} from 'docx'
import type { Annex, Block, Paper, Run } from '../model.ts'
import { dateInWords, signaturePlace } from '../rules/words.ts'
import { fontTable, typeface } from './docx/fonts.ts'
import { Footnotes } from './docx/footnotes.ts'
import { letterHead } from './docx/head.ts'
import { recordBlock } from './docx/record.ts'
import { styleSheet } from './docx/styles.ts'
import { pictureOf, tableOf } from './docx/tables.ts'
import { turnedFooter } from './docx/turned.ts'
import { CHARACTER_PT, FOOTER_MM, LINE_PT, PAGE_MM, SIZE_PT, twipsOfMm, twipsOfPt } from './layout.ts'

type Part = Paragraph | Table
/** What stands on pages of one orientation, one after the other. */
interface Stretch {
  wide: boolean
  parts: Part[]
}

/** An official document in the layout of GB/T 9704-2012. `origin` begins the addresses in its notes; null: none was set. */
export async function officialDocument(paper: Paper, origin: string | null): Promise<Buffer> {
  const footnotes = new Footnotes(origin, paper.printed !== null && paper.annexes.length === 0)
  const stretches: Stretch[] = [{ wide: false, parts: letterHead(paper) }]
  const add = (wide: boolean, ...parts: Part[]) => {
    const last = stretches.at(-1)
    if (last && last.wide === wide) last.parts.push(...parts)
    else stretches.push({ wide, parts })
  }
  for (const [index, block] of paper.blocks.entries()) {
    const next = paper.blocks[index + 1]
    // What announces a table stands with it; the last words stand with the signature, which never has a page of its own.
    const keepNext = next ? announces(block, next) : paper.signature !== null
    add(isWide(block), ...partsOf(block, footnotes, keepNext))
  }
  add(false, ...annexNames(paper), ...signature(paper), ...remark(paper), ...footnotes.ending())
  for (const [index, annex] of paper.annexes.entries()) {
    const number = paper.annexes.length + (paper.files?.length ?? 0) > 1 ? index + 1 : null
    const [first] = annex.blocks
    const turned = first !== undefined && isWide(first)
    const sameSection = stretches.at(-1)?.wide === turned
    add(turned, ...annexHead(annex, number, sameSection))
    for (const block of annex.blocks) add(isWide(block), ...partsOf(block, footnotes))
  }
  if (paper.printed) add(false, ...recordBlock(paper))
  const document = new Document({
    title: paper.title,
    creator: paper.mark,
    footnotes: footnotes.all(),
    evenAndOddHeaderAndFooters: true,
    compatibility: { version: 15 },
    sections: stretches.map(sectionOf),
  })
  return Packer.toBuffer(document, undefined, [
    { path: 'word/styles.xml', data: styleSheet() },
    { path: 'word/fontTable.xml', data: fontTable() },
  ])
}

const isWide = (block: Block): boolean => block.kind === 'table' && block.wide === true

/** 理由如下。 and the like stand with their table; a longer paragraph may end a page. */
function announces(block: Block, next: Block): boolean {
  if (block.kind !== 'paragraph' || next.kind !== 'table' || isWide(next)) return false
  const last = block.runs.at(-1)
  return (typeof last === 'string' ? last : (last?.text ?? '')).endsWith('如下。')
}

function sectionOf({ wide, parts }: Stretch): ISectionOptions {
  const { width, height, top, left, right, bottom } = PAGE_MM
  // A page turned: its head is the binding edge of odd pages, the cut edge of even ones; Word turns the margins itself.
  const margin = wide
    ? { top: left, right: top, bottom: right, left: bottom, footer: 10 }
    : { top, right, bottom, left, footer: FOOTER_MM }
  return {
    properties: {
      type: SectionType.NEXT_PAGE,
      page: {
        size: {
          width: twipsOfMm(width),
          height: twipsOfMm(height),
          orientation: wide ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: {
          top: twipsOfMm(margin.top),
          right: twipsOfMm(margin.right),
          bottom: twipsOfMm(margin.bottom),
          left: twipsOfMm(margin.left),
          header: twipsOfMm(15),
          footer: twipsOfMm(margin.footer),
          gutter: 0,
        },
      },
      grid: { type: wide ? DocumentGridType.DEFAULT : DocumentGridType.LINES, linePitch: twipsOfPt(LINE_PT) },
    },
    footers: wide
      ? { default: turnedFooter('odd'), even: turnedFooter('even') }
      : { default: pageNumber('odd'), even: pageNumber('even') },
    children: parts,
  }
}

function pageNumber(side: 'odd' | 'even'): Footer {
  const oneIn = twipsOfPt(CHARACTER_PT)
  const style = { font: typeface('宋体'), size: SIZE_PT.四号 * 2 }
  return new Footer({
    children: [
      new Paragraph({
        alignment: side === 'odd' ? AlignmentType.RIGHT : AlignmentType.LEFT,
        indent: side === 'odd' ? { right: oneIn, firstLine: 0 } : { left: oneIn, firstLine: 0 },
        spacing: { line: twipsOfPt(SIZE_PT.四号), lineRule: LineRuleType.EXACT },
        children: [
          new TextRun({ ...style, text: '— ' }),
          new TextRun({ ...style, children: [PageNumber.CURRENT] }),
          new TextRun({ ...style, text: ' —' }),
        ],
      }),
    ],
  })
}

function partsOf(block: Block, footnotes: Footnotes, keepNext = false): Part[] {
  switch (block.kind) {
    case 'heading':
      if (block.level === 1) footnotes.section()
      return [new Paragraph({ style: `Heading${block.level}`, children: [new TextRun(block.text)] })]
    case 'paragraph':
      return [
        new Paragraph({
          style: 'Body',
          keepNext,
          children: [
            ...(block.head ? [new TextRun({ text: block.head, font: typeface('黑体') })] : []),
            ...block.runs.flatMap((run) => runsOf(run, footnotes)),
          ],
        }),
      ]
    case 'table':
      return tableOf(block, footnotes)
    case 'picture':
      return pictureOf(block, footnotes)
  }
}

function runsOf(run: Run, footnotes: Footnotes) {
  return typeof run === 'string' ? [new TextRun(run)] : [new TextRun(run.text), footnotes.refer(run.note)]
}

/** §7.3.4: one blank line below the text, two characters in; names align below each other, without a sign at the end. */
function annexNames(paper: Paper): Paragraph[] {
  const names = [...paper.annexes.map(({ title }) => title), ...(paper.files ?? [])]
  const oneCharacter = CHARACTER_PT
  return names.map((name, index) => {
    const number = names.length > 1 ? `${index + 1}. ` : ''
    const before = (2 + 3 + (names.length > 1 ? 1.25 : 0)) * oneCharacter
    return new Paragraph({
      spacing: { before: index === 0 ? twipsOfPt(LINE_PT) : 0, line: twipsOfPt(LINE_PT), lineRule: LineRuleType.EXACT },
      style: 'Flush',
      keepNext: paper.signature !== null,
      indent: {
        left: twipsOfPt(before),
        hanging: twipsOfPt(before - (index === 0 ? 2 : 5) * oneCharacter),
      },
      children: [new TextRun(`${index === 0 ? '附件：' : ''}${number}${name}`)],
    })
  })
}

/** §7.3.5.2: without a seal. */
function signature(paper: Paper): Paragraph[] {
  if (!paper.signature) return []
  const date = dateInWords(paper.signature.date)
  const place = signaturePlace(paper.signature.unit, date)
  const line = (text: string, characters: number, blankAbove: boolean) =>
    new Paragraph({
      style: 'Flush',
      alignment: AlignmentType.RIGHT,
      keepNext: blankAbove,
      spacing: {
        before: blankAbove ? twipsOfPt(LINE_PT) : 0,
        line: twipsOfPt(LINE_PT),
        lineRule: LineRuleType.EXACT,
      },
      indent: { right: twipsOfPt(characters * CHARACTER_PT), firstLine: 0 },
      children: [new TextRun(text)],
    })
  return [line(paper.signature.unit, place.name, true), line(date, place.date, false)]
}

function remark(paper: Paper): Paragraph[] {
  return paper.remark ? [new Paragraph({ style: 'Body', children: [new TextRun(`（${paper.remark}）`)] })] : []
}

/** §7.3.7: the word 附件 and its number in 三号黑体 at the left edge of line one, the title centred on line three. */
function annexHead(annex: Annex, number: number | null, breaksPage: boolean): Paragraph[] {
  const line = { line: twipsOfPt(LINE_PT), lineRule: LineRuleType.EXACT }
  return [
    new Paragraph({
      style: 'Free',
      pageBreakBefore: breaksPage,
      spacing: line,
      indent: { firstLine: 0 },
      children: [new TextRun({ text: `附件${number ?? ''}`, font: typeface('黑体') })],
    }),
    new Paragraph({
      style: 'Free',
      alignment: AlignmentType.CENTER,
      keepNext: true,
      spacing: { ...line, before: twipsOfPt(LINE_PT), after: twipsOfPt(LINE_PT / 2) },
      indent: { firstLine: 0 },
      children: [new TextRun({ text: annex.title, font: typeface('小标宋'), size: SIZE_PT.二号 * 2 })],
    }),
  ]
}
