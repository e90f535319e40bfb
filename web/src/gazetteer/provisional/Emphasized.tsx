import { Fragment } from 'react'

/** A text with every place where one of the words stands set off. */
export function Emphasized({ text, words }: { text: string; words: readonly string[] }) {
  return partsWith(text, words).map(({ at, part, found }) => (
    <Fragment key={at}>{found ? <mark>{part}</mark> : part}</Fragment>
  ))
}

/** Longer words first, so that a name is not cut where its beginning is a word of its own. */
function partsWith(text: string, words: readonly string[]) {
  const wanted = [...new Set(words)].filter(Boolean).sort((one, other) => other.length - one.length)
  const parts: { at: number; part: string; found: boolean }[] = []
  let plain = 0
  let at = 0
  while (at < text.length) {
    const word = wanted.find((one) => text.startsWith(one, at))
    if (!word) {
      at++
      continue
    }
    if (at > plain) parts.push({ at: plain, part: text.slice(plain, at), found: false })
    parts.push({ at, part: word, found: true })
    at += word.length
    plain = at
  }
  if (plain < text.length) parts.push({ at: plain, part: text.slice(plain), found: false })
  return parts
}
