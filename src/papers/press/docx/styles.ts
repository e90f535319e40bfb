import { CHARACTER_PT, CHARACTER_SPACING, FONTS, LINE_PT, SIZE_PT, type Typeface, twipsOfPt } from '../layout.ts'

/** §7.3.3: 一、 in 黑体, (一) in 楷体, 1. and (1) in 仿宋, all 三号, two characters in. */
const LEVELS: readonly Typeface[] = ['黑体', '楷体', '仿宋', '仿宋']

const LINE = `<w:spacing w:before="0" w:after="0" w:line="${twipsOfPt(LINE_PT)}" w:lineRule="exact"/>`
const INDENT = `<w:ind w:firstLine="${twipsOfPt(2 * CHARACTER_PT)}"/>`
const CLOSER = `<w:spacing w:val="${CHARACTER_SPACING}"/>`

function font(face: Typeface): string {
  const { name } = FONTS[face]
  return `<w:rFonts w:hint="eastAsia" w:ascii="${name}" w:hAnsi="${name}" w:eastAsia="${name}" w:cs="${name}"/>`
}

const size = (pt: number) => `<w:sz w:val="${pt * 2}"/><w:szCs w:val="${pt * 2}"/>`

function style(id: string, name: string, paragraph: string, run: string, { next = '', base = 'Normal' } = {}): string {
  return `<w:style w:type="paragraph" w:styleId="${id}"${id === 'Normal' ? ' w:default="1"' : ''}><w:name w:val="${name}"/>${
    id === 'Normal' ? '' : `<w:basedOn w:val="${base}"/>`
  }${next ? `<w:next w:val="${next}"/>` : ''}<w:qFormat/><w:pPr>${paragraph}</w:pPr><w:rPr>${run}</w:rPr></w:style>`
}

/**
 * word/styles.xml, all of it: nothing of Word's own styles shows through, no theme font wins over a name, and headings
 * are Heading 1 to 4 from the first one on.
 */
export function styleSheet(): string {
  const headings = LEVELS.map((face, index) =>
    style(
      `Heading${index + 1}`,
      `heading ${index + 1}`,
      `<w:keepNext/><w:widowControl w:val="0"/>${LINE}${INDENT}<w:outlineLvl w:val="${index}"/>`,
      `${font(face)}<w:b w:val="0"/><w:color w:val="000000"/>${CLOSER}${size(SIZE_PT.三号)}`,
      { next: 'Body' },
    ),
  )
  const styles = [
    style('Normal', 'Normal', `<w:widowControl w:val="0"/>${LINE}`, `${font('仿宋')}${size(SIZE_PT.三号)}`),
    ...headings,
    style('Body', '正文段落', `${INDENT}<w:jc w:val="both"/>`, CLOSER),
    style('Flush', '顶格段落', '<w:ind w:firstLine="0"/>', CLOSER),
    // What keeps its own line height: title, tables, captions.
    style('Free', '不对齐网格', '<w:snapToGrid w:val="0"/><w:ind w:firstLine="0"/>', ''),
    style('FootnoteText', 'footnote text', '<w:snapToGrid w:val="0"/><w:ind w:firstLine="0"/>', size(SIZE_PT.小五)),
    `<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>`,
    `<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`,
  ]
  const defaults = `<w:docDefaults><w:rPrDefault><w:rPr>${font('仿宋')}<w:color w:val="000000"/>${size(
    SIZE_PT.三号,
  )}<w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>`
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${defaults}${styles.join('')}</w:styles>`
}
