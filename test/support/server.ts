import { join } from 'node:path'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll } from 'vitest'
import { openIdentity } from '../../src/exchange/index.ts'
import type { DatabaseHandle } from '../../src/platform/database/index.ts'
import { openFileStore } from '../../src/platform/files/index.ts'
import { type App, buildServer, type ServerOptions } from '../../src/server/app.ts'
import { makeSignInLink } from '../../src/server/links.ts'
import { type TestDatabase, withDatabase } from './database.ts'
import { addPeople, PEOPLE, type PersonName } from './people.ts'

/** Sends requests as one person, signed in by a real session. Bodies are objects; `headers` may add If-Match. */
export interface Browser {
  readonly cookie: string
  request(options: InjectOptions): Promise<LightMyRequestResponse>
  get(url: string, headers?: InjectOptions['headers']): Promise<LightMyRequestResponse>
  post(
    url: string,
    payload?: InjectOptions['payload'],
    headers?: InjectOptions['headers'],
  ): Promise<LightMyRequestResponse>
  patch(
    url: string,
    payload?: InjectOptions['payload'],
    headers?: InjectOptions['headers'],
  ): Promise<LightMyRequestResponse>
  delete(url: string, headers?: InjectOptions['headers']): Promise<LightMyRequestResponse>
}

export interface TestServer {
  readonly app: App
  readonly handle: DatabaseHandle
  /** A data folder of the server's own. */
  readonly folder: string
  /** The person's browser. Addresses are complete: `/api/v1/documents`. */
  as(person: PersonName): Promise<Browser>
  /** A browser of nobody. */
  nobody(): Browser
}

export interface TestServerOptions extends Partial<Omit<ServerOptions, 'files' | 'secret' | 'identity'>> {
  /** Runs once before the first test, with the people and organizations in place. */
  prepare?: (handle: DatabaseHandle) => Promise<void>
  /** Another file's database, to put a second server on it. */
  database?: TestDatabase
}

export const TEST_SECRET = 'a secret for tests, long enough to be taken: 0123456789abcdef'

/**
 * Gives the test file a server on a fresh database with one person for each role (people.ts). Nothing listens: requests
 * are injected.
 */
export function withServer({ prepare, database, ...options }: TestServerOptions = {}): TestServer {
  const own = database ?? withDatabase()
  let app: App | undefined
  const browsers = new Map<PersonName, Browser>()
  const need = () => {
    if (!app) throw new Error('withServer(): the server exists from beforeAll on, inside of tests.')
    return app
  }
  beforeAll(async () => {
    if (!database) await own.handle.asSystem(addPeople)
    await prepare?.(own.handle)
    const files = await openFileStore(join(own.folder, 'files'))
    app = await buildServer(own.handle, {
      files,
      secret: TEST_SECRET,
      identity: openIdentity(own.folder),
      logLevel: 'error',
      ...options,
    })
  }, 60_000)
  afterAll(() => app?.close())

  return {
    get app() {
      return need()
    },
    get handle() {
      return own.handle
    },
    get folder() {
      return own.folder
    },
    nobody: () => browserWith(need(), ''),
    async as(person) {
      const known = browsers.get(person)
      if (known) return known
      const browser = browserWith(need(), await signIn(need(), own.handle, PEOPLE[person].userId))
      browsers.set(person, browser)
      return browser
    },
  }
}

/** Signs a user in by a one-time link, as the server's own start does. @returns the Cookie header */
export async function signIn(app: App, handle: DatabaseHandle, userId: string): Promise<string> {
  const token = await handle.asSystem((trx) => makeSignInLink(trx, userId))
  const reply = await app.inject({ url: `/sign-in/${token}` })
  if (reply.statusCode !== 303) throw new Error(`Signing in answered ${reply.statusCode}: ${reply.body}`)
  return reply.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
}

export function browserWith(app: App, cookie: string): Browser {
  const request = (options: InjectOptions) =>
    app.inject({ ...options, headers: { ...(cookie ? { cookie } : {}), ...options.headers } })
  const withBody =
    (method: 'POST' | 'PATCH') =>
    (url: string, payload?: InjectOptions['payload'], headers?: InjectOptions['headers']) =>
      request({ method, url, ...(payload === undefined ? {} : { payload }), ...(headers ? { headers } : {}) })
  return {
    cookie,
    request,
    get: (url, headers) => request({ method: 'GET', url, ...(headers ? { headers } : {}) }),
    post: withBody('POST'),
    patch: withBody('PATCH'),
    delete: (url, headers) => request({ method: 'DELETE', url, ...(headers ? { headers } : {}) }),
  }
}
