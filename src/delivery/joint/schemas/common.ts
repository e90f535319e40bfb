import { type Static, type TSchema, Type } from 'typebox'
import { LongText, nullable, Text, Uuid } from '../../../platform/http/index.ts'

export const Long = LongText(20_000)
export const Title = Text(300)
export const Revision = Type.Integer({ description: 'row revision: 3 is the ETag "v3" that If-Match names' })
export const ids = (maximum: number, minimum = 0) =>
  Type.Array(Uuid, { minItems: minimum, maxItems: maximum, uniqueItems: true })
export const optional = <T extends TSchema>(schema: T) => Type.Optional(nullable(schema))

export const UnitRef = Type.Object({ id: Uuid, name: Type.String(), shortName: Type.String() })
export type UnitRef = Static<typeof UnitRef>
export const Rotation = Type.Enum(['none', 'meeting', 'year'], {
  description: 'none: the first host always; meeting: the next host at each meeting; year: each for a year',
})
