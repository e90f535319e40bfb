export {
  createTestDatabase,
  prepareDataFolder,
  prepareTestDatabase,
  type TestDatabase,
  testEngine,
  withDatabase,
} from './database.ts'
export { actorOf, addPeople, PEOPLE, PERSON_NAMES, type Person, type PersonName, placeOrganizations } from './people.ts'
export { type Browser, browserWith, signIn, type TestServer, type TestServerOptions, withServer } from './server.ts'
