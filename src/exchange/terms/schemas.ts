import { type Static, Type } from 'typebox'
import { closed, Text } from '../../platform/http/index.ts'
import {
  LONGEST_CONDITION_VALUE,
  type MASK_KINDS,
  MOST_AGREED_ITEMS,
  MOST_CONDITION_VALUES,
  MOST_CONDITIONS,
  MOST_KEPT,
  OPERATORS,
  WIDEST_RANGE,
} from './terms.ts'

// Terms as requests and agreements send them; faults.ts says what else has to be right.

export type { TermsFault, TermsFaultCode } from './faults.ts'
export type { CutRow, Mask, MaskKind, Operator, RowCondition, ShareRow, ShareTerms } from './terms.ts'

const kind = <const Kind extends (typeof MASK_KINDS)[number]>(name: Kind) => ({ kind: Type.Literal(name) })
const Kept = Type.Integer({ minimum: 1, maximum: MOST_KEPT, description: 'characters that stay to be read' })
export const MaskSchema = Type.Union([
  Type.Object(kind('hide'), closed),
  Type.Object({ ...kind('keepFirst'), count: Kept }, closed),
  Type.Object({ ...kind('keepLast'), count: Kept }, closed),
  Type.Object({ ...kind('year') }, closed),
  Type.Object({ ...kind('hash') }, closed),
  Type.Object({ ...kind('range'), width: Type.Number({ exclusiveMinimum: 0, maximum: WIDEST_RANGE }) }, closed),
])
export const RowConditionSchema = Type.Object(
  {
    item: Text(100),
    operator: Type.Enum([...OPERATORS]),
    values: Type.Array(Text(LONGEST_CONDITION_VALUE), {
      minItems: 1,
      maxItems: MOST_CONDITION_VALUES,
    }),
  },
  closed,
)
export const ShareTermsSchema = Type.Object(
  {
    items: Type.Array(Text(100), { minItems: 1, maxItems: MOST_AGREED_ITEMS, uniqueItems: true }),
    masks: Type.Record(Type.String(), MaskSchema, { maxProperties: MOST_AGREED_ITEMS }),
    rows: Type.Array(RowConditionSchema, { maxItems: MOST_CONDITIONS }),
  },
  closed,
)
export type ShareTermsSent = Static<typeof ShareTermsSchema>
