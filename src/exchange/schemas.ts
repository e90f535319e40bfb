export type * from './catalogue/schemas.ts'
