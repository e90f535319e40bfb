export type * from './alerts/schemas.ts'
export type * from './assessments/schemas.ts'
// What the monitoring room sends and takes, for pages and other rooms.
export type * from './attestation/schemas.ts'
export type * from './evaluations/schemas.ts'
export type * from './observations/schemas.ts'
export type * from './stations/schemas.ts'
export type * from './uploads/schemas.ts'
