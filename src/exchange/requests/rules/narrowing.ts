import type { Mask, RowCondition, ShareTerms } from '../../terms/index.ts'

/** What is asked for or granted of a resource: which of it, and until when. */
export interface Extent {
  terms: ShareTerms
  /** Its last day. */
  validUntil: string
}

/** By what a grant is less than what was asked for. */
export interface Narrowing {
  /** Items that are not granted. */
  items: string[]
  /** Items that are handed over under a mask that was not asked for. */
  masks: { item: string; mask: Mask }[]
  /** Conditions on the rows that were not asked for. */
  rows: RowCondition[]
  /** The earlier last day; null: as asked for. */
  validUntil: string | null
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
/** A condition in one form, whatever the order of its keys and of the values of a set. */
const formOf = ({ item, operator, values }: RowCondition) => [item, operator, [...values].sort()]
const hasCondition = (conditions: readonly RowCondition[], wanted: RowCondition) =>
  conditions.some((one) => same(formOf(one), formOf(wanted)))
const maskForm = (mask: Mask | undefined) => (mask === undefined ? null : Object.entries(mask).sort())

export function narrowingOf(asked: Extent, granted: Extent): Narrowing {
  const { items, masks, rows } = granted.terms
  return {
    items: asked.terms.items.filter((item) => !items.includes(item)),
    masks: items.flatMap((item) => {
      const mask = masks[item]
      return mask !== undefined && !same(maskForm(mask), maskForm(asked.terms.masks[item])) ? [{ item, mask }] : []
    }),
    rows: rows.filter((condition) => !hasCondition(asked.terms.rows, condition)),
    validUntil: granted.validUntil < asked.validUntil ? granted.validUntil : null,
  }
}

export const isNarrowed = ({ items, masks, rows, validUntil }: Narrowing): boolean =>
  items.length + masks.length + rows.length > 0 || validUntil !== null

/** Where a grant is more than what was asked for: items, masks taken away, conditions taken away, a later day. */
export function widenedParts(asked: Extent, granted: Extent): ('items' | 'masks' | 'rows' | 'validUntil')[] {
  const { items, masks, rows } = granted.terms
  const parts = {
    items: items.some((item) => !asked.terms.items.includes(item)),
    masks: items.some((item) => asked.terms.masks[item] !== undefined && masks[item] === undefined),
    rows: asked.terms.rows.some((condition) => !hasCondition(rows, condition)),
    validUntil: granted.validUntil > asked.validUntil,
  }
  return (Object.keys(parts) as (keyof typeof parts)[]).filter((part) => parts[part])
}
