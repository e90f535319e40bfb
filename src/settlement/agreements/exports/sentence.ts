import type { Condition, Quantity, Relation, Step } from '../../rules/formula.ts'
import { formulaName, grouped, INPUT_WORDS, TERM_WORDS } from './words.ts'

/** A formula as a sentence, with what its named parts mean. */
export interface Reading {
  says: string
  where: readonly { name: string; says: string }[]
}

const RELATIONS: Readonly<Record<Relation, string>> = {
  '<': '小于',
  '≤': '不大于',
  '=': '等于',
  '≥': '不低于',
  '>': '大于',
}
const OF_CLASS: Readonly<Record<Relation, string>> = {
  '<': '优于',
  '≤': '不劣于',
  '=': '等于',
  '≥': '不优于',
  '>': '劣于',
}
const rowsWhere = (rows: string, where: string | null) => (where === null ? rows : `${rows}中${where}者`)

/** What formulas are read with. The page has the same words, and those of other languages. */
const words = {
  name: (kind: 'terms' | 'inputs', name: string) => formulaName(kind === 'terms' ? TERM_WORDS : INPUT_WORDS, name),
  number: grouped,
  least: (of: string) => `${of} 中的最小值`,
  greatest: (of: string) => `${of} 中的最大值`,
  roundUp: (of: string) => `${of}（向上取整）`,
  round: (of: string, decimals: number) => `${of}（四舍五入到 ${decimals} 位小数）`,
  sumOver: (rows: string, each: string, where: string | null) => `对${rowsWhere(rows, where)}逐项把“${each}”相加`,
  count: (rows: string, where: string | null) => `${rowsWhere(rows, where)}的个数`,
  step: (of: string, bounds: string, gives: string) => `${of} ${bounds} 时为 ${gives}`,
  otherwise: (gives: string) => `其余情形为 ${gives}`,
  choose: (when: string, gives: string) => `${when}时为 ${gives}`,
  relation: (is: Relation, isClass: boolean) => (isClass ? OF_CLASS : RELATIONS)[is],
  all: '且',
  any: '或',
  not: (of: string) => `并非“${of}”`,
  yesNo: (name: string, holds: boolean) =>
    holds ? formulaName(INPUT_WORDS, name) : `并非“${formulaName(INPUT_WORDS, name)}”`,
  comma: '、',
  semicolon: '；',
  missing: '（未填）',
}

const CLASS_NAMES = new Set(['class', 'monthClass', 'targetClass', 'baseClass'])
const YES_NAMES = new Set(['measured', 'meets', 'complete'])
/** How tightly each kind holds its parts together; what is looser stands in brackets. */
const TIGHT: Partial<Record<Quantity['kind'], number>> = { sum: 1, difference: 1, product: 2, quotient: 2 }

/** Reads a formula: symbols for arithmetic, words for the rest; named parts are called by name and told afterwards. */
export function sayFormula(quantity: Quantity): Reading {
  const where = new Map<string, string>()
  const reader: Reader = {
    meet(name, of) {
      if (where.has(name)) return
      where.set(name, '') // its place is before that of the parts within
      where.set(name, say(of, reader))
    },
  }
  const says = say(quantity, reader)
  return { says, where: [...where].map(([name, said]) => ({ name, says: said })) }
}

/** A condition as a sentence, with what its named parts mean. */
export function sayWhen(condition: Condition): Reading {
  const where = new Map<string, string>()
  const reader: Reader = { meet: (name, of) => void where.set(name, say(of, reader)) }
  const says = sayCondition(condition, reader)
  return { says, where: [...where].map(([name, said]) => ({ name, says: said })) }
}

interface Reader {
  meet(name: string, of: Quantity): void
}

function say(quantity: Quantity, reader: Reader): string {
  const part = (of: Quantity) => {
    const inner = say(of, reader)
    return (TIGHT[of.kind] ?? 3) < (TIGHT[quantity.kind] ?? 0) || isSentence(of) ? `（${inner}）` : inner
  }
  /** After − and ÷ also what is as tight stands in brackets. */
  const last = (of: Quantity) => {
    const inner = say(of, reader)
    return (TIGHT[of.kind] ?? 3) <= (TIGHT[quantity.kind] ?? 0) || isSentence(of) ? `（${inner}）` : inner
  }
  const many = (of: readonly Quantity[]) =>
    of.map((one) => (isSentence(one) ? `（${say(one, reader)}）` : say(one, reader))).join(words.comma)
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
      reader.meet(quantity.zh, quantity.of)
      return quantity.zh === '' ? words.missing : quantity.zh
  }
}

/** Choices one after another are read as one list. */
function branchesOf(quantity: Extract<Quantity, { kind: 'choose' }>) {
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
const boundsOf = ({ above, atLeast, below, atMost }: Step): string =>
  [
    above !== undefined && `> ${above}`,
    atLeast !== undefined && `≥ ${atLeast}`,
    below !== undefined && `< ${below}`,
    atMost !== undefined && `≤ ${atMost}`,
  ]
    .filter(Boolean)
    .join(', ')

function sayCondition(condition: Condition, reader: Reader): string {
  switch (condition.kind) {
    case 'compare': {
      const { left, is, right } = condition
      if (is === '=' && (left.kind === 'field' || left.kind === 'input') && YES_NAMES.has(left.name))
        if (right.kind === 'number' && (right.value === '1' || right.value === '0'))
          return words.yesNo(left.name, right.value === '1')
      const isClass = 'name' in left && CLASS_NAMES.has(left.name)
      const inner = (of: Quantity) => (isSentence(of) ? `（${say(of, reader)}）` : say(of, reader))
      return `${inner(left)}${words.relation(is, isClass)}${inner(right)}`
    }
    case 'all':
    case 'any': {
      const parts = condition.of.map((one) => {
        const said = sayCondition(one, reader)
        return (one.kind === 'all' || one.kind === 'any') && one.kind !== condition.kind ? `（${said}）` : said
      })
      return parts.join(condition.kind === 'all' ? words.all : words.any)
    }
    case 'not':
      return words.not(sayCondition(condition.of, reader))
  }
}
