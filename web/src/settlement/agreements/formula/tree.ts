import type { AgreementPart, Condition, Quantity } from '../../../../../src/settlement/schemas.ts'

export type QuantityKind = Quantity['kind']
export const QUANTITY_KINDS = [
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
  'steps',
  'choose',
  'sumOver',
  'count',
  'roundUp',
  'round',
  'named',
] as const satisfies readonly QuantityKind[]

export const EMPTY: Quantity = { kind: 'number', value: '' }
const ALWAYS: Condition = { kind: 'compare', left: EMPTY, is: '≥', right: EMPTY }
export const emptyCondition = (kind: Condition['kind'] = 'compare'): Condition => {
  switch (kind) {
    case 'compare':
      return ALWAYS
    case 'all':
    case 'any':
      return { kind, of: [ALWAYS, ALWAYS] }
    case 'not':
      return { kind, of: ALWAYS }
  }
}

/** The quantities that a part of a formula is made of, in order. */
export function operandsOf(quantity: Quantity): readonly Quantity[] {
  switch (quantity.kind) {
    case 'sum':
    case 'product':
    case 'least':
    case 'greatest':
      return quantity.of
    case 'difference':
      return [quantity.of, quantity.less]
    case 'quotient':
      return [quantity.of, quantity.by]
    case 'roundUp':
    case 'round':
    case 'named':
      return [quantity.of]
    case 'sumOver':
      return [quantity.each]
    case 'steps':
      return [quantity.of, ...quantity.steps.map(({ gives }) => gives), quantity.otherwise]
    case 'choose':
      return [quantity.gives, quantity.otherwise]
    default:
      return []
  }
}

/** A part as another kind: what it was made of is kept as far as there is a place; a leaf becomes the first part. */
export function turnedInto(quantity: Quantity, kind: QuantityKind): Quantity {
  if (quantity.kind === kind) return quantity
  const operands = operandsOf(quantity)
  const isBlank = quantity.kind === 'number' && quantity.value === ''
  const parts = operands.length > 0 ? operands : isBlank ? [] : [quantity]
  const [first = EMPTY, second = EMPTY] = parts
  switch (kind) {
    case 'number':
      return EMPTY
    case 'term':
    case 'input':
    case 'field':
      return { kind, name: '' }
    case 'sum':
    case 'product':
    case 'least':
    case 'greatest':
      return { kind, of: parts.length > 1 ? parts : [first, EMPTY] }
    case 'difference':
      return { kind, of: first, less: second }
    case 'quotient':
      return { kind, of: first, by: second }
    case 'roundUp':
      return { kind, of: first }
    case 'round':
      return { kind, of: first, decimals: 2 }
    case 'named':
      return { kind, zh: '', of: operands.length > 0 ? quantity : first }
    case 'sumOver':
      return { kind, rows: 'months', each: first }
    case 'count':
      return { kind, rows: 'months' }
    case 'steps':
      return { kind, of: first, steps: [{ atMost: '', gives: EMPTY }], otherwise: second }
    case 'choose':
      return { kind, when: ALWAYS, gives: first, otherwise: second }
  }
}

/** A part of an agreement with a term under another name. */
export function renamedIn(part: AgreementPart, before: string, name: string): AgreementPart {
  const change = (quantity: Quantity) => mapTerms(quantity, (one) => (one === before ? name : one))
  const common = {
    ...part,
    yuan: change(part.yuan),
    ...(part.when ? { when: mapCondition(part.when, change) } : {}),
  }
  if (common.kind === 'transfer') return common
  const weights = Object.entries(common.weights).map(([party, weight]) => [party, change(weight)])
  return { ...common, weights: Object.fromEntries(weights) }
}

function mapTerms(quantity: Quantity, to: (name: string) => string): Quantity {
  const inner = (one: Quantity) => mapTerms(one, to)
  const where = (condition?: Condition) => (condition ? { where: mapCondition(condition, inner) } : {})
  switch (quantity.kind) {
    case 'term':
      return { kind: 'term', name: to(quantity.name) }
    case 'sum':
    case 'product':
    case 'least':
    case 'greatest':
      return { ...quantity, of: quantity.of.map(inner) }
    case 'difference':
      return { ...quantity, of: inner(quantity.of), less: inner(quantity.less) }
    case 'quotient':
      return { ...quantity, of: inner(quantity.of), by: inner(quantity.by) }
    case 'roundUp':
    case 'round':
    case 'named':
      return { ...quantity, of: inner(quantity.of) }
    case 'sumOver':
      return { ...quantity, each: inner(quantity.each), ...where(quantity.where) }
    case 'count':
      return { ...quantity, ...where(quantity.where) }
    case 'steps':
      return {
        ...quantity,
        of: inner(quantity.of),
        steps: quantity.steps.map((step) => ({ ...step, gives: inner(step.gives) })),
        otherwise: inner(quantity.otherwise),
      }
    case 'choose':
      return {
        ...quantity,
        when: mapCondition(quantity.when, inner),
        gives: inner(quantity.gives),
        otherwise: inner(quantity.otherwise),
      }
    default:
      return quantity
  }
}

function mapCondition(condition: Condition, change: (quantity: Quantity) => Quantity): Condition {
  switch (condition.kind) {
    case 'compare':
      return { ...condition, left: change(condition.left), right: change(condition.right) }
    case 'all':
    case 'any':
      return { ...condition, of: condition.of.map((one) => mapCondition(one, change)) }
    case 'not':
      return { ...condition, of: mapCondition(condition.of, change) }
  }
}

/** An item of a list at another place. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const left = [...items]
  const [item] = left.splice(from, 1)
  if (item !== undefined) left.splice(to, 0, item)
  return left
}

export const replaced = <Item>(items: readonly Item[], at: number, item: Item): Item[] =>
  items.map((one, index) => (index === at ? item : one))

export const without = <Item>(items: readonly Item[], at: number): Item[] => items.filter((_, index) => index !== at)
