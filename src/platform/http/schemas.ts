import { type TSchema, Type } from 'typebox'

export const Uuid = Type.String({ format: 'uuid' })
export const Moment = Type.String({ format: 'date-time', description: 'UTC' })
/** Within what working days are counted for: no day of ours is earlier, and 9999-12-31 is a slip. */
const DAY = { format: 'date', pattern: '^2[01]' } as const
/** A day in China that a person sends, between 2000-01-01 and 2199-12-31. */
export const Day = Type.String(DAY)
export const NullableDay = Type.Unsafe<string | null>({ type: ['string', 'null'], ...DAY })
/**
 * One line that a person has to write: a name, a title. It says something, without characters that cannot be seen
 * (text.ts). A text that may be empty is of the format `line` or `prose` instead.
 */
export const Text = (maxLength = 200) => Type.String({ minLength: 1, maxLength, format: 'said-line' })
/** What a person has to write at length: a reason, an answer. */
export const LongText = (maxLength = 1000) => Type.String({ minLength: 1, maxLength, format: 'said-prose' })

/** The schema, or null: "not known" is a value. */
export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
/** A text or null, in the short form that is quick to serialize. */
export const nullableText = (facts: object = {}) => Type.Unsafe<string | null>({ type: ['string', 'null'], ...facts })
/** A closed object: a field that is not named is refused. */
export const closed = { additionalProperties: false } as const
