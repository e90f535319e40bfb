export type * from './schemas/conflicts.ts'
export type * from './schemas/features.ts'
export type * from './schemas/imports.ts'
export type * from './schemas/layers.ts'
