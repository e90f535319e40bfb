import { Type } from 'typebox'
import { describe, expect, test } from 'vitest'
import { buildSerializer, buildValidator } from './schemaCompilers.ts'

const route = { method: 'GET', url: '/' }
const number = () => Type.Object({ number: Type.Integer() })
const other = () => Type.Object({ number: Type.Integer(), word: Type.Optional(Type.String()) })

describe('the compilers of schemas', () => {
  const validator = buildValidator({}, { customOptions: { coerceTypes: 'array' } })
  const serializer = buildSerializer({}, {})
  const validate = (schema: object, httpPart: string) => validator({ ...route, schema, httpPart })
  const serialize = (schema: object) => serializer({ ...route, schema, httpStatus: '200' })

  test('compile each wording once, whoever asks', () => {
    expect(validate(number(), 'params')).toBe(validate(number(), 'querystring'))
    expect(serialize(number())).toBe(serialize(number()))
    expect(serialize(number())).not.toBe(serialize(other()))
    expect(serialize(other())({ number: 1, word: 'a' })).toBe('{"number":1,"word":"a"}')
    expect(serialize(number())({ number: 1, word: 'a' })).toBe('{"number":1}')
  })

  test('[SRV-17] take a text for a number in an address, and not in a body', () => {
    expect(validate(number(), 'params')({ number: '1' })).toBe(true)
    expect(validate(number(), 'body')({ number: '1' })).toBe(false)
  })
})
