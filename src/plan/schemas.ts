/**
 * Everything the plan API sends and takes. The page builds its client on `import type` of these, the routes validate
 * with them, and OpenAPI is made of them. Spans are [start, end) in UTF-16 units of the version's canonical text.
 */

export * from './schemas/changes.ts'
export * from './schemas/commitment.ts'
export * from './schemas/documents.ts'
export * from './schemas/register.ts'
export * from './schemas/shared.ts'
export * from './schemas/units.ts'
