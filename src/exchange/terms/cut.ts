import { createHmac } from 'node:crypto'
import { Exact } from '../../platform/exact.ts'
import type { CutRow, Mask, RowCondition, ShareRow, ShareTerms } from './terms.ts'
import { compareValues, isDay, isNumber, textOf } from './values.ts'

/** What stands for the characters that a mask takes away; always as many, whatever was there. */
const COVER = '***'

/** An item that a row does not say, or does not know, is null. */
const valueIn = (row: ShareRow, item: string) => (Object.hasOwn(row, item) ? (row[item] ?? null) : null)

/**
 * Whether all conditions hold of a row. What is not known, or cannot be compared, fits none: it is not handed over.
 */
export const rowFits = (row: ShareRow, { rows }: Pick<ShareTerms, 'rows'>): boolean =>
  rows.every((condition) => holds(valueIn(row, condition.item), condition))

function holds(found: string | number | boolean | null, { operator, values }: RowCondition): boolean {
  if (found === null) return false
  const value = textOf(found)
  if (operator === 'equals' || operator === 'oneOf') return values.includes(value)
  const [bound] = values
  if (bound === undefined) return false
  if (operator === 'startsWith') return value.startsWith(bound)
  const order = compareValues(value, bound)
  if (order === null) return false
  if (operator === 'atLeast') return order >= 0
  if (operator === 'atMost') return order <= 0
  return operator === 'before' ? order < 0 : order > 0
}

/**
 * What is handed over of a row: the agreed items alone, in their order, each under its mask. Nothing of the row can get
 * past it: the answer is made of the terms, not of the row with something taken away.
 * @param secret of the agreement; pseudonyms are made with it, so that those of two agreements cannot be joined
 */
export function cutRow(row: ShareRow, { items, masks }: Pick<ShareTerms, 'items' | 'masks'>, secret: string): CutRow {
  return Object.fromEntries(
    items.map((item) => {
      const value = valueIn(row, item)
      const mask = Object.hasOwn(masks, item) ? masks[item] : undefined
      return [item, mask === undefined || value === null ? value : masked(textOf(value), mask, item, secret)]
    }),
  )
}

/** The value under its mask; null where the mask is of no such value, so that nothing is handed over by mistake. */
function masked(value: string, mask: Mask, item: string, secret: string): string | null {
  switch (mask.kind) {
    case 'keepFirst': {
      const characters = [...value]
      return characters.slice(0, keptOf(mask.count, characters.length)).join('') + COVER
    }
    case 'keepLast': {
      const characters = [...value]
      return COVER + characters.slice(characters.length - keptOf(mask.count, characters.length)).join('')
    }
    case 'year':
      return isDay(value) ? value.slice(0, 4) : null
    case 'hash':
      return pseudonym(secret, item, value)
    case 'range':
      return isNumber(value) ? rangeOf(value, mask.width) : null
    default:
      return null
  }
}

/** How many characters stay: one at least is taken away, so that a short name is not shown whole. */
const keptOf = (count: number, length: number) => Math.max(0, Math.min(count, length - 1))

function rangeOf(value: string, width: number): string {
  const step = Exact.of(width)
  const lower = step.times(Exact.of(value).over(step).floor())
  return `[${lower.toText(20)}, ${lower.plus(step).toText(20)})`
}

/**
 * A name for a value that says nothing of it: HMAC-SHA256 with the secret of the agreement over what it is of and the
 * value, as 64 hexadecimal digits. Without the secret it cannot be worked out by trying values.
 * @throws RangeError without a secret: a pseudonym that anybody can make is none
 */
export function pseudonym(secret: string, of: string, value: string): string {
  if (secret.length < 32) throw new RangeError('The secret of an agreement has 32 characters or more')
  return createHmac('sha256', secret)
    .update(JSON.stringify([of, value]))
    .digest('hex')
}
