import { type TSchema, Type } from 'typebox'

export const Uuid = Type.String({ format: 'uuid' })
export const Moment = Type.String({ format: 'date-time', description: 'UTC' })
export const Text = (maxLength = 200) => Type.String({ minLength: 1, maxLength })

/** The schema, or null: "not known" is a value. */
export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
/** A text or null, in the short form that is quick to serialize. */
export const nullableText = (facts: object = {}) => Type.Unsafe<string | null>({ type: ['string', 'null'], ...facts })
/** A closed object: a field that is not named is refused. */
export const closed = { additionalProperties: false } as const
