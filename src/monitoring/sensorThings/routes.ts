import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { Type } from 'typebox'
import type { Actor } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { closed, originOf } from '../../platform/http/index.ts'
import { changeObservation, changeThing } from './change.ts'
import { createDatastream, createSensor, createThing, datastreamOf } from './create.ts'
import { answersOf, isObject, rowsOfDataArray } from './dataArray.ts'
import { answerAddress, landing } from './read.ts'
import { sensorThingsRefusals as refusals } from './refusals.ts'
import { expectTaken, takeObservations } from './take.ts'

export const PREFIX = '/sensorthings/v1.1'
/** Most bytes of one request of observations: about 100,000 rows. */
const MOST_BYTES = 16 * 1024 * 1024
const tags = ['sensorthings']
const read = { permission: 'observation.read', audit: 'none', keys: true } as const
const write = {
  permission: 'observation.write',
  audit: 'monitoring.add_observations',
  keys: 'observations',
} as const
const Json = Type.Unsafe<object>({ type: 'object', additionalProperties: true })
const JSON_TYPE = 'application/json; charset=utf-8'
const TEXT_TYPE = 'text/plain; charset=utf-8'

const Option = Type.Optional(Type.String({ maxLength: 4000, format: 'prose' }))
const Options = Type.Object(
  { $filter: Option, $expand: Option, $select: Option, $orderby: Option, $top: Option, $skip: Option, $count: Option },
  closed,
)
const Wild = Type.Object({ '*': Type.String({ maxLength: 500, format: 'prose' }) }, closed)
const Within = Type.Object({ datastream: Type.String({ pattern: '^Datastreams\\(\\d{1,9}\\)$' }) }, closed)
const WithinThing = Type.Object({ thing: Type.String({ pattern: "^Things\\('[0-9a-f-]{36}'\\)$" }) }, closed)
const OfThing = Type.Object({ '*': Type.String({ pattern: "^\\('[0-9a-f-]{36}'\\)$" }) }, closed)
const OfObservation = Type.Object({ '*': Type.String({ pattern: "^\\('\\d{1,9}_-?\\d{1,15}'\\)$" }) }, closed)
const Created = { 201: Json }
const Body = { type: 'object', additionalProperties: true }
const AnyObject = Type.Unsafe<Record<string, unknown>>(Body)

/** Without a schema to write by: what is sent is text already. */
const sendText = (reply: FastifyReply, text: string, type = JSON_TYPE) =>
  reply
    .type(type)
    .serializer((body: string) => body)
    .send(text)

/** OGC SensorThings API 1.1: what stations and their software speak. */
export const sensorThingsRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const rootOf = (request: FastifyRequest) => `${originOf(request)}${PREFIX}`

  app.get(
    '/',
    {
      config: { permission: 'public', audit: 'none' },
      schema: { tags, summary: 'What there is', response: { 200: Json } },
    },
    async (request) => landing(rootOf(request)),
  )

  app.get(
    '/*',
    {
      config: read,
      schema: {
        tags,
        summary: 'A list of entities, an entity, or a property of one, by its address ($filter, $expand …)',
        params: Wild,
        querystring: Options,
        response: { 200: Type.Any() },
      },
    },
    async (request, reply) => {
      const { actor, params, query } = request
      const answer = await app.database.asActor(actor, async (trx) => {
        await sql`select actor_must('observation.read')`.execute(trx)
        return answerAddress(trx, rootOf(request), params['*'], query)
      })
      return sendText(reply, answer.text, answer.type === 'json' ? JSON_TYPE : TEXT_TYPE)
    },
  )

  app.post(
    '/CreateObservations',
    {
      config: write,
      bodyLimit: MOST_BYTES,
      schema: {
        tags,
        summary: 'Many observations in one request (data array): for each row its address, or what is wrong with it',
        body: Type.Unsafe<unknown>({ type: 'array', items: Body }),
        response: { 201: Type.Unsafe<string[]>({ type: 'array', items: { type: 'string' } }) },
      },
    },
    async (request, reply) => {
      const { actor, body } = request
      const rows = rowsOfDataArray(body)
      const taken = await app.database.asActor(actor, (trx) =>
        takeObservations(app.database, trx, actor, { source: 'sensor_things' }, rows, app.clock()),
      )
      return sendText(reply.code(201), JSON.stringify(answersOf(rootOf(request), taken))) as never
    },
  )

  const addObservation = async (request: FastifyRequest, reply: FastifyReply, of?: number) => {
    const { actor } = request
    const body = request.body as Record<string, unknown>
    const row = {
      datastream: datastreamOf(body, of),
      time: body.phenomenonTime ?? body.resultTime,
      result: body.result,
    }
    const { id, added } = await app.database.asActor(actor, async (trx) => {
      const [taken] = await takeObservations(app.database, trx, actor, { source: 'sensor_things' }, [row], app.clock())
      return expectTaken(taken)
    })
    const link = `${rootOf(request)}/Observations('${id}')`
    reply.header('location', link).code(added ? 201 : 200)
    return reply.send({ '@iot.id': id, '@iot.selfLink': link })
  }
  const observations = {
    config: write,
    schema: { tags, summary: 'One observation', body: AnyObject, response: { 201: Json, 200: Json } },
  } as const
  app.post('/Observations', observations, (request, reply) => addObservation(request, reply))
  app.post(
    '/:datastream/Observations',
    { ...observations, schema: { ...observations.schema, params: Within } },
    (request, reply) =>
      addObservation(request, reply, Number(/\d+/.exec((request.params as { datastream: string }).datastream)?.[0])),
  )

  app.patch(
    '/Things*',
    {
      config: { permission: 'station.manage', audit: 'monitoring.edit_station' },
      schema: {
        tags,
        summary: 'Change the name, the description or the properties of a Thing',
        params: OfThing,
        body: AnyObject,
        response: { 200: Json },
      },
    },
    async (request, reply) => {
      const { actor, body, params, headers } = request
      const id = params['*'].slice(2, 38)
      const answer = await app.database.asActor(actor, async (trx) => {
        await changeThing(trx, id, body, headers['if-match'])
        return answerAddress(trx, rootOf(request), `Things${params['*']}`, {})
      })
      return sendText(reply, answer.text) as never
    },
  )
  app.patch(
    '/Observations*',
    {
      config: { permission: 'observation.write', audit: 'monitoring.correct_observation' },
      schema: {
        tags,
        summary: 'Correct the result of an Observation, with a reason (header Qunce-Reason, or parameters.reason)',
        params: OfObservation,
        body: AnyObject,
        response: { 200: Json },
      },
    },
    async (request, reply) => {
      const { actor, body, params, headers } = request
      const [datastream = 0, time = 0] = params['*'].slice(2, -2).split('_').map(Number)
      const header = headers['qunce-reason']
      const reason = typeof header === 'string' ? header : undefined
      const answer = await app.database.asActor(actor, async (trx) => {
        await changeObservation(app.database, trx, actor, { datastream, time }, body, reason, app.clock())
        return answerAddress(trx, rootOf(request), `Observations${params['*']}`, {})
      })
      return sendText(reply, answer.text) as never
    },
  )
  // What the service does not do is said with its reason, and not as though there were nothing at the address.
  app.setNotFoundHandler((request, reply) => {
    const address = request.url.slice(PREFIX.length + 1).replace(/\?.*/s, '')
    if (!['DELETE', 'PUT', 'PATCH'].includes(request.method)) throw refusals.addressUnknown(address)
    reply.header('allow', /^(Things|Observations)\(/.test(address) ? 'GET, HEAD, PATCH' : 'GET, HEAD, POST')
    throw refusals.methodRefused(request.method)
  })

  const adding = (
    path: string,
    audit: string,
    summary: string,
    set: string,
    add: (
      trx: Trx,
      actor: Actor,
      body: Record<string, unknown>,
      params: Record<string, string>,
    ) => Promise<string | number>,
    params?: typeof WithinThing,
  ) =>
    app.post(
      path,
      {
        config: { permission: 'station.manage', audit },
        schema: { tags, summary, body: AnyObject, ...(params ? { params } : {}), response: Created },
      },
      async (request, reply) => {
        const { actor, body } = request
        if (!isObject(body)) throw refusals.entityInvalid('body', 'an object')
        const id = await app.database.asActor(actor, (trx) =>
          add(trx, actor, body, request.params as Record<string, string>),
        )
        const link = `${rootOf(request)}/${set}(${typeof id === 'string' ? `'${id}'` : id})`
        return reply.code(201).header('location', link).send({ '@iot.id': id, '@iot.selfLink': link })
      },
    )
  adding('/Things', 'monitoring.add_station', 'A station with its Location and Datastreams', 'Things', createThing)
  adding('/Sensors', 'monitoring.add_sensor', 'A sensor', 'Sensors', createSensor)
  adding('/Datastreams', 'monitoring.add_datastream', 'What a station measures', 'Datastreams', (trx, actor, body) =>
    createDatastream(trx, actor, body),
  )
  adding(
    '/:thing/Datastreams',
    'monitoring.add_datastream',
    'What this station measures',
    'Datastreams',
    (trx, actor, body, { thing = '' }) => createDatastream(trx, actor, body, thing.slice(8, 44)),
    WithinThing,
  )
}
