import { fullWidth } from './rules/words.ts'

/** An official document as the office thinks of it; official.ts lays it out, the page shows it. */
export interface Paper {
  /** 发文机关标志: who speaks, in red. */
  mark: string
  /** 发文字号; null: not given yet, a place is kept. 纪要 has the session instead. */
  number: string | null
  /** 签发人, of upward documents only. */
  signer?: string | null
  title: string
  /** 主送机关, without the colon; null: none (纪要). */
  addressee: string | null
  blocks: readonly Block[]
  /** 附件: on pages of their own. */
  annexes: readonly Annex[]
  /** Files that go with it: named among the annexes. */
  files?: readonly string[]
  signature: { unit: string; date: string } | null
  /** 附注, without brackets. */
  remark?: string
  /** 抄送, and who printed it when. */
  copies?: readonly string[]
  printed: { unit: string; date: string } | null
}

export interface Annex {
  title: string
  blocks: readonly Block[]
}

export type Block = Heading | Paragraph | Table | Picture

/** 一、 (一) 1. (1); the number is part of the text. */
export interface Heading {
  kind: 'heading'
  level: 1 | 2 | 3 | 4
  text: string
}

export interface Paragraph {
  kind: 'paragraph'
  runs: readonly Run[]
  /** Not indented: attendance lists and the like begin with a head in 黑体. */
  head?: string
}

/** Words, or words with a note that says what stands behind them. */
export type Run = string | { text: string; note: Note }

/** Evidence of a figure: which rows, and the address of the page that shows them. */
export interface Note {
  text: string
  /** Path in Qunce, `/tasks?…`. */
  path: string | null
  /** Number and title of the record that the path leads to. */
  record?: string
}

export interface Table {
  kind: 'table'
  caption: string
  columns: readonly Column[]
  rows: readonly (readonly string[])[]
  note: Note | null
  /** Turned on A4 (横排), on pages of its own. */
  wide?: boolean
}

export interface Column {
  title: string
  /** In parts of the whole width. */
  width: number
  align?: 'left' | 'center' | 'right'
}

export interface Picture {
  kind: 'picture'
  caption: string
  /** Said to who cannot see it. */
  alt: string
  png: Uint8Array
  widthPx: number
  heightPx: number
  note: Note | null
}

export const heading = (level: Heading['level'], text: string): Heading => ({
  kind: 'heading',
  level,
  text: fullWidth(text),
})

const MEASURE = /^(?:个单位|项|份|个|件|处)/

/** Sentences of ours: their signs are made full-width. Words of others go through `quoted`. */
export const paragraph = (...runs: Run[]): Paragraph => ({ kind: 'paragraph', runs: noteAfterMeasure(runs) })

/** The mark of a note stands behind 3项, not between: 3 with a small 1 would read as 31. */
function noteAfterMeasure(runs: readonly Run[]): Run[] {
  return runs.map((run, index) => {
    const before = runs[index - 1]
    if (typeof run === 'string') {
      const rest = before !== undefined && typeof before !== 'string' ? run.replace(MEASURE, '') : run
      return fullWidth(rest)
    }
    const after = runs[index + 1]
    const measure = typeof after === 'string' ? (MEASURE.exec(after)?.[0] ?? '') : ''
    return { ...run, text: fullWidth(run.text + measure) }
  })
}

/** Words as somebody wrote them. */
export const quoted = (...runs: Run[]): Paragraph => ({ kind: 'paragraph', runs })

/** A figure with what stands behind it. */
export const noted = (text: string | number, note: string, path: string | null = null): Run => ({
  text: String(text),
  note: { text: fullWidth(note), path },
})
