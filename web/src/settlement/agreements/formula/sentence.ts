import type { Condition, Quantity, Relation, Step } from '../../../../../src/settlement/schemas.ts'

/** The words that a formula is read with, in one language. `name` says what a term or a datum is called. */
export interface FormulaWords {
  name(kind: 'terms' | 'inputs', name: string): string
  number(value: string): string
  /** What a part that has a name is called: 达标率. */
  part(zh: string): string
  brackets(of: string): string
  least(of: string): string
  greatest(of: string): string
  roundUp(of: string): string
  round(of: string, decimals: number): string
  sumOver(rows: string, each: string, where: string | null): string
  count(rows: string, where: string | null): string
  step(of: string, bounds: string, gives: string): string
  otherwise(gives: string): string
  choose(when: string, gives: string): string
  relation(is: Relation, isClass: boolean): string
  all: string
  any: string
  not(of: string): string
  /** What holds and what does not, of the yes and no of a row: 当月达标. */
  yesNo(name: string, holds: boolean): string
  comma: string
  semicolon: string
  /** An empty place of a formula that is being written. */
  missing: string
}

/** A formula as a sentence, with what its named parts mean. */
export interface Reading {
  says: string
  where: readonly { name: string; says: string }[]
}

const CLASS_NAMES = new Set(['class', 'monthClass', 'targetClass', 'baseClass'])
const YES_NAMES = new Set(['measured', 'meets', 'complete'])
/** How tightly each kind holds its parts together; what is looser stands in brackets. */
const TIGHT: Partial<Record<Quantity['kind'], number>> = { sum: 1, difference: 1, product: 2, quotient: 2 }

/** Reads a formula: symbols for arithmetic, words for the rest; named parts are called by name and told afterwards. */
export function readFormula(quantity: Quantity, words: FormulaWords): Reading {
  const where = new Map<string, string>()
  const reader: Reader = {
    words,
    meet(name, of) {
      if (where.has(name)) return
      where.set(name, '') // its place is before that of the parts within
      where.set(name, say(of, reader))
    },
  }
  const says = say(quantity, reader)
  return { says, where: [...where].map(([name, words]) => ({ name, says: words })) }
}

/** A condition as a sentence, with what its named parts mean. */
export function readCondition(condition: Condition, words: FormulaWords): Reading {
  const where = new Map<string, string>()
  const reader: Reader = { words, meet: (name, of) => void where.set(name, say(of, reader)) }
  const says = sayCondition(condition, reader)
  return { says, where: [...where].map(([name, said]) => ({ name, says: said })) }
}

interface Reader {
  words: FormulaWords
  meet(name: string, of: Quantity): void
}

function say(quantity: Quantity, reader: Reader): string {
  const { words } = reader
  const part = (of: Quantity) => {
    const inner = say(of, reader)
    return (TIGHT[of.kind] ?? 3) < (TIGHT[quantity.kind] ?? 0) || isSentence(of) ? words.brackets(inner) : inner
  }
  /** After − and ÷ also what is as tight stands in brackets. */
  const last = (of: Quantity) => {
    const inner = say(of, reader)
    return (TIGHT[of.kind] ?? 3) <= (TIGHT[quantity.kind] ?? 0) || isSentence(of) ? words.brackets(inner) : inner
  }
  const many = (of: readonly Quantity[]) =>
    of.map((one) => (isSentence(one) ? words.brackets(say(one, reader)) : say(one, reader))).join(words.comma)
  const where = (condition?: Condition) => (condition ? sayCondition(condition, reader) : null)
  switch (quantity.kind) {
    case 'number':
      return quantity.value === '' ? words.missing : words.number(quantity.value)
    case 'term':
      return quantity.name === '' ? words.missing : words.name('terms', quantity.name)
    case 'input':
    case 'field':
      return quantity.name === '' ? words.missing : words.name('inputs', quantity.name)
    case 'sum':
      return quantity.of.map(part).join(' + ')
    case 'product':
      return quantity.of.map(part).join(' × ')
    case 'difference':
      return `${part(quantity.of)} − ${last(quantity.less)}`
    case 'quotient':
      return `${part(quantity.of)} ÷ ${last(quantity.by)}`
    case 'least':
      return words.least(many(quantity.of))
    case 'greatest':
      return words.greatest(many(quantity.of))
    case 'roundUp':
      return words.roundUp(part(quantity.of))
    case 'round':
      return words.round(part(quantity.of), quantity.decimals)
    case 'sumOver':
      return words.sumOver(words.name('inputs', quantity.rows), say(quantity.each, reader), where(quantity.where))
    case 'count':
      return words.count(words.name('inputs', quantity.rows), where(quantity.where))
    case 'steps': {
      const of = say(quantity.of, reader)
      return [
        ...quantity.steps.map((step) => words.step(of, boundsOf(step), say(step.gives, reader))),
        words.otherwise(say(quantity.otherwise, reader)),
      ].join(words.semicolon)
    }
    case 'choose': {
      const branches = branchesOf(quantity)
      return [
        ...branches.taken.map(({ when, gives }) => words.choose(sayCondition(when, reader), say(gives, reader))),
        words.otherwise(say(branches.otherwise, reader)),
      ].join(words.semicolon)
    }
    case 'named':
      reader.meet(words.part(quantity.zh), quantity.of)
      return quantity.zh === '' ? words.missing : words.part(quantity.zh)
  }
}

/** Choices one after another are read as one list. */
export function branchesOf(quantity: Extract<Quantity, { kind: 'choose' }>) {
  const taken: { when: Condition; gives: Quantity }[] = []
  let rest: Quantity = quantity
  while (rest.kind === 'choose') {
    taken.push({ when: rest.when, gives: rest.gives })
    rest = rest.otherwise
  }
  return { taken, otherwise: rest }
}

const isSentence = ({ kind }: Quantity) => ['steps', 'choose', 'sumOver', 'least', 'greatest'].includes(kind)

/** `> 0.9, ≤ 1`, as the derivation says it. */
export const boundsOf = ({ above, atLeast, below, atMost }: Step): string =>
  [
    above !== undefined && `> ${above}`,
    atLeast !== undefined && `≥ ${atLeast}`,
    below !== undefined && `< ${below}`,
    atMost !== undefined && `≤ ${atMost}`,
  ]
    .filter(Boolean)
    .join(', ')

function sayCondition(condition: Condition, reader: Reader): string {
  const { words } = reader
  switch (condition.kind) {
    case 'compare': {
      const { left, is, right } = condition
      if (is === '=' && (left.kind === 'field' || left.kind === 'input') && YES_NAMES.has(left.name))
        if (right.kind === 'number' && (right.value === '1' || right.value === '0'))
          return words.yesNo(left.name, right.value === '1')
      const isClass = 'name' in left && CLASS_NAMES.has(left.name)
      const inner = (of: Quantity) => (isSentence(of) ? words.brackets(say(of, reader)) : say(of, reader))
      return `${inner(left)}${words.relation(is, isClass)}${inner(right)}`
    }
    case 'all':
    case 'any': {
      const parts = condition.of.map((one) => {
        const said = sayCondition(one, reader)
        return (one.kind === 'all' || one.kind === 'any') && one.kind !== condition.kind ? words.brackets(said) : said
      })
      return parts.join(condition.kind === 'all' ? words.all : words.any)
    }
    case 'not':
      return words.not(sayCondition(condition.of, reader))
  }
}
