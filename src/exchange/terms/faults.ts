import type { DataType } from '../catalogue/schemas.ts'
import {
  LONGEST_CONDITION_VALUE,
  type Mask,
  type MaskKind,
  MOST_AGREED_ITEMS,
  MOST_CONDITION_VALUES,
  MOST_CONDITIONS,
  MOST_KEPT,
  type Operator,
  type RowCondition,
  type ShareTerms,
  WIDEST_RANGE,
} from './terms.ts'
import { canonicalValue, isNumber, VALUE_KINDS, type ValueKind } from './values.ts'

/** An item (信息项) as the catalogue describes it. */
export interface TermsItem {
  name: string
  dataType: DataType
}

export type TermsFaultCode =
  | 'items_missing'
  | 'too_many'
  | 'item_unknown'
  | 'item_twice'
  | 'mask_without_item'
  | 'mask_unfit'
  | 'operator_unfit'
  | 'value_unfit'
  | 'values_unfit'

/** What is wrong with terms: which item, what was found, and what is taken instead. */
export interface TermsFault {
  code: TermsFaultCode
  /** Empty where it is about the terms as a whole. */
  item: string
  found: string
  expected: string
}

/** Which masks a value of a kind can have. A yes or no has but two pseudonyms: who sees many knows them. */
export const MASKS_OF: Readonly<Record<ValueKind, readonly MaskKind[]>> = {
  text: ['hide', 'keepFirst', 'keepLast', 'hash'],
  number: ['hide', 'hash', 'range'],
  integer: ['hide', 'keepFirst', 'keepLast', 'hash', 'range'],
  date: ['hide', 'year', 'hash'],
  dateTime: ['hide', 'year', 'hash'],
  boolean: ['hide'],
}

/** Which conditions can be put on a value of a kind. */
export const OPERATORS_OF: Readonly<Record<ValueKind, readonly Operator[]>> = {
  text: ['equals', 'oneOf', 'startsWith'],
  number: ['equals', 'oneOf', 'atLeast', 'atMost'],
  integer: ['equals', 'oneOf', 'atLeast', 'atMost'],
  date: ['equals', 'oneOf', 'atLeast', 'atMost', 'before', 'after'],
  dateTime: ['equals', 'oneOf', 'atLeast', 'atMost', 'before', 'after'],
  boolean: ['equals', 'oneOf'],
}

/** An example of each kind in the form that is kept. */
const EXAMPLES: Readonly<Record<ValueKind, string>> = {
  ...{ text: '450100', number: '12.5', integer: '12' },
  ...{ date: '2026-01-05', dateTime: '2026-01-05T08:30:00', boolean: 'true, false' },
}

/** All that is wrong with terms on a resource of these items; none: an agreement can be made of them. */
export function termsFaults(terms: ShareTerms, items: readonly TermsItem[]): TermsFault[] {
  const known = new Map(items.map((item) => [item.name, item]))
  const faults: TermsFault[] = []
  const fault = (code: TermsFaultCode, item: string, found: string, expected: string) =>
    faults.push({ code, item, found, expected })
  if (terms.items.length === 0) fault('items_missing', '', '0', '≥ 1')
  if (terms.items.length > MOST_AGREED_ITEMS)
    fault('too_many', '', String(terms.items.length), `≤ ${MOST_AGREED_ITEMS}`)
  if (terms.rows.length > MOST_CONDITIONS) fault('too_many', '', String(terms.rows.length), `≤ ${MOST_CONDITIONS}`)
  const agreed = new Set<string>()
  for (const name of terms.items) {
    if (agreed.has(name)) fault('item_twice', name, name, '1')
    else if (!known.has(name)) fault('item_unknown', name, name, namesOf(items))
    agreed.add(name)
  }
  for (const [name, mask] of Object.entries(terms.masks)) {
    const item = known.get(name)
    if (!agreed.has(name)) fault('mask_without_item', name, mask.kind, terms.items.join('、'))
    else if (item) {
      const expected = maskExpected(mask, VALUE_KINDS[item.dataType])
      if (expected !== null) fault('mask_unfit', name, saidOf(mask), expected)
    }
  }
  for (const condition of terms.rows) faults.push(...conditionFaults(condition, known.get(condition.item), items))
  return faults
}

const namesOf = (items: readonly TermsItem[]) => items.map(({ name }) => name).join('、')
const saidOf = (mask: Mask) =>
  mask.kind === 'range' ? `range ${mask.width}` : 'count' in mask ? `${mask.kind} ${mask.count}` : mask.kind

/** What is taken instead of a mask; null where it is as it should be. */
function maskExpected(mask: Mask, kind: ValueKind): string | null {
  if (!MASKS_OF[kind].includes(mask.kind)) return MASKS_OF[kind].join(', ')
  if (mask.kind === 'keepFirst' || mask.kind === 'keepLast')
    return Number.isInteger(mask.count) && mask.count >= 1 && mask.count <= MOST_KEPT ? null : `1 … ${MOST_KEPT}`
  if (mask.kind !== 'range') return null
  // A range of whole numbers that is one wide is the number itself.
  const least = kind === 'integer' ? 2 : 0
  const isWhole = kind !== 'integer' || Number.isInteger(mask.width)
  return isNumber(String(mask.width)) && isWhole && mask.width > 0 && mask.width >= least && mask.width <= WIDEST_RANGE
    ? null
    : `${kind === 'integer' ? '2' : '> 0'} … ${WIDEST_RANGE}`
}

/** All that is wrong with one condition; a filter of a request is one too. */
export function conditionFaults(
  { item: name, operator, values }: RowCondition,
  item: TermsItem | undefined,
  items: readonly TermsItem[],
): TermsFault[] {
  if (!item) return [{ code: 'item_unknown', item: name, found: name, expected: namesOf(items) }]
  const kind = VALUE_KINDS[item.dataType]
  if (!OPERATORS_OF[kind].includes(operator))
    return [{ code: 'operator_unfit', item: name, found: operator, expected: OPERATORS_OF[kind].join(', ') }]
  const most = operator === 'oneOf' ? MOST_CONDITION_VALUES : 1
  if (values.length < 1 || values.length > most)
    return [{ code: 'values_unfit', item: name, found: String(values.length), expected: `1 … ${most}` }]
  return values.flatMap((value) =>
    value !== '' && value.length <= LONGEST_CONDITION_VALUE && canonicalValue(value, item.dataType) === value
      ? []
      : [{ code: 'value_unfit', item: name, found: value, expected: EXAMPLES[kind] }],
  )
}

/** The terms with the values of their conditions in the form that is kept, as far as they are values at all. */
export function tidiedTerms(terms: ShareTerms, items: readonly TermsItem[]): ShareTerms {
  const known = new Map(items.map((item) => [item.name, item]))
  const rows = terms.rows.map((condition) => {
    const item = known.get(condition.item)
    return item
      ? { ...condition, values: condition.values.map((value) => canonicalValue(value, item.dataType) ?? value) }
      : condition
  })
  return { ...terms, rows }
}
