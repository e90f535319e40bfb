/** A piece of a filter, and where it stands (from 0). */
export interface Token {
  kind: 'word' | 'name' | 'text' | 'number' | 'sign' | 'end'
  value: string
  at: number
}

/** Says where a filter is none, and what was expected there. */
export class FilterError extends Error {
  readonly at: number
  readonly expected: string

  constructor(at: number, expected: string) {
    super(`expected ${expected} at character ${at + 1}`)
    this.at = at
    this.expected = expected
  }
}

const SPACE = /\s+/y
const NUMBER = /[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?/y
const WORD = /[\p{L}_][\p{L}\p{N}_.:]*/uy
const SIGN = /<>|<=|>=|[=<>(),]/y
const TEXT = /'((?:[^']|'')*)'/y
const NAME = /"((?:[^"]|"")+)"/y

/** Cuts a CQL2 text into its pieces. @throws FilterError */
export function tokensOf(filter: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at
    return pattern.exec(filter)
  }
  while (at < filter.length) {
    const start = at
    const space = match(SPACE)
    if (space) {
      at += space[0].length
      continue
    }
    const add = (kind: Token['kind'], found: RegExpExecArray, value = found[0]) => {
      tokens.push({ kind, value, at: start })
      at += found[0].length
    }
    const text = match(TEXT)
    const name = match(NAME)
    const number = match(NUMBER)
    const word = match(WORD)
    const sign = match(SIGN)
    if (text) add('text', text, (text[1] ?? '').replaceAll("''", "'"))
    else if (name) add('name', name, (name[1] ?? '').replaceAll('""', '"'))
    else if (number) add('number', number)
    else if (word) add('word', word)
    else if (sign) add('sign', sign)
    else throw new FilterError(at, 'a property, a value or an operator')
  }
  tokens.push({ kind: 'end', value: '', at: filter.length })
  return tokens
}
