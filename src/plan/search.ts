import { findSpellings } from '../gazetteer/index.ts'
import type { Trx } from '../platform/database/index.ts'
import { fold, highlightsIn } from '../platform/words.ts'
import type { Term } from './registerFilter.ts'
import type { Highlight } from './schemas.ts'

/** Longest query that is looked for, in terms. */
const MOST_TERMS = 8

/**
 * What a person types, as terms that must all occur; the name of a body also as it is written elsewhere (发改委, 发展改革委).
 * A term in quotation marks is meant as it stands.
 */
export async function termsIn(trx: Trx, query: string): Promise<Term[]> {
  const terms = termsOf(query)
  const quoted = new Set(termsOf((query.match(QUOTED) ?? []).join(' ')))
  const spellings = await findSpellings(
    trx,
    terms.filter((term) => !quoted.has(term)),
  )
  return terms.map((term): Term => [term, ...(spellings.get(term) ?? []).map(fold)])
}

const QUOTED = /["“][^"“”]+["”]/gu

/** What a person types, cut: separated by blanks, quotation marks hold a term together. */
export function termsOf(query: string): string[] {
  const terms = query.match(/["“][^"“”]+["”]|[^\s"“”]+/gu) ?? []
  const folded = terms.map((term) => fold(term.replace(/["“”]/gu, ''))).filter((term) => term !== '')
  return [...new Set(folded)].slice(0, MOST_TERMS)
}

/** Characters that stand in every second phrase and tell nothing when they are cut off alone. */
const EMPTY_WORDS = new Set([
  '的',
  '和',
  '与',
  '及',
  '等',
  '在',
  '对',
  '为',
  '以',
  '将',
  '中',
  '、',
  '，',
  '。',
  '是',
  '有',
])

let cutter: Promise<(text: string) => string[]> | undefined

/** The words of a query that occurs nowhere as it stands: 港口集疏运 → 港口, 集疏运. */
export async function wordsOf(query: string): Promise<string[]> {
  cutter ??= Promise.all([import('@node-rs/jieba'), import('@node-rs/jieba/dict.js')]).then(([{ Jieba }, { dict }]) => {
    const jieba = Jieba.withDict(dict)
    return (text: string) => jieba.cut(text, true)
  })
  const cut = await cutter
  const words = cut(query.normalize('NFKC'))
    .map(fold)
    .filter((word) => word !== '' && !EMPTY_WORDS.has(word) && /[\p{L}\p{N}]/u.test(word))
  return [...new Set(words)].slice(0, MOST_TERMS)
}

export function highlightsOf(item: { title: string; text: string }, terms: readonly string[]): Highlight[] {
  return (['title', 'text'] as const).flatMap((field) =>
    highlightsIn(item[field], terms).map((span) => ({ field, span })),
  )
}
