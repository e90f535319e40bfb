import type { FastifyInstance, RouteOptions } from 'fastify'
import { PERMISSIONS } from '../platform/access/index.ts'
import { listOfCursor, looseTexts } from '../platform/http/index.ts'

/** A route as it was registered: what the access test walks. */
export interface DeclaredRoute {
  method: string
  url: string
  permission: string
  audit: string
}

const AUDIT_ACTION = /^[a-z_]+\.[a-z_]+$/

/**
 * Refuses every route that does not declare who may call it, what it signs for, and its schema: the server does not
 * start with one. To be called before any route is registered.
 * @returns the routes, filled while they register
 */
export function collectDeclarations(app: FastifyInstance): DeclaredRoute[] {
  const routes: DeclaredRoute[] = []
  const listed = new Map<string, string>()
  app.addHook('onRoute', (route) => {
    const missing = [...undeclared(route), ...unlisted(route, listed)]
    const methods = Array.isArray(route.method) ? route.method : [route.method]
    if (missing.length > 0) {
      throw new Error(`The route ${methods.join('|')} ${route.url} does not declare: ${missing.join('; ')}.`)
    }
    const { permission = '', audit = '' } = route.config ?? {}
    for (const method of methods) routes.push({ method, url: route.url, permission, audit })
  })
  return routes
}

/** A cursor names its list, and no two lists share a name: the cursor of one is none of the other. */
function unlisted({ url, schema }: RouteOptions, listed: Map<string, string>): string[] {
  const list = listOfCursor(schema?.querystring)
  if (list === undefined) return []
  if (list === null) return ['of which list its cursor is: listQuery']
  const other = listed.get(list) ?? url
  listed.set(list, other)
  return other === url ? [] : [`a list of its own: the cursor ${list} is of ${other}`]
}

function undeclared(route: RouteOptions): string[] {
  const { permission, audit } = route.config ?? {}
  const known = permission === 'public' || PERMISSIONS.some((one) => one === permission)
  const missing: string[] = []
  if (!known) missing.push(`config.permission, one of public, ${PERMISSIONS.join(', ')}`)
  if (audit !== 'none' && !AUDIT_ACTION.test(audit ?? ''))
    missing.push(`config.audit, 'none' or an action like 'plan.confirm'`)
  const { schema } = route
  if (!schema?.response) missing.push('schema.response')
  if (route.url.includes(':') && !schema?.params) missing.push('schema.params')
  for (const part of ['body', 'querystring'] as const) {
    for (const field of looseTexts(schema?.[part]))
      missing.push(
        `what the text schema.${part}.${field} may hold: Text, LongText, or a format, pattern or list of values`,
      )
  }
  return missing
}
