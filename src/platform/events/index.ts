export { announce } from './announce.ts'
export { type Heard, listen } from './listen.ts'
