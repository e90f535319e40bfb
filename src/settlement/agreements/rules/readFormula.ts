import type { Refusal } from '../../../platform/refusal.ts'
import type { Condition, Quantity, Relation, Step } from '../../rules/formula.ts'

/** A place in what somebody sent, with what stands there. */
export interface At {
  readonly value: unknown
  readonly at: string
  path(name: string): string
  field(name: string): At
  list(most: number): At[]
  text(most: number): string
  decimal(): string
  integer(least: number, most: number): number
  oneOf<Word extends string>(words: readonly Word[]): Word
  refuse(expected: string): Refusal
}

/** No formula that parties can read is deeper, or has more parts at one place. */
const MOST_DEEP = 24
const MOST_PARTS = 100
const NAME = 100
const RELATIONS: readonly Relation[] = ['<', '≤', '=', '≥', '>']
const QUANTITIES = [
  'number',
  'term',
  'input',
  'field',
  'sum',
  'product',
  'difference',
  'quotient',
  'least',
  'greatest',
  'roundUp',
  'round',
  'sumOver',
  'count',
  'steps',
  'choose',
  'named',
] as const satisfies readonly Quantity['kind'][]
const CONDITIONS = ['compare', 'all', 'any', 'not'] as const satisfies readonly Condition['kind'][]

/** @throws Refusal agreement_content_invalid for a part that is none, or a formula deeper than 24 */
export function readQuantity(at: At, deep = 0): Quantity {
  if (deep > MOST_DEEP) throw at.refuse(`a formula at most ${MOST_DEEP} deep`)
  const kind = at.field('kind').oneOf(QUANTITIES)
  const one = (name: string) => readQuantity(at.field(name), deep + 1)
  const where = () =>
    at.field('where').value === undefined ? {} : { where: readCondition(at.field('where'), deep + 1) }
  switch (kind) {
    case 'number':
      return { kind, value: at.field('value').decimal() }
    case 'term':
    case 'input':
    case 'field':
      return { kind, name: at.field('name').text(NAME) }
    case 'sum':
    case 'product':
    case 'least':
    case 'greatest': {
      const of = at.field('of').list(MOST_PARTS)
      if (of.length === 0) throw at.refuse('a part or more')
      return { kind, of: of.map((part) => readQuantity(part, deep + 1)) }
    }
    case 'difference':
      return { kind, of: one('of'), less: one('less') }
    case 'quotient':
      return { kind, of: one('of'), by: one('by') }
    case 'roundUp':
      return { kind, of: one('of') }
    case 'round':
      return { kind, of: one('of'), decimals: at.field('decimals').integer(0, 12) }
    case 'sumOver':
      return { kind, rows: at.field('rows').text(NAME), each: one('each'), ...where() }
    case 'count':
      return { kind, rows: at.field('rows').text(NAME), ...where() }
    case 'steps':
      return {
        kind,
        of: one('of'),
        steps: at
          .field('steps')
          .list(MOST_PARTS)
          .map((step) => readStep(step, deep + 1)),
        otherwise: one('otherwise'),
      }
    case 'choose':
      return { kind, when: readCondition(at.field('when'), deep + 1), gives: one('gives'), otherwise: one('otherwise') }
    case 'named':
      return { kind, zh: at.field('zh').text(NAME), of: one('of') }
  }
}

function readStep(at: At, deep: number): Step {
  const bounds = (['above', 'atLeast', 'below', 'atMost'] as const).filter((name) => at.field(name).value !== undefined)
  if (bounds.length === 0) throw at.refuse('a step with a bound')
  return {
    ...Object.fromEntries(bounds.map((name) => [name, at.field(name).decimal()])),
    gives: readQuantity(at.field('gives'), deep),
  }
}

/** @throws Refusal agreement_content_invalid */
export function readCondition(at: At, deep = 0): Condition {
  if (deep > MOST_DEEP) throw at.refuse(`a formula at most ${MOST_DEEP} deep`)
  const kind = at.field('kind').oneOf(CONDITIONS)
  switch (kind) {
    case 'compare':
      return {
        kind,
        left: readQuantity(at.field('left'), deep + 1),
        is: at.field('is').oneOf(RELATIONS),
        right: readQuantity(at.field('right'), deep + 1),
      }
    case 'all':
    case 'any':
      return {
        kind,
        of: at
          .field('of')
          .list(MOST_PARTS)
          .map((one) => readCondition(one, deep + 1)),
      }
    case 'not':
      return { kind, of: readCondition(at.field('of'), deep + 1) }
  }
}
