export { parseDocument } from './parse.ts'
export { tellsOfSituation } from './targets/index.ts'
export type * from './types.ts'
