import { Footer } from 'docx'
import { AREA_MM, CHARACTER_PT, FONTS, PAGE_MM, PAGE_NUMBER_BELOW_MM, SIZE_PT } from '../layout.ts'
import { boxed } from './box.ts'

const ACROSS_MM = 9
const ALONG_MM = 40

/**
 * The page number of a page with a turned table: it stays where it is on all others, below the area as the bound volume
 * lies before the reader, hence in the left margin of the turned page, read from top to bottom.
 */
export function turnedFooter(side: 'odd' | 'even'): Footer {
  const characterMm = (CHARACTER_PT / 72) * 25.4
  const x = PAGE_MM.bottom - PAGE_NUMBER_BELOW_MM - ACROSS_MM / 2
  const y = side === 'odd' ? PAGE_MM.left + AREA_MM.width - characterMm - ALONG_MM : PAGE_MM.left + characterMm
  const id = side === 'odd' ? 901 : 902
  return new Footer({
    children: [
      boxed({ id, name: '页码', x, y, width: ACROSS_MM, height: ALONG_MM, vertical: true, content: number(side) }),
    ],
  })
}

function number(side: 'odd' | 'even'): string {
  const font = FONTS.宋体.name
  const style = `<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="${font}" w:hAnsi="${font}" w:eastAsia="${font}" w:cs="${font}"/><w:sz w:val="${SIZE_PT.四号 * 2}"/></w:rPr>`
  const run = (inner: string) => `<w:r>${style}${inner}</w:r>`
  const field = (type: string) => run(`<w:fldChar w:fldCharType="${type}"/>`)
  return `<w:p><w:pPr><w:pStyle w:val="Free"/><w:spacing w:line="280" w:lineRule="exact"/><w:jc w:val="${
    side === 'odd' ? 'right' : 'left'
  }"/></w:pPr>${run('<w:t xml:space="preserve">— </w:t>')}${field('begin')}${run(
    '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
  )}${field('separate')}${run('<w:t>1</w:t>')}${field('end')}${run('<w:t xml:space="preserve"> —</w:t>')}</w:p>`
}
