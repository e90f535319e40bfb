import { AlignmentType, BorderStyle, LineRuleType, Paragraph, TabStopType, TextRun } from 'docx'
import type { Paper } from '../../model.ts'
import { titleLines, widthOf } from '../../rules/words.ts'
import {
  AREA_MM,
  CHARACTER_PT,
  LINE_PT,
  MARK_BELOW_MM,
  RED,
  RED_LINE_BELOW_MM,
  SIZE_PT,
  twipsOfMm,
  twipsOfPt,
} from '../layout.ts'
import { typeface } from './fonts.ts'

const MARK_MOST_PT = 56

/** Mark, number, red line, title and addressee: all above the text (GB/T 9704-2012 §7.2, §7.3.1, §7.3.2). */
export function letterHead(paper: Paper): Paragraph[] {
  return [mark(paper.mark), number(paper), ...title(paper.title), ...addressee(paper)]
}

/** As large as one line of it may be; the size is left free but smaller than the state organs'. */
export function markSize(text: string): number {
  const areaPt = (AREA_MM.width / 25.4) * 72
  return Math.floor(Math.min(MARK_MOST_PT, (areaPt * 0.98) / widthOf(text)))
}

function mark(text: string): Paragraph {
  const size = markSize(text)
  return new Paragraph({
    style: 'Free',
    alignment: AlignmentType.CENTER,
    indent: { firstLine: 0 },
    spacing: { before: twipsOfMm(MARK_BELOW_MM), line: twipsOfPt(size), lineRule: LineRuleType.EXACT },
    children: [new TextRun({ text, font: typeface('小标宋'), size: size * 2, color: RED })],
  })
}

/** Two lines below the mark; upward documents have it on the left, 签发人 on the right. The red line 4 mm below. */
function number(paper: Paper): Paragraph {
  const text = paper.number ?? '〔　　　　〕　　号'
  const upward = Boolean(paper.signer)
  const oneIn = twipsOfPt(CHARACTER_PT)
  return new Paragraph({
    style: 'Free',
    alignment: upward ? AlignmentType.LEFT : AlignmentType.CENTER,
    indent: { firstLine: 0 },
    ...(upward ? { tabStops: [{ type: TabStopType.RIGHT, position: twipsOfMm(AREA_MM.width) - oneIn }] } : {}),
    spacing: { before: twipsOfPt(2 * LINE_PT), line: twipsOfPt(20), lineRule: LineRuleType.EXACT },
    border: {
      bottom: {
        style: BorderStyle.SINGLE,
        color: RED,
        size: 12,
        space: Math.round((RED_LINE_BELOW_MM / 25.4) * 72),
      },
    },
    children: [
      // One character in by a space: the red line follows the paragraph's indents, and is as wide as the area.
      new TextRun(upward ? `　${text}` : text),
      ...(paper.signer ? [new TextRun('\t签发人：'), new TextRun({ text: paper.signer, font: typeface('楷体') })] : []),
    ],
  })
}

const TITLE_LINE_PT = 33

/** 二号小标宋, two lines below the red line, lines broken by sense. */
function title(text: string): Paragraph[] {
  const lines = titleLines(text)
  return lines.map(
    (line, index) =>
      new Paragraph({
        style: 'Free',
        alignment: AlignmentType.CENTER,
        indent: { firstLine: 0 },
        keepNext: true,
        spacing: {
          before: index === 0 ? twipsOfPt(2 * LINE_PT) : 0,
          after: index === lines.length - 1 ? twipsOfPt(LINE_PT) : 0,
          line: twipsOfPt(TITLE_LINE_PT),
          lineRule: LineRuleType.EXACT,
        },
        children: [new TextRun({ text: line, font: typeface('小标宋'), size: SIZE_PT.二号 * 2 })],
      }),
  )
}

function addressee({ addressee: to }: Paper): Paragraph[] {
  return to === null ? [] : [new Paragraph({ style: 'Flush', children: [new TextRun(`${to}：`)] })]
}
