export type * from './catalogue/schemas.ts'
export type * from './holdings/schemas.ts'
export type * from './requests/schemas.ts'
export type * from './terms/schemas.ts'
