import type { DataType, Mask, MaskKind, Operator } from '../../../../../src/exchange/schemas.ts'

/** How values of a data type are compared, as src/exchange/terms says (a test holds them equal). */
export type ValueKind = 'text' | 'number' | 'integer' | 'date' | 'dateTime' | 'boolean'

const NUMBERS: readonly DataType[] = ['numeric', 'currency', 'double', 'float']
const TEXTS: readonly DataType[] = ['character', 'memo', 'general']

export function kindOf(dataType: DataType): ValueKind {
  if (TEXTS.includes(dataType)) return 'text'
  return NUMBERS.includes(dataType) ? 'number' : (dataType as ValueKind)
}

export const MASKS_OF: Readonly<Record<ValueKind, readonly MaskKind[]>> = {
  text: ['hide', 'keepFirst', 'keepLast', 'hash'],
  number: ['hide', 'hash', 'range'],
  integer: ['hide', 'keepFirst', 'keepLast', 'hash', 'range'],
  date: ['hide', 'year', 'hash'],
  dateTime: ['hide', 'year', 'hash'],
  boolean: ['hide'],
}
export const OPERATORS_OF: Readonly<Record<ValueKind, readonly Operator[]>> = {
  text: ['equals', 'oneOf', 'startsWith'],
  number: ['equals', 'oneOf', 'atLeast', 'atMost'],
  integer: ['equals', 'oneOf', 'atLeast', 'atMost'],
  date: ['equals', 'oneOf', 'atLeast', 'atMost', 'before', 'after'],
  dateTime: ['equals', 'oneOf', 'atLeast', 'atMost', 'before', 'after'],
  boolean: ['equals', 'oneOf'],
}
/** A value of each kind as it is written. */
export const EXAMPLES: Readonly<Record<ValueKind, string>> = {
  text: '450500',
  number: '12.5',
  integer: '12',
  date: '2026-01-05',
  dateTime: '2026-01-05T08:30:00',
  boolean: 'true',
}

/** A mask of the kind with what is usual. */
export function maskOf(kind: MaskKind): Mask {
  if (kind === 'keepFirst' || kind === 'keepLast') return { kind, count: kind === 'keepFirst' ? 1 : 4 }
  return kind === 'range' ? { kind, width: 100 } : { kind }
}
