/** How the value of an agreed item is changed before it is handed over (脱敏方式). */
export type Mask =
  /** Nothing of it. */
  | { kind: 'hide' }
  /** At most so many characters of its beginning, and never the whole. */
  | { kind: 'keepFirst'; count: number }
  /** At most so many characters of its end, and never the whole. */
  | { kind: 'keepLast'; count: number }
  /** Of a date, its year. */
  | { kind: 'year' }
  /** A pseudonym: the same for the same value of the item under one agreement, and another under every other. */
  | { kind: 'hash' }
  /** Of a number, the range of this width that it is in: `[20000, 30000)`. */
  | { kind: 'range'; width: number }
export type MaskKind = Mask['kind']
export const MASK_KINDS = ['hide', 'keepFirst', 'keepLast', 'year', 'hash', 'range'] as const satisfies MaskKind[]

/** `atLeast` and `atMost` take the bound in, of numbers and days; `before` and `after` leave it out, of days. */
export const OPERATORS = ['equals', 'oneOf', 'atLeast', 'atMost', 'before', 'after', 'startsWith'] as const
export type Operator = (typeof OPERATORS)[number]

/** What holds of every row that is handed over. `oneOf` has one value or more, every other operator exactly one. */
export interface RowCondition {
  /** An item of the resource; it need not be one that is handed over. */
  item: string
  operator: Operator
  /** In the form of values.ts. */
  values: string[]
}

/** What of a resource is handed over under an agreement (共享范围): these items, masked so, of these rows. Nothing else. */
export interface ShareTerms {
  /** Names of the items, in the order of the columns. */
  items: string[]
  /** Of agreed items alone; an item without a mask is handed over as it is. */
  masks: Record<string, Mask>
  /** All of them hold. None: all rows. */
  rows: RowCondition[]
}

/** One row of a resource by its items. Values are texts in the form of values.ts; null is not known. */
export type ShareRow = Readonly<Record<string, string | number | boolean | null>>
/** What is handed over of a row: exactly the agreed items, in their order. */
export type CutRow = Record<string, string | number | boolean | null>

/** The most that terms can say. */
export const MOST_AGREED_ITEMS = 1000
export const MOST_CONDITIONS = 20
export const MOST_CONDITION_VALUES = 200
export const LONGEST_CONDITION_VALUE = 500
/** Characters that a mask may leave to be read. */
export const MOST_KEPT = 50
export const WIDEST_RANGE = 1_000_000_000_000
