import { type RawBuilder, sql } from 'kysely'
import { zonedMoment } from '../observations/values.ts'
import { sensorThingsRefusals as refusals } from './refusals.ts'

export type FilterType = 'number' | 'text' | 'time' | 'boolean' | 'json' | 'null'

/** A part of a filter as SQL. What lies in a related entity is asked within it: `around` says how. */
export interface Term {
  sql: RawBuilder<unknown>
  type: FilterType
  around: readonly ((inner: RawBuilder<unknown>) => RawBuilder<unknown>)[]
}

/** How a property is looked up: `result`, `Datastream/Thing/name`, `properties/depth`. */
export type Lookup = (path: readonly string[]) => Term

interface Token {
  kind: 'word' | 'text' | 'number' | 'time' | 'sign' | 'end'
  value: string
}

const MOST_LENGTH = 4000
const MOST_TOKENS = 400
const MOST_DEPTH = 20
const TOKEN =
  /\s*(?:(\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?)|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|'((?:[^']|'')*)'|([A-Za-z_@][\w.@]*(?:\/[A-Za-z_@][\w.@]*)*)|([(),]))/y

const COMPARATORS: Readonly<Record<string, RawBuilder<unknown>>> = {
  eq: sql`=`,
  ne: sql`<>`,
  gt: sql`>`,
  ge: sql`>=`,
  lt: sql`<`,
  le: sql`<=`,
}
const SUMS: Readonly<Record<string, RawBuilder<unknown>>> = { add: sql`+`, sub: sql`-` }
const PRODUCTS: Readonly<Record<string, RawBuilder<unknown>>> = { mul: sql`*`, div: sql`/`, mod: sql`%` }

/** Functions: what they take, what they answer. */
const FUNCTIONS: Readonly<
  Record<
    string,
    { takes: readonly FilterType[]; gives: FilterType; make: (...args: RawBuilder<unknown>[]) => RawBuilder<unknown> }
  >
> = {
  substringof: {
    takes: ['text', 'text'],
    gives: 'boolean',
    make: (part, whole) => sql`(strpos(${whole}, ${part}) > 0)`,
  },
  contains: { takes: ['text', 'text'], gives: 'boolean', make: (whole, part) => sql`(strpos(${whole}, ${part}) > 0)` },
  startswith: { takes: ['text', 'text'], gives: 'boolean', make: (whole, part) => sql`starts_with(${whole}, ${part})` },
  endswith: {
    takes: ['text', 'text'],
    gives: 'boolean',
    make: (whole, part) => sql`(right(${whole}, length(${part})) = ${part})`,
  },
  length: { takes: ['text'], gives: 'number', make: (whole) => sql`length(${whole})` },
  indexof: { takes: ['text', 'text'], gives: 'number', make: (whole, part) => sql`(strpos(${whole}, ${part}) - 1)` },
  tolower: { takes: ['text'], gives: 'text', make: (whole) => sql`lower(${whole})` },
  toupper: { takes: ['text'], gives: 'text', make: (whole) => sql`upper(${whole})` },
  trim: { takes: ['text'], gives: 'text', make: (whole) => sql`btrim(${whole})` },
  round: { takes: ['number'], gives: 'number', make: (value) => sql`round((${value})::numeric)` },
  floor: { takes: ['number'], gives: 'number', make: (value) => sql`floor(${value})` },
  ceiling: { takes: ['number'], gives: 'number', make: (value) => sql`ceiling(${value})` },
  now: { takes: [], gives: 'time', make: () => sql`clock_now()` },
  ...Object.fromEntries(
    ['year', 'month', 'day', 'hour', 'minute', 'second'].map((part) => [
      part,
      {
        takes: ['time'] as const,
        gives: 'number' as const,
        make: (...[time]: RawBuilder<unknown>[]) => sql`extract(${sql.raw(part)} from ${time} at time zone 'UTC')`,
      },
    ]),
  ),
}

function tokensOf(filter: string): Token[] {
  if (filter.length > MOST_LENGTH) throw refusals.optionInvalid('$filter', `at most ${MOST_LENGTH} characters`, filter)
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < filter.length) {
    const from = TOKEN.lastIndex
    const match = TOKEN.exec(filter)
    if (!match) {
      if (filter.slice(from).trim() === '') break
      throw refusals.optionInvalid('$filter', 'a value, a property, an operator or a bracket', filter.slice(from))
    }
    const [, time, number, text, word, sign] = match
    if (time !== undefined) tokens.push({ kind: 'time', value: time })
    else if (number !== undefined) tokens.push({ kind: 'number', value: number })
    else if (text !== undefined) tokens.push({ kind: 'text', value: text.replaceAll("''", "'") })
    else if (word !== undefined) tokens.push({ kind: 'word', value: word })
    else tokens.push({ kind: 'sign', value: sign ?? '' })
    if (tokens.length > MOST_TOKENS) throw refusals.optionInvalid('$filter', `at most ${MOST_TOKENS} parts`, filter)
  }
  tokens.push({ kind: 'end', value: '' })
  return tokens
}

/** SQL of a `$filter`; every value in it is a parameter of the statement. @throws Refusal sta_option_invalid */
export function filterSql(filter: string, lookup: Lookup): RawBuilder<unknown> {
  return new Parser(tokensOf(filter), lookup).whole()
}

class Parser {
  readonly #tokens: readonly Token[]
  readonly #lookup: Lookup
  #at = 0
  #depth = 0

  constructor(tokens: readonly Token[], lookup: Lookup) {
    this.#tokens = tokens
    this.#lookup = lookup
  }

  whole(): RawBuilder<unknown> {
    const condition = this.#condition(this.#or())
    if (this.#token().kind !== 'end') this.#fail('the end, and, or')
    return condition
  }

  #token(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', value: '' }
  }

  #fail(expected: string): never {
    throw refusals.optionInvalid(
      '$filter',
      expected,
      this.#tokens
        .slice(this.#at)
        .map(({ value }) => value)
        .join(' '),
    )
  }

  #takeWord(...words: string[]): string | null {
    const { kind, value } = this.#token()
    if (kind !== 'word' || !words.includes(value)) return null
    this.#at++
    return value
  }

  #takeSign(sign: string): boolean {
    const { kind, value } = this.#token()
    if (kind !== 'sign' || value !== sign) return false
    this.#at++
    return true
  }

  /** A condition stands on its own: what it asks of related entities is asked here. */
  #condition({ sql: inner, type, around }: Term): RawBuilder<unknown> {
    if (type !== 'boolean') this.#fail('a condition')
    return around.reduceRight((made, wrap) => wrap(made), inner)
  }

  #boolean = (made: RawBuilder<unknown>): Term => ({ sql: made, type: 'boolean', around: [] })

  #or(): Term {
    let left = this.#and()
    while (this.#takeWord('or'))
      left = this.#boolean(sql`(${this.#condition(left)} or ${this.#condition(this.#and())})`)
    return left
  }

  #and(): Term {
    let left = this.#not()
    while (this.#takeWord('and'))
      left = this.#boolean(sql`(${this.#condition(left)} and ${this.#condition(this.#not())})`)
    return left
  }

  #not(): Term {
    if (this.#takeWord('not')) return this.#boolean(sql`(not ${this.#condition(this.#not())})`)
    return this.#comparison()
  }

  #comparison(): Term {
    const left = this.#sum()
    const word = this.#takeWord(...Object.keys(COMPARATORS))
    if (!word) return left
    const right = this.#sum()
    const around = [...left.around, ...right.around]
    if (left.type === 'null' || right.type === 'null') {
      if (word !== 'eq' && word !== 'ne') this.#fail('eq or ne beside null')
      const of = left.type === 'null' ? right.sql : left.sql
      return this.#boolean(
        this.#condition({
          sql: word === 'eq' ? sql`(${of} is null)` : sql`(${of} is not null)`,
          type: 'boolean',
          around,
        }),
      )
    }
    const [one, other] = this.#alike(left, right)
    const made = sql`(${one} ${COMPARATORS[word]} ${other})`
    return this.#boolean(this.#condition({ sql: made, type: 'boolean', around }))
  }

  /** Both as one type: what is only known at run time (JSON) takes the other's. */
  #alike(left: Term, right: Term): [RawBuilder<unknown>, RawBuilder<unknown>] {
    const type = left.type === 'json' ? right.type : left.type
    return [this.#as(left, type === 'json' ? 'text' : type), this.#as(right, type === 'json' ? 'text' : type)]
  }

  #as(term: Term, type: FilterType): RawBuilder<unknown> {
    if (term.type === type) return term.sql
    if (term.type === 'json') {
      if (type === 'number')
        return sql`(case when jsonb_typeof(${term.sql}) = 'number' then (${term.sql} #>> '{}')::double precision end)`
      if (type === 'boolean') return sql`((${term.sql} #>> '{}') = 'true')`
      if (type === 'text') return sql`(${term.sql} #>> '{}')`
    }
    return this.#fail(`a ${type} rather than a ${term.type} before this`)
  }

  #sum(): Term {
    let left = this.#product()
    for (let word = this.#takeWord('add', 'sub'); word; word = this.#takeWord('add', 'sub'))
      left = this.#calculated(left, SUMS[word], this.#product())
    return left
  }

  #product(): Term {
    let left = this.#value()
    for (let word = this.#takeWord('mul', 'div', 'mod'); word; word = this.#takeWord('mul', 'div', 'mod'))
      left = this.#calculated(left, PRODUCTS[word], this.#value())
    return left
  }

  #calculated(left: Term, sign: RawBuilder<unknown> | undefined, right: Term): Term {
    const [one, other] = [this.#as(left, 'number'), this.#as(right, 'number')]
    // A division by zero is no number, and no error of the whole list.
    const made =
      sign === PRODUCTS.mul || sign === SUMS.add || sign === SUMS.sub
        ? sql`(${one} ${sign} ${other})`
        : sql`((${one})::numeric ${sign} nullif((${other})::numeric, 0))`
    return { sql: made, type: 'number', around: [...left.around, ...right.around] }
  }

  #value(): Term {
    if (++this.#depth > MOST_DEPTH) this.#fail(`brackets at most ${MOST_DEPTH} deep`)
    try {
      return this.#valueWithin()
    } finally {
      this.#depth--
    }
  }

  #valueWithin(): Term {
    const { kind, value } = this.#token()
    if (this.#takeSign('(')) {
      const inner = this.#or()
      if (!this.#takeSign(')')) this.#fail(')')
      return inner
    }
    this.#at++
    if (kind === 'text') return { sql: sql`${value}::text`, type: 'text', around: [] }
    if (kind === 'number') return { sql: sql`${Number(value)}::double precision`, type: 'number', around: [] }
    if (kind === 'time') {
      if (Number.isNaN(zonedMoment(value))) this.#fail('a moment such as 2026-01-31T08:00:00Z')
      return { sql: sql`${new Date(value).toISOString()}::timestamptz`, type: 'time', around: [] }
    }
    if (kind !== 'word') {
      this.#at--
      this.#fail('a value, a property or a function')
    }
    if (value === 'null') return { sql: sql`null`, type: 'null', around: [] }
    if (value === 'true' || value === 'false') return this.#boolean(value === 'true' ? sql`true` : sql`false`)
    return this.#takeSign('(') ? this.#call(value) : this.#lookup(value.split('/'))
  }

  #call(name: string): Term {
    const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined
    if (!known) this.#fail(`one of the functions ${Object.keys(FUNCTIONS).join(', ')} rather than ${name}`)
    const terms: Term[] = []
    while (!this.#takeSign(')')) {
      if (terms.length > 0 && !this.#takeSign(',')) this.#fail(', or )')
      terms.push(this.#sum())
    }
    if (terms.length !== known.takes.length) this.#fail(`${known.takes.length} arguments of ${name}`)
    const made = known.make(...terms.map((term, at) => this.#as(term, known.takes[at] ?? 'text')))
    return { sql: made, type: known.gives, around: terms.flatMap(({ around }) => around) }
  }
}
