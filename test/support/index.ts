export { createTestDatabase, type TestDatabase, testEngine, withDatabase } from './database.ts'
