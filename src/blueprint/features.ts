import { sql } from 'kysely'
import type { Box } from './geometry/geojson.ts'

/** SQL: the box as a geometry. */
export const envelope = ([west, south, east, north]: Box) =>
  sql`st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4490)`
