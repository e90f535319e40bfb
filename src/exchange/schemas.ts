export type * from './catalogue/schemas.ts'
export type * from './nodes/schemas.ts'
export type * from './nodes/views/schemas.ts'
