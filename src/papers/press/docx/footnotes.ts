import { FootnoteReferenceRun, LineRuleType, Paragraph, TextRun } from 'docx'
import type { Note } from '../../model.ts'
import { sourceName } from '../../rules/source.ts'
import { SIZE_PT, twipsOfPt } from '../layout.ts'
import { typeface } from './fonts.ts'

/**
 * The notes of one document: what stands behind a figure, and the address of the page that shows it. On the page of the
 * figure, or all at the end: 版记 fills the foot of a last page, where notes would lie over it.
 */
export class Footnotes {
  readonly #origin: string | null
  readonly #atEnd: boolean
  readonly #notes: string[] = []
  #said = new Set<string>()

  constructor(origin: string | null, atEnd: boolean) {
    this.#origin = origin
    this.#atEnd = atEnd
  }

  refer(note: Note): FootnoteReferenceRun | TextRun {
    this.#notes.push(note.text + this.#source(note))
    const number = this.#notes.length
    return this.#atEnd ? new TextRun({ text: String(number), superScript: true }) : new FootnoteReferenceRun(number)
  }

  /** A new section begins: its notes name their pages again. */
  section(): void {
    this.#said = new Set()
  }

  /** The address of the page; where no public one was set, its name, once a section: nobody else could open the address. */
  #source(note: Note): string {
    if (note.path === null) return ''
    if (this.#origin !== null) return `（${this.#origin}${note.path}）`
    const name = sourceName(note)
    if (name === null || this.#said.has(name)) return ''
    this.#said.add(name)
    return `（群策：${name}）`
  }

  /** The notes of the pages. */
  all(): Record<string, { children: Paragraph[] }> {
    if (this.#atEnd) return {}
    return Object.fromEntries(
      this.#notes.map((note, index) => [String(index + 1), { children: [this.#paragraph(note, ' ')] }]),
    )
  }

  /** The notes at the end. */
  ending(): Paragraph[] {
    if (!this.#atEnd) return []
    return this.#notes.map((note, index) =>
      this.#paragraph(note, `${index === 0 ? '注：' : '　　'}${index + 1}. `, index === 0),
    )
  }

  #paragraph(text: string, head: string, blankAbove = false): Paragraph {
    return new Paragraph({
      style: 'FootnoteText',
      spacing: { before: blankAbove ? twipsOfPt(20) : 0, line: twipsOfPt(13), lineRule: LineRuleType.EXACT },
      indent: { firstLine: 0 },
      children: [
        new TextRun({
          text: `${head}${text}`,
          font: typeface('仿宋'),
          size: SIZE_PT.小五 * 2,
        }),
      ],
    })
  }
}
