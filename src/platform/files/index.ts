export { mediaTypeOf } from './kinds.ts'
export { type FileStore, openFileStore } from './store.ts'
