import { FilterError, type Token, tokensOf } from './lexer.ts'
import type { Comparator, Filter, Operand, Shape, Value } from './types.ts'

/** Longest filter, and how deep it may be nested: one that is made to exhaust us is refused. */
const LONGEST = 20_000
const DEEPEST = 50
const COMPARATORS: readonly string[] = ['=', '<>', '<', '>', '<=', '>=']
const SHAPES = ['POINT', 'LINESTRING', 'POLYGON', 'MULTIPOINT', 'MULTILINESTRING', 'MULTIPOLYGON']

/**
 * Reads a filter in CQL2 text: `class = 'core' AND area_m2 > 1000 AND S_INTERSECTS(geometry, BBOX(109, 21, 110, 22))`.
 * @throws FilterError with the place and what was expected there
 */
export function parseFilter(text: string): Filter {
  if (text.length > LONGEST) throw new FilterError(LONGEST, `at most ${LONGEST} characters`)
  const parser = new Parser(tokensOf(text))
  const filter = parser.disjunction()
  parser.end()
  return filter
}

class Parser {
  readonly #tokens: readonly Token[]
  #at = 0
  #depth = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  end(): void {
    if (this.#token.kind !== 'end') throw this.#expected('AND, OR or the end')
  }

  disjunction(): Filter {
    if (++this.#depth > DEEPEST) throw this.#expected(`no more than ${DEEPEST} levels`)
    const of = [this.#conjunction()]
    while (this.#takeWord('OR')) of.push(this.#conjunction())
    this.#depth--
    return of.length === 1 ? (of[0] as Filter) : { is: 'or', of }
  }

  #conjunction(): Filter {
    const of = [this.#negation()]
    while (this.#takeWord('AND')) of.push(this.#negation())
    return of.length === 1 ? (of[0] as Filter) : { is: 'and', of }
  }

  #negation(): Filter {
    let negated = false
    while (this.#takeWord('NOT')) negated = !negated
    const of = this.#predicate()
    return negated ? { is: 'not', of } : of
  }

  #predicate(): Filter {
    if (this.#takeSign('(')) {
      const inner = this.disjunction()
      this.#needSign(')')
      return inner
    }
    if (this.#isWord('S_INTERSECTS')) return this.#intersects()
    const operand = this.#operand()
    const next = this.#token
    if (next.kind === 'sign' && COMPARATORS.includes(next.value)) {
      this.#at++
      return { is: 'compare', comparator: next.value as Comparator, left: operand, right: this.#operand() }
    }
    if (this.#takeWord('IS')) {
      const negated = this.#takeWord('NOT')
      this.#needWord('NULL')
      return negate(negated, { is: 'null', operand })
    }
    const negated = this.#takeWord('NOT')
    if (this.#takeWord('LIKE')) return negate(negated, this.#like(operand))
    if (this.#takeWord('BETWEEN')) {
      const low = this.#operand()
      this.#needWord('AND')
      return negate(negated, { is: 'between', operand, low, high: this.#operand() })
    }
    if (this.#takeWord('IN')) return negate(negated, { is: 'in', operand, values: this.#list() })
    if (!negated && operand.kind === 'boolean') return { is: 'constant', value: operand.value }
    throw this.#expected('a comparison, LIKE, BETWEEN, IN or IS NULL')
  }

  #like(operand: Operand): Filter {
    if (operand.kind !== 'property') throw this.#expected('a property before LIKE')
    const pattern = this.#token
    if (pattern.kind !== 'text') throw this.#expected("a pattern such as '红树%'")
    // A backslash escapes what follows it: at the end nothing does.
    if (/(?:^|[^\\])(?:\\\\)*\\$/.test(pattern.value)) throw this.#expected('a pattern that does not end in one \\')
    this.#at++
    return { is: 'like', property: operand.name, at: operand.at, pattern: pattern.value }
  }

  #list(): Value[] {
    this.#needSign('(')
    const values: Value[] = []
    do {
      const operand = this.#operand()
      if (operand.kind === 'property') throw this.#expected('a value')
      values.push(operand)
    } while (this.#takeSign(','))
    this.#needSign(')')
    return values
  }

  #operand(): Operand {
    const token = this.#token
    this.#at++
    const { at } = token
    if (token.kind === 'text') return { kind: 'text', value: token.value, at }
    if (token.kind === 'number') return { kind: 'number', value: Number(token.value), at }
    if (token.kind === 'name') return { kind: 'property', name: token.value, at }
    if (token.kind === 'word') {
      const word = token.value.toUpperCase()
      if (word === 'TRUE' || word === 'FALSE') return { kind: 'boolean', value: word === 'TRUE', at }
      if ((word === 'DATE' || word === 'TIMESTAMP') && this.#isSign('(')) return this.#date()
      return { kind: 'property', name: token.value, at }
    }
    this.#at--
    throw this.#expected('a property or a value')
  }

  #date(): Value {
    this.#needSign('(')
    const token = this.#token
    if (token.kind !== 'text' || !isDay(token.value)) throw this.#expected("a day such as '2020-01-31'")
    this.#at++
    this.#needSign(')')
    return { kind: 'date', value: token.value.slice(0, 10), at: token.at }
  }

  #intersects(): Filter {
    this.#at++
    this.#needSign('(')
    const property = this.#operand()
    if (property.kind !== 'property') throw this.#expected('a property')
    this.#needSign(',')
    const shape = this.#shape()
    this.#needSign(')')
    return { is: 'intersects', property: property.name, at: property.at, shape }
  }

  #shape(): Shape {
    const token = this.#token
    const word = token.kind === 'word' ? token.value.toUpperCase() : ''
    this.#at++
    if (word === 'BBOX') {
      this.#needSign('(')
      const numbers = [this.#number()]
      while (this.#takeSign(',')) numbers.push(this.#number())
      this.#needSign(')')
      const [west, south, east, north] = numbers
      if (
        numbers.length !== 4 ||
        west === undefined ||
        south === undefined ||
        east === undefined ||
        north === undefined
      )
        throw this.#expected('four numbers of a box')
      return { kind: 'box', box: [west, south, east, north] }
    }
    if (SHAPES.includes(word)) return { kind: 'wkt', wkt: `${word}${this.#nested()}` }
    this.#at--
    throw this.#expected('BBOX, POINT, LINESTRING or POLYGON')
  }

  /** Brackets and positions of a well-known text, written anew of the numbers read. */
  #nested(): string {
    this.#needSign('(')
    if (++this.#depth > DEEPEST) throw this.#expected(`no more than ${DEEPEST} levels`)
    const parts: string[] = []
    do parts.push(this.#isSign('(') ? this.#nested() : `${this.#number()} ${this.#number()}`)
    while (this.#takeSign(','))
    this.#depth--
    this.#needSign(')')
    return `(${parts.join(', ')})`
  }

  #number(): number {
    const token = this.#token
    const value = Number(token.value)
    if (token.kind !== 'number' || !Number.isFinite(value)) throw this.#expected('a number')
    this.#at++
    return value
  }

  get #token(): Token {
    return this.#tokens[this.#at] as Token
  }

  #isWord(word: string): boolean {
    return this.#token.kind === 'word' && this.#token.value.toUpperCase() === word
  }

  #isSign(sign: string): boolean {
    return this.#token.kind === 'sign' && this.#token.value === sign
  }

  #takeWord(word: string): boolean {
    const is = this.#isWord(word)
    if (is) this.#at++
    return is
  }

  #takeSign(sign: string): boolean {
    const is = this.#isSign(sign)
    if (is) this.#at++
    return is
  }

  #needWord(word: string): void {
    if (!this.#takeWord(word)) throw this.#expected(word)
  }

  #needSign(sign: string): void {
    if (!this.#takeSign(sign)) throw this.#expected(sign)
  }

  #expected(what: string): FilterError {
    return new FilterError(this.#token.at, what)
  }
}

const negate = (negated: boolean, of: Filter): Filter => (negated ? { is: 'not', of } : of)

/** Whether a text begins with a day that there is: the thirtieth of February is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}(T|$)/.test(text) || Number.isNaN(Date.parse(text))) return false
  const day = text.slice(0, 10)
  return new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) === true
}
