import { randomUUID } from 'node:crypto'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { LogController } from 'fastify'
import { ogcRoutes } from '../blueprint/index.ts'
import type { Identity, NodeSettings } from '../exchange/index.ts'
import { SENSOR_THINGS_PREFIX, sensorThingsRoutes } from '../monitoring/index.ts'
import type { DatabaseHandle } from '../platform/database/index.ts'
import type { FileStore } from '../platform/files/index.ts'
import { ANSWERED_FORMATS, httpRefusals, TEXT_FORMATS } from '../platform/http/index.ts'
import { type Auth, makeAuth } from './auth.ts'
import { authRoutes } from './authRoutes.ts'
import { baseMapRoutes } from './baseMap.ts'
import { compressAnswers } from './compress.ts'
import { collectDeclarations, type DeclaredRoute } from './declarations.ts'
import { describeApi } from './docs.ts'
import { guardRoutes, type RouteChecks } from './guard.ts'
import { addSecurityHeaders } from './headers.ts'
import { healthRoutes } from './health.ts'
import { readJsonBodies } from './jsonBody.ts'
import { ServiceKeys } from './keys.ts'
import { linkRoutes } from './linkRoutes.ts'
import { type LogStream, loggerOptions, logRequests } from './log.ts'
import { refuseForeignOrigins } from './origin.ts'
import { answerProblems } from './problems.ts'
import { rooms } from './rooms.ts'
import { buildSerializer, buildValidator } from './schemaCompilers.ts'
import { Sessions } from './session.ts'
import { sessionRoutes } from './sessionRoutes.ts'
import type { Settings } from './settings.ts'
import { webRoutes } from './web.ts'

export interface ServerOptions {
  files: FileStore
  /** Signs the session cookies. */
  secret: string
  /** Signs receipts and what is told to other nodes. */
  identity: Identity
  /** How this installation is a node of a cluster. */
  nodeSettings?: NodeSettings | null
  settings?: Settings
  /** A folder with the built web application; without it a page says how to build it. */
  webFolder?: string
  /** debug, info, warn, error or silent. */
  logLevel?: string
  /** Where log lines go when not to stderr. */
  logStream?: LogStream
  /** For tests of the database's own policies only. */
  routeChecks?: RouteChecks
  /** What time it is, for whatever depends on the day; tests and the sample set it. */
  clock?: () => Date
  /** For tests that call one route many times. */
  rateLimits?: 'on' | 'off'
}

declare module 'fastify' {
  interface FastifyInstance {
    readonly auth: Auth
    readonly sessions: Sessions
    readonly serviceKeys: ServiceKeys
    readonly declaredRoutes: readonly DeclaredRoute[]
  }
}

/** Most bytes of a JSON body. Uploads have their own limit. */
const BODY_LIMIT = 1024 * 1024

/** What any form may hold; a room that takes files says how many, and how large. */
const FORM_LIMITS = { fileSize: BODY_LIMIT, files: 1, parts: 200, fields: 50 }

export type App = Awaited<ReturnType<typeof buildServer>>

/**
 * Puts the rooms' routes on one Fastify app: default deny, every route declared, every error RFC 9457. Ready to listen
 * or to be injected into; the caller owns the database and closes it after the app.
 */
export async function buildServer(given: DatabaseHandle, options: ServerOptions) {
  const database = options.clock ? given.withClock(options.clock) : given
  const { files, secret, settings = { oidc: [] }, logLevel = 'info', routeChecks = 'on' } = options
  if (routeChecks === 'off' && !process.env.VITEST) throw new Error('Route checks are off in tests only.')

  const app = Fastify({
    logger: loggerOptions(logLevel, options.logStream),
    logController: new LogController({ disableRequestLogging: true }), // `logRequests` does it, without secrets
    genReqId: () => randomUUID(),
    trustProxy: settings.trustProxy ?? false,
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: 500 },
    requestTimeout: 300_000,
    // Unknown fields are refused rather than dropped: a caller who misspells one hears of it.
    ajv: {
      customOptions: {
        removeAdditional: false,
        coerceTypes: 'array',
        useDefaults: true,
        allowUnionTypes: true,
        formats: TEXT_FORMATS,
        verbose: true, // a refusal tells a blank text from one with hidden characters
      },
    },
    schemaController: { compilersFactory: { buildValidator, buildSerializer } },
    serializerOpts: { ajv: { formats: ANSWERED_FORMATS } },
  }).withTypeProvider<TypeBoxTypeProvider>()

  const declaredRoutes = collectDeclarations(app)
  const auth = makeAuth(database, {
    secret,
    oidc: settings.oidc,
    onSessionsChanged: (userId) => sessions.forget(userId),
    log: (message) => app.log.warn(`sign-in: ${message}`),
    ...(settings.publicUrl ? { publicUrl: settings.publicUrl } : {}),
  })
  const sessions: Sessions = new Sessions(auth.api, database)
  app.decorate('database', database).decorate('files', files).decorate('identity', options.identity)
  app.decorate('nodeSettings', options.nodeSettings ?? null)
  app.decorate('auth', auth).decorate('sessions', sessions).decorate('declaredRoutes', declaredRoutes)
  app.decorate('clock', options.clock ?? (() => new Date())).decorate('publicUrl', settings.publicUrl ?? null)
  app.decorate('serviceKeys', new ServiceKeys(database, app.clock))

  answerProblems(app)
  readJsonBodies(app)
  addSecurityHeaders(app, settings)
  refuseForeignOrigins(app, settings.publicUrl)
  guardRoutes(app, { sessions, keys: app.serviceKeys }, routeChecks)
  logRequests(app)
  await app.register(multipart, { limits: FORM_LIMITS })
  await app.register(rateLimit, {
    global: false,
    ...(options.rateLimits === 'off' ? { allowList: () => true } : {}),
    errorResponseBuilder: (_request, { ttl }) => httpRefusals.tooManyRequests(Math.ceil(ttl / 1000)),
  })

  await compressAnswers(app)
  await describeApi(app)
  await app.register(healthRoutes)
  await app.register(authRoutes, { prefix: '/api/auth', oidc: settings.oidc })
  await app.register(linkRoutes)
  await app.register(sessionRoutes, { prefix: '/api/v1' })
  await app.register(baseMapRoutes, { prefix: '/api/v1', baseMap: settings.baseMap ?? null })
  for (const room of rooms) await app.register(room, { prefix: '/api/v1' })
  await app.register(ogcRoutes, { prefix: '/ogc' })
  await app.register(sensorThingsRoutes, { prefix: SENSOR_THINGS_PREFIX })
  await app.register(webRoutes, { folder: options.webFolder })
  await app.ready()
  return app
}
