import type { Job } from '../platform/jobs/index.ts'
import { conflictJob } from './conflicts/index.ts'
import { measureJob } from './measures/index.ts'
import type {} from './tables.ts'

export { recheckAll } from './conflicts/index.ts'
export { editFeatures } from './edits.ts'
export { areaOf, CGCS2000, distance, lengthOf, perimeterOf, ringArea } from './ellipsoid.ts'
export type { Box, Geometry, Position, Ring } from './geometry/geojson.ts'
export { geometryOf, wkbOf } from './geometry/wkb.ts'
export { classesOf, fitsKind, KIND_CODES, KINDS, type Kind, LINES, SPACES, shapeOf } from './kinds.ts'
export { findLayer } from './layerStore.ts'
export { addLayer } from './layers.ts'
export { measureAll } from './measures/index.ts'
export { ogcRoutes } from './ogc/routes.ts'
export { blueprintRefusals } from './refusals.ts'
export { type Incoming, writeRevision } from './revisions.ts'
export { blueprintRoutes } from './routes.ts'
export type * from './schemas.ts'
export { meant, type Times } from './times.ts'

/** What the room does by itself, again and again; a part's job is one line here. */
export const blueprintJobs: readonly Job[] = [conflictJob, measureJob]
