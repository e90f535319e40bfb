import {
  AlignmentType,
  BorderStyle,
  ImageRun,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import type { Note, Table as PaperTable, Picture } from '../../model.ts'
import { AREA_MM, LINE_PT, SIZE_PT, twipsOfMm, twipsOfPt } from '../layout.ts'
import { typeface } from './fonts.ts'
import type { Footnotes } from './footnotes.ts'

/** Lines of a table are as high as its type needs: the body's fixed lines would burst its rows. */
const CELL_LINE_PT = 15
const MARGIN = { top: 40, bottom: 40, left: 60, right: 60 }
const thin = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
const align = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const

/** A short table stays whole; of a long one no row stands alone at its beginning or end. */
const WHOLE_ROWS = 4
const keepsWithNext = (row: number, rows: number) =>
  row < rows - 1 && (rows <= WHOLE_ROWS || row === 0 || row === rows - 2)

/** A row as high as this may be parted: kept whole it would leave half a page empty before it. */
const WHOLE_LINES = 12
const linesOf = (text: string, width: number) => {
  const perLine = Math.max(1, Math.floor((width - MARGIN.left - MARGIN.right) / twipsOfPt(SIZE_PT.五号)))
  return text.split('\n').reduce((sum, one) => sum + Math.max(1, Math.ceil(one.length / perLine)), 0)
}

export function tableOf(table: PaperTable, footnotes: Footnotes): (Table | Paragraph)[] {
  const whole = twipsOfMm(table.wide ? AREA_MM.height : AREA_MM.width)
  const parts = table.columns.reduce((sum, { width }) => sum + width, 0)
  const widths = table.columns.map(({ width }) => Math.floor((whole * width) / parts))
  const cell = (text: string, column: number, head: boolean, keepNext: boolean) =>
    new TableCell({
      width: { size: widths[column] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      margins: MARGIN,
      children: text.split('\n').map(
        (one) =>
          new Paragraph({
            style: 'Free',
            keepNext,
            alignment: head ? AlignmentType.CENTER : align[table.columns[column]?.align ?? 'left'],
            indent: { firstLine: 0 },
            spacing: { line: twipsOfPt(CELL_LINE_PT), lineRule: LineRuleType.EXACT },
            children: [new TextRun({ text: one, font: typeface(head ? '黑体' : '仿宋'), size: SIZE_PT.五号 * 2 })],
          }),
      ),
    })
  return [
    ...(table.caption ? [caption(table.caption, table.note, footnotes, true)] : []),
    new Table({
      layout: TableLayoutType.FIXED,
      alignment: AlignmentType.CENTER,
      width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
      columnWidths: widths,
      borders: { top: thin, bottom: thin, left: thin, right: thin, insideHorizontal: thin, insideVertical: thin },
      rows: [
        new TableRow({
          tableHeader: true,
          cantSplit: true,
          children: table.columns.map(({ title }, column) => cell(title, column, true, true)),
        }),
        ...table.rows.map(
          (row, index) =>
            new TableRow({
              cantSplit: row.every((text, column) => linesOf(text, widths[column] ?? 1) <= WHOLE_LINES),
              children: row.map((text, column) =>
                cell(text, column, false, !table.wide && keepsWithNext(index, table.rows.length)),
              ),
            }),
        ),
      ],
    }),
    new Paragraph({
      style: 'Free',
      spacing: { line: twipsOfPt(LINE_PT / 2), lineRule: LineRuleType.EXACT },
      children: [],
    }),
  ]
}

export function pictureOf(picture: Picture, footnotes: Footnotes): Paragraph[] {
  const width = Math.round((AREA_MM.width / 25.4) * 96)
  const height = Math.round((width * picture.heightPx) / picture.widthPx)
  return [
    new Paragraph({
      style: 'Free',
      alignment: AlignmentType.CENTER,
      keepNext: true,
      indent: { firstLine: 0 },
      spacing: { before: 120, line: 240, lineRule: LineRuleType.AUTO },
      children: [
        new ImageRun({
          type: 'png',
          data: picture.png,
          transformation: { width, height },
          altText: { name: picture.caption, title: picture.caption, description: picture.alt },
        }),
      ],
    }),
    caption(picture.caption, picture.note, footnotes, false),
  ]
}

function caption(text: string, note: Note | null, footnotes: Footnotes, above: boolean): Paragraph {
  return new Paragraph({
    style: 'Free',
    alignment: AlignmentType.CENTER,
    keepNext: above,
    indent: { firstLine: 0 },
    spacing: {
      before: above ? 120 : 0,
      after: above ? 40 : 160,
      line: twipsOfPt(20),
      lineRule: LineRuleType.EXACT,
    },
    children: [
      new TextRun({ text, font: typeface('黑体'), size: SIZE_PT.小四 * 2 }),
      ...(note ? [footnotes.refer(note)] : []),
    ],
  })
}
