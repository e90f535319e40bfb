import Fastify from 'fastify'
import { type TSchema, Type } from 'typebox'
import { describe, expect, test } from 'vitest'
import { cursorOf, Day, LongText, listQuery, nullable, Text, Uuid } from '../platform/http/index.ts'
import { collectDeclarations } from './declarations.ts'

const whole = {
  config: { permission: 'plan.read' as const, audit: 'none' },
  schema: { params: Type.Object({ id: Type.String() }), response: { 200: Type.String() } },
}
const withBody = (title: TSchema) => ({ ...whole, schema: { ...whole.schema, body: Type.Object({ title }) } })
const register = (options: { schema?: object }) => () => {
  const app = Fastify()
  const routes = collectDeclarations(app)
  const method = options.schema && 'body' in options.schema ? 'POST' : 'GET'
  app.route({ method, url: '/documents/:id', handler: async () => 'ok', ...options })
  return routes
}

const listing = (cursor: TSchema) => ({ ...whole, schema: { ...whole.schema, querystring: Type.Object({ cursor }) } })
const ofMatters = Type.Object(listQuery(cursorOf('matters', 'uuid')))

describe('a route', () => {
  test('[PLAT-54] of a list says whose cursor it takes, and no other list takes it', () => {
    const named = { ...whole, schema: { ...whole.schema, querystring: ofMatters } }
    const app = Fastify()
    collectDeclarations(app)
    app.get('/matters/:id', named, async () => 'ok')
    expect(() => app.get('/matters/:id/others', named, async () => 'ok')).toThrow('is of /matters/:id')
    expect(register(listing(Type.String({ format: 'line' })))).toThrow('of which list its cursor is')
  })

  test.each([
    Text(),
    LongText(),
    Uuid,
    Type.Enum(['a', 'b']),
    Type.Literal('a'),
    Type.String({ pattern: '^a$' }),
    Type.String({ format: 'prose' }),
    nullable(Day),
    Type.Integer(),
  ])('[PLAT-58] that says what a text may hold starts: %j', (title) => {
    expect(register(withBody(title))).not.toThrow()
  })

  test('[SRV-1] that declares everything is known with what it declares', () => {
    expect(register(whole)()[0]).toEqual({
      method: 'GET',
      url: '/documents/:id',
      permission: 'plan.read',
      audit: 'none',
    })
  })

  test.each([
    ['nothing', {}, 'config.permission'],
    [
      'an unknown permission',
      { ...whole, config: { ...whole.config, permission: 'plan.everything' } },
      'config.permission',
    ],
    ['no audit', { ...whole, config: { permission: 'plan.read' } }, 'config.audit'],
    ['an audit that is no action', { ...whole, config: { ...whole.config, audit: 'yes' } }, 'config.audit'],
    ['no answer', { ...whole, schema: { params: whole.schema.params } }, 'schema.response'],
    ['no parameters, but has some', { ...whole, schema: { response: whole.schema.response } }, 'schema.params'],
    ['no rule for a text', withBody(Type.String({ minLength: 1 })), 'schema.body.title '],
    ['a text that may be blank', withBody(Type.String({ minLength: 1, format: 'line' })), 'schema.body.title'],
    ['one in a list', withBody(Type.Array(Type.Object({ name: Type.String() }))), 'schema.body.title.name'],
    ['one or null', withBody(Type.Union([Type.Null(), Type.String()])), 'schema.body.title'],
    [
      'no rule for what is looked for',
      { ...whole, schema: { ...whole.schema, querystring: Type.Object({ q: Type.String() }) } },
      'schema.querystring.q',
    ],
  ])('[SRV-1] [PLAT-58] that declares %s stops the start, and is named', (_name, options, missing) => {
    expect(register(options)).toThrow(/(?:GET|POST) \/documents\/:id does not declare: /)
    expect(register(options)).toThrow(missing)
  })
})
