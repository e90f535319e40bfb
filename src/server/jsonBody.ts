import type { FastifyInstance } from 'fastify'
import { httpRefusals } from '../platform/http/index.ts'

/** How deep a body may nest lists and objects: GeoJSON takes 9, the schema of a register 7. */
const DEEPEST_BODY = 64

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

/** UTF-16 units of " \ [ ] { }. */
const [QUOTE, BACKSLASH, LIST, LIST_END, OBJECT, OBJECT_END] = [34, 92, 91, 93, 123, 125]

/** Whether JSON text nests deeper, told without reading it; brackets within its texts do not count. */
function isNestedDeeper(json: string, most: number): boolean {
  let depth = 0
  for (let at = 0; at < json.length; at++) {
    const unit = json.charCodeAt(at)
    if (unit === QUOTE) at = endOfText(json, at)
    else if (unit === LIST || unit === OBJECT) {
      if (++depth > most) return true
    } else if (unit === LIST_END || unit === OBJECT_END) depth--
  }
  return false
}

/** Where the text ends that begins here: at its closing quote, or with the whole where it has none. */
function endOfText(json: string, from: number): number {
  for (let at = from + 1; at < json.length; at++) {
    const unit = json.charCodeAt(at)
    if (unit === BACKSLASH) at++
    else if (unit === QUOTE) return at
  }
  return json.length
}
