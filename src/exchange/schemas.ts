export type * from './catalogue/schemas.ts'
export type * from './registers/schemas.ts'
