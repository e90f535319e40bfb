export { type FileStore, openFileStore } from './store.ts'
