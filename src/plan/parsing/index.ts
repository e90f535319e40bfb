export { parseDocument } from './parse.ts'
export type * from './types.ts'
