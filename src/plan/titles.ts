import { tidy } from './sentences.ts'

const TITLE_LENGTH = 60

/** The words up to the first stop, without a leading marker, for a title that no heading gives. */
export function firstClause(text: string): string {
  const plain = text
    .replace(
      /^(?:第[一二三四五六七八九十百零〇\d]+[章节条]\s*|[（(][一二三四五六七八九十\d]+[)）]\s*|[一二三四五六七八九十]+、|\d+[.．、]\s*|——)/u,
      '',
    )
    .trim()
  const stop = plain.search(/[。；;！？]/u)
  const sentence = stop > 0 ? plain.slice(0, stop) : plain
  if (sentence.length <= 40) return shortened(sentence)
  const comma = sentence.slice(8).search(/[，,：:]/u)
  return shortened(comma === -1 ? sentence : sentence.slice(0, comma + 8))
}

/** A title of a length that a list has room for. */
export function shortened(title: string): string {
  const plain = tidy(title).replace(/[。；;：:，,]+$/u, '')
  if (plain.length <= TITLE_LENGTH) return plain
  return `${plain.slice(0, TITLE_LENGTH - 1).replace(/[\uD800-\uDBFF]$/u, '')}…`
}
