import type { IFontAttributesProperties } from 'docx'
import { FONTS, type Typeface } from '../layout.ts'

/**
 * A typeface in all four slots of a run: otherwise quotation marks, dashes and ellipses, which stand between Latin and
 * Chinese, fall to a Latin font. No theme font: it would win over the name.
 */
export function typeface(face: Typeface): IFontAttributesProperties {
  const { name } = FONTS[face]
  return { ascii: name, hAnsi: name, eastAsia: name, cs: name, hint: 'eastAsia' }
}

/** word/fontTable.xml: each font with the names to look for where a machine has not got it (ECMA-376, 17.8.3.1). */
export function fontTable(): string {
  const fonts = Object.values(FONTS)
    .map(
      ({ name, alternatives }) =>
        `<w:font w:name="${name}"><w:altName w:val="${alternatives.join(',')}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>`,
    )
    .join('')
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${fonts}</w:fonts>`
}
