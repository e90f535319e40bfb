import type { Paragraph } from 'docx'
import type { Paper } from '../../model.ts'
import { dateInWords, widthOf } from '../../rules/words.ts'
import {
  AREA_MM,
  CHARACTER_PT,
  FONTS,
  LINE_PT,
  PAGE_MM,
  RECORD_LINE_EIGHTHS,
  SIZE_PT,
  twipsOfMm,
  twipsOfPt,
} from '../layout.ts'
import { boxed, xmlText } from './box.ts'

const { outer, inner } = RECORD_LINE_EIGHTHS

/** 版记 (§7.4): its last line lies on the lower edge of the type area of the last page. */
export function recordBlock(paper: Paper): Paragraph[] {
  const { printed, copies = [] } = paper
  if (!printed) return []
  const copied = copies.length > 0 ? `抄送：${copies.join('，')}。` : null
  const charactersInLine = ((AREA_MM.width / 25.4) * 72 - 2 * CHARACTER_PT) / SIZE_PT.四号
  const copyLines = copied ? Math.ceil(widthOf(copied) / charactersInLine) : 0
  const height = ((copyLines + 1) * LINE_PT * 25.4) / 72
  const rows = [
    ...(copied ? [row(copied, { top: outer, bottom: inner })] : []),
    row(`${printed.unit}\t${dateInWords(printed.date)}印发`, { top: copied ? 0 : outer, bottom: outer }),
  ]
  return [
    boxed({
      id: 900,
      name: '版记',
      x: PAGE_MM.left,
      y: PAGE_MM.top + AREA_MM.height - height,
      width: AREA_MM.width,
      height,
      pushes: true,
      content: rows.join(''),
    }),
  ]
}

function row(text: string, lines: { top: number; bottom: number }): string {
  const oneIn = twipsOfPt(CHARACTER_PT)
  const font = FONTS.仿宋.name
  const line = (side: 'top' | 'bottom') =>
    lines[side] ? `<w:${side} w:val="single" w:sz="${lines[side]}" w:space="3" w:color="000000"/>` : ''
  const runs = text
    .split('\t')
    .map((part) => `<w:t xml:space="preserve">${xmlText(part)}</w:t>`)
    .join('<w:tab/>')
  // Lines run over the whole width, the words stand one character in: by tabs and hanging, not by the border's indent.
  return `<w:p><w:pPr><w:pStyle w:val="Free"/><w:pBdr>${line('top')}${line('bottom')}</w:pBdr><w:tabs><w:tab w:val="right" w:pos="${
    twipsOfMm(AREA_MM.width) - oneIn
  }"/></w:tabs><w:spacing w:line="${twipsOfPt(LINE_PT - 7)}" w:lineRule="exact"/><w:ind w:left="0" w:right="0" w:firstLine="${oneIn}"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="${font}" w:hAnsi="${font}" w:eastAsia="${font}" w:cs="${font}"/><w:sz w:val="${SIZE_PT.四号 * 2}"/></w:rPr>${runs}</w:r></w:p>`
}
