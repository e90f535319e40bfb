import { type TSchema, Type } from 'typebox'

export const Uuid = Type.String({ format: 'uuid' })
export const Moment = Type.String({ format: 'date-time', description: 'UTC' })
/** Within what working days are counted for: no day of ours is earlier, and 9999-12-31 is a slip. */
const DAY = { format: 'date', pattern: '^2[01]' } as const
/** A day in China that a person sends, between 2000-01-01 and 2199-12-31. */
export const Day = Type.String(DAY)
export const NullableDay = Type.Unsafe<string | null>({ type: ['string', 'null'], ...DAY })
/** One line that a person writes: a name, a title. Without characters that cannot be seen (text.ts). */
export const Text = (maxLength = 200, facts: object = {}) =>
  Type.String({ minLength: 1, maxLength, format: 'line', ...facts })
/** What a person writes at length: a reason, a note. */
export const LongText = (maxLength = 1000) => Type.String({ minLength: 1, maxLength, format: 'prose' })

/** The schema, or null: "not known" is a value. */
export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
/** A text or null, in the short form that is quick to serialize. */
export const nullableText = (facts: object = {}) => Type.Unsafe<string | null>({ type: ['string', 'null'], ...facts })
/** A closed object: a field that is not named is refused. */
export const closed = { additionalProperties: false } as const
