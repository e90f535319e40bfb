import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Trx } from '../../platform/database/index.ts'
import {
  attachment,
  CSV_TYPE,
  closed,
  csvOf,
  cutListOf,
  etagOf,
  Once,
  Uuid,
  XLSX_TYPE,
  xlsxOf,
} from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { editProject, linkProjectTask, proposeProject, reportProgress, takeFromCommitments } from './changes.ts'
import { everyProject, PROJECT_COLUMNS } from './exports.ts'
import { decideRequest, requestChange } from './requests.ts'
import {
  Decision,
  FromCommitments,
  NewProgress,
  NewProject,
  NewRequest,
  ProjectCandidate,
  ProjectDetail,
  ProjectEdit,
  ProjectFilter,
  ProjectList,
  ProjectQuery,
  RequestList,
  RequestQuery,
  Summary,
  SummaryQuery,
} from './schemas.ts'
import { listProjectCandidates, listProjects, listRequests, projectDetail, summaryOf } from './store.ts'

const Params = Type.Object({ id: Uuid }, closed)
const TaskParams = Type.Object({ id: Uuid, taskId: Uuid }, closed)
const tags = ['projects']
const read = { permission: 'delivery.read', audit: 'none' } as const
const propose = (audit: string) => ({ permission: 'project.propose', audit }) as const
const approve = (audit: string) => ({ permission: 'project.approve', audit }) as const
const file = (type: string) => ({ 200: { content: { [type]: { schema: Type.Any() } } } })
const detail = { 200: ProjectDetail }

/** The rolling pool of projects (项目库): proposals, yearly lists, moves between classes, investment, elements. */
export const projectRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const today = () => todayInChina(app.clock())
  const answer = async (trx: Trx, id: string, reply: FastifyReply) => {
    const project = await projectDetail(trx, id)
    reply.header('etag', etagOf(project.revision))
    return project
  }

  app.get(
    '/projects',
    {
      config: read,
      schema: { tags, summary: 'Projects of the pool', querystring: ProjectQuery, response: { 200: ProjectList } },
    },
    (request) => app.database.asActor(request.actor, (trx) => listProjects(trx, request.query)),
  )

  app.get(
    '/projects.csv',
    {
      config: read,
      schema: { tags, summary: 'Projects as CSV', querystring: ProjectFilter, response: file('text/csv') },
    },
    (request, reply) =>
      reply
        .type(CSV_TYPE)
        .header('content-disposition', attachment(`重大项目清单-${today()}.csv`))
        .send(Readable.from(csvOf(PROJECT_COLUMNS, everyProject(app.database, request.actor, request.query)))),
  )

  app.get(
    '/projects.xlsx',
    {
      config: read,
      schema: { tags, summary: 'Projects as XLSX', querystring: ProjectFilter, response: file(XLSX_TYPE) },
    },
    (request, reply) =>
      reply
        .type(XLSX_TYPE)
        .header('content-disposition', attachment(`重大项目清单-${today()}.xlsx`))
        .send(xlsxOf('重大项目', PROJECT_COLUMNS, everyProject(app.database, request.actor, request.query))),
  )

  app.get(
    '/projects/summary',
    {
      config: read,
      schema: {
        tags,
        summary: 'Figures of a year’s list, and how many projects each class of the pool has',
        querystring: SummaryQuery,
        response: { 200: Summary },
      },
    },
    (request) =>
      app.database.asActor(request.actor, (trx) =>
        summaryOf(trx, request.query.year ?? Number(today().slice(0, 4)), today()),
      ),
  )

  app.get(
    '/projects/candidates',
    {
      config: read,
      schema: {
        tags,
        summary: 'Confirmed works of plans that are in no pool yet',
        querystring: Type.Object({ document: Type.Optional(Uuid) }, closed),
        response: { 200: cutListOf(ProjectCandidate) },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listProjectCandidates(trx, actor.organizationId, query)),
  )

  app.post(
    '/projects',
    {
      config: propose('project.propose'),
      schema: {
        tags,
        summary: 'Propose a project for the pool',
        headers: Once,
        body: NewProject,
        response: { 201: ProjectDetail },
      },
    },
    async ({ actor, body, headers }, reply) => {
      const project = await app.database.asActor(actor, async (trx) =>
        answer(trx, await proposeProject(trx, actor, body, today(), headers['idempotency-key']), reply),
      )
      return reply.code(201).send(project)
    },
  )

  app.post(
    '/projects/from-commitments',
    {
      config: approve('project.take'),
      schema: {
        tags,
        summary: 'Take works that plans name into the pool, as 储备',
        body: FromCommitments,
        response: { 201: Type.Object({ ids: Type.Array(Uuid) }) },
      },
    },
    async ({ actor, body }, reply) => {
      const ids = await app.database.asActor(actor, (trx) =>
        takeFromCommitments(trx, actor, body.commitmentIds, today()),
      )
      return reply.code(201).send({ ids })
    },
  )

  app.get(
    '/projects/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'A project with its lists, moves, requests and figures',
        params: Params,
        response: detail,
      },
    },
    ({ actor, params }, reply) => app.database.asActor(actor, (trx) => answer(trx, params.id, reply)),
  )

  app.patch(
    '/projects/:id',
    {
      config: propose('project.edit'),
      schema: {
        tags,
        summary: 'Correct what is known of a project (needs If-Match)',
        params: Params,
        body: ProjectEdit,
        response: detail,
      },
    },
    ({ actor, params, body, headers }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await editProject(trx, actor, params.id, body, headers['if-match'])
        return answer(trx, params.id, reply)
      }),
  )

  app.post(
    '/projects/:id/requests',
    {
      config: propose('project.request'),
      schema: {
        tags,
        summary: 'Ask for a place on a year’s list, a move to another class, or to leave a list',
        params: Params,
        body: NewRequest,
        response: { 201: ProjectDetail },
      },
    },
    async ({ actor, params, body }, reply) => {
      const project = await app.database.asActor(actor, async (trx) => {
        await requestChange(trx, actor, params.id, body, today())
        return answer(trx, params.id, reply)
      })
      return reply.code(201).send(project)
    },
  )

  app.post(
    '/projects/:id/progress',
    {
      config: propose('project.progress'),
      schema: {
        tags,
        summary: 'Add what was invested since 1 January up to the end of a month',
        params: Params,
        body: NewProgress,
        response: { 201: ProjectDetail },
      },
    },
    async ({ actor, params, body }, reply) => {
      const project = await app.database.asActor(actor, async (trx) => {
        await reportProgress(trx, actor, params.id, body, today())
        return answer(trx, params.id, reply)
      })
      return reply.code(201).send(project)
    },
  )

  for (const [method, linked, summary] of [
    ['PUT', true, 'Tie it to a task that it carries out, beside those of its own provision'],
    ['DELETE', false, 'Untie it from a task that it was tied to by hand'],
  ] as const)
    app.route({
      method,
      url: '/projects/:id/tasks/:taskId',
      config: approve('project.tasks'),
      schema: { tags, summary, params: TaskParams, response: detail },
      handler: ({ actor, params }, reply) =>
        app.database.asActor(actor, async (trx) => {
          await linkProjectTask(trx, actor, params.id, params.taskId, linked)
          return answer(trx, params.id, reply)
        }),
    })

  app.get(
    '/project-requests',
    {
      config: read,
      schema: {
        tags,
        summary: 'What was asked for of the pool: what waits first, then the newest',
        querystring: RequestQuery,
        response: { 200: RequestList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listRequests(trx, query)),
  )

  app.post(
    '/project-requests/:id/decide',
    {
      config: propose('project.decide'),
      schema: {
        tags,
        summary: 'Approve or refuse a request, or take it back (needs If-Match)',
        params: Params,
        body: Decision,
        response: detail,
      },
    },
    ({ actor, params, body, headers }, reply) =>
      app.database.asActor(actor, async (trx) =>
        answer(trx, await decideRequest(trx, actor, params.id, body, headers['if-match'], today()), reply),
      ),
  )
}
