import Fastify from 'fastify'
import { Type } from 'typebox'
import { describe, expect, test } from 'vitest'
import { collectDeclarations } from './declarations.ts'

const whole = {
  config: { permission: 'plan.read' as const, audit: 'none' },
  schema: { params: Type.Object({ id: Type.String() }), response: { 200: Type.String() } },
}
const register = (options: object) => () => {
  const app = Fastify()
  const routes = collectDeclarations(app)
  app.get('/documents/:id', options, async () => 'ok')
  return routes
}

describe('a route', () => {
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
  ])('[SRV-1] that declares %s stops the start, and is named', (_name, options, missing) => {
    expect(register(options)).toThrow(/GET \/documents\/:id does not declare: /)
    expect(register(options)).toThrow(missing)
  })
})
