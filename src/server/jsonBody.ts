import type { FastifyInstance } from 'fastify'
import { httpRefusals } from '../platform/http/index.ts'

/** How deep a body may nest lists and objects: GeoJSON takes 9, the schema of a register 7. */
export const DEEPEST_BODY = 64

/**
 * Reads JSON bodies as Fastify does, but for those that nest deeper than anything means: writing one out again (to compare,
 * to keep, to log) would exhaust the stack of the process or of the database.
 */
export function readJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (isNestedDeeper(String(body), DEEPEST_BODY)) done(httpRefusals.bodyNested(DEEPEST_BODY))
    else parse(request, String(body), done)
  })
}

const [QUOTE, BACKSLASH] = [34, 92]
const OPENING: ReadonlySet<number> = new Set([91, 123])
const CLOSING: ReadonlySet<number> = new Set([93, 125])

/** Whether JSON text nests deeper, told without reading it; brackets within its texts do not count. */
function isNestedDeeper(json: string, most: number): boolean {
  let depth = 0
  let isText = false
  for (let at = 0; at < json.length; at++) {
    const unit = json.charCodeAt(at)
    if (isText && unit === BACKSLASH) at++
    else if (unit === QUOTE) isText = !isText
    else if (isText) continue
    else if (OPENING.has(unit)) {
      if (++depth > most) return true
    } else if (CLOSING.has(unit)) depth--
  }
  return false
}
