import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { attachment, CSV_TYPE, closed, csvOf, etagOf, Uuid, XLSX_TYPE, xlsxOf } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { amendTask } from './amend.ts'
import { TASK_COLUMNS } from './columns.ts'
import { findTask } from './detailStore.ts'
import { taskLines } from './exports.ts'
import { listTasks, taskChapters } from './listStore.ts'
import { TaskChapters, TaskDetail, TaskEdit, TaskExportQuery, TaskList, TaskQuery } from './schemas.ts'

const Params = Type.Object({ id: Uuid }, closed)
const tags = ['tasks']
const reading = { permission: 'delivery.read', audit: 'none' } as const

/** Tasks: the list, its exports, one task, and its amendment. */
export const taskListRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const asActor = app.database.asActor.bind(app.database)

  app.get(
    '/tasks',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Tasks by programme, unit, place, chapter, light, state, role, deadline, words',
        querystring: TaskQuery,
        response: { 200: TaskList },
      },
    },
    (request) => asActor(request.actor, (trx) => listTasks(trx, request.query)),
  )

  app.get(
    '/task-chapters',
    {
      config: reading,
      schema: {
        tags,
        summary: 'The chapters of a programme that have tasks',
        querystring: Type.Object({ programme: Uuid }, closed),
        response: { 200: TaskChapters },
      },
    },
    async (request) => ({
      items: await asActor(request.actor, (trx) => taskChapters(trx, request.query.programme)),
    }),
  )

  for (const format of ['csv', 'xlsx'] as const) {
    app.get(
      `/tasks.${format}`,
      {
        config: reading,
        schema: {
          tags,
          summary:
            format === 'xlsx'
              ? 'The list as XLSX, in the columns that the import takes'
              : 'The list as CSV, in the columns of the XLSX that the import takes (it takes no CSV)',
          querystring: TaskExportQuery,
          response: {
            200: { content: { [format === 'csv' ? 'text/csv' : XLSX_TYPE]: { schema: Type.Any() } } },
          },
        },
      },
      (request, reply) => {
        const lines = taskLines(app.database, request.actor, request.query)
        return reply
          .type(format === 'csv' ? CSV_TYPE : XLSX_TYPE)
          .header('content-disposition', attachment(`任务台账-${todayInChina(app.clock())}.${format}`))
          .send(format === 'csv' ? Readable.from(csvOf(TASK_COLUMNS, lines)) : xlsxOf('任务台账', TASK_COLUMNS, lines))
      },
    )
  }

  app.get(
    '/tasks/:id',
    {
      config: reading,
      schema: {
        tags,
        summary: 'A task: who answers, work plans, milestones, comments, timeline, and what one may do',
        params: Params,
        response: { 200: TaskDetail },
      },
    },
    async (request, reply) => {
      const task = await asActor(request.actor, (trx) => findTask(trx, request.actor, request.params.id))
      reply.header('etag', etagOf(task.revision))
      return task
    },
  )

  app.patch(
    '/tasks/:id',
    {
      config: { permission: 'delivery.dispatch', audit: 'delivery.amend_task' },
      schema: {
        tags,
        summary: 'Amend a task (needs If-Match; a 412 carries the task as it is now)',
        params: Params,
        body: TaskEdit,
        response: { 200: TaskDetail },
      },
    },
    async (request, reply) => {
      const { actor, params, body, headers } = request
      const now = app.clock()
      const task = await asActor(actor, async (trx) => {
        await amendTask(trx, actor, params.id, body, { ifMatch: headers['if-match'], now })
        return findTask(trx, actor, params.id)
      })
      reply.header('etag', etagOf(task.revision))
      return task
    },
  )
}
