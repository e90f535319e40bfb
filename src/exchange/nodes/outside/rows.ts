import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { OutsideRows } from './schemas.ts'

type Values = OutsideRows['rows'][number]['values']

const ToldValues = Type.Record(
  Type.String(),
  Type.Unsafe<Values[string]>({ type: ['string', 'number', 'boolean', 'null'] }),
)

/** The values of a row that another node told; null: it is none, as something in it is no value of an item. */
export function valuesOf(row: unknown): Values | null {
  return Value.Check(ToldValues, row) ? row : null
}
