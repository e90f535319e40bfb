import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { closed, etagOf, httpRefusals, Once, Uuid } from '../../platform/http/index.ts'
import { keepLights } from '../lights/index.ts'
import { actAsOffice, receiveMany, receiveTask, requestClose } from './acts.ts'
import { addComment } from './comments.ts'
import { findTask } from './detailStore.ts'
import {
  MilestoneMark,
  NewComment,
  NewWorkPlan,
  NoteBody,
  ReasonBody,
  Receipts,
  ReceiptsBody,
  TaskDetail,
} from './schemas.ts'
import { fileWorkPlan, markMilestone } from './workPlans.ts'

const Params = Type.Object({ id: Uuid }, closed)
type Params = Static<typeof Params>
const tags = ['tasks']
const unit = (audit: string) => ({ permission: 'delivery.report', audit }) as const
const office = (audit: string) => ({ permission: 'delivery.review', audit }) as const

/** What units and the office do to a task. Each answers with the task as it is then. */
export const actRoutes: FastifyPluginAsyncTypebox = async (app) => {
  /** Does it, brings the lights up to date, and answers with the task. */
  const act = async (
    { actor, params }: { actor: Actor; params: Params },
    reply: FastifyReply,
    work: (trx: Trx, now: Date) => Promise<unknown>,
  ) => {
    const now = app.clock()
    await app.database.asActor(actor, (trx) => work(trx, now))
    await keepLights(app, now)
    const task = await app.database.asActor(actor, (trx) => findTask(trx, actor, params.id))
    reply.header('etag', etagOf(task.revision))
    return task
  }
  const answer = { params: Params, response: { 200: TaskDetail } }

  app.post(
    '/tasks/:id/receipt',
    { config: unit('delivery.receive_task'), schema: { tags, summary: 'Receive a task (签收)', ...answer } },
    (request, reply) => act(request, reply, (trx, now) => receiveTask(trx, request.actor, request.params.id, now)),
  )

  app.post(
    '/task-receipts',
    {
      config: unit('delivery.receive_task'),
      schema: {
        tags,
        summary: 'Receive many at once: those received already are left as they are',
        body: ReceiptsBody,
        response: { 200: Receipts },
      },
    },
    async (request) => {
      const now = app.clock()
      const { actor, body } = request
      const received = await app.database.asActor(actor, (trx) => receiveMany(trx, actor, body.ids, now))
      await keepLights(app, now)
      return { received }
    },
  )

  app.post(
    '/tasks/:id/work-plans',
    {
      config: unit('delivery.file_work_plan'),
      schema: {
        tags,
        summary: 'File a work plan with its milestones (If-Match: the filing it goes on from)',
        body: NewWorkPlan,
        ...answer,
      },
    },
    (request, reply) =>
      act(request, reply, (trx, now) => {
        const ifMatch = request.headers['if-match']
        if (ifMatch === undefined) throw httpRefusals.versionNeeded()
        return fileWorkPlan(trx, request.actor, request.params.id, request.body, { ifMatch, now })
      }),
  )

  app.patch(
    '/milestones/:id',
    {
      config: unit('delivery.mark_milestone'),
      schema: {
        tags,
        summary: 'Say that a milestone of one’s own is reached, or take it back (needs If-Match)',
        params: Params,
        body: MilestoneMark,
        response: { 200: TaskDetail },
      },
    },
    async (request) => {
      const now = app.clock()
      const { actor, params, body, headers } = request
      const taskId = await app.database.asActor(actor, (trx) =>
        markMilestone(trx, actor, params.id, body.doneOn, { ifMatch: headers['if-match'], now }),
      )
      await keepLights(app, now)
      return app.database.asActor(actor, (trx) => findTask(trx, actor, taskId))
    },
  )

  app.post(
    '/tasks/:id/close-request',
    {
      config: unit('delivery.request_close'),
      schema: { tags, summary: 'Ask for the sign-off (申请销号): each lead for itself', body: NoteBody, ...answer },
    },
    (request, reply) =>
      act(request, reply, (trx, now) =>
        requestClose(trx, request.actor, request.params.id, request.body.note ?? '', now),
      ),
  )

  const officeActs = [
    ['sign-off', 'close', 'Sign a task off (销号)'],
    ['refusal', 'refuse_close', 'Refuse the sign-off: the task goes on'],
    ['reopening', 'reopen', 'Reopen a task that was signed off'],
    ['retirement', 'retire', 'Retire a task, with the reason'],
    ['restoration', 'restore', 'Restore a retired task'],
  ] as const
  for (const [path, event, summary] of officeActs) {
    app.post(
      `/tasks/:id/${path}`,
      {
        config: office(`delivery.${event}_task`),
        schema: { tags, summary: `${summary} (needs If-Match)`, body: ReasonBody, ...answer },
      },
      (request, reply) =>
        act(request, reply, (trx, now) =>
          actAsOffice(trx, request.actor, request.params.id, event, {
            reason: request.body.reason,
            ifMatch: request.headers['if-match'],
            now,
          }),
        ),
    )
  }

  app.post(
    '/tasks/:id/comments',
    {
      config: unit('delivery.comment'),
      schema: {
        tags,
        summary: 'Say something on a task; units mentioned are told (the same Idempotency-Key adds nothing)',
        headers: Once,
        body: NewComment,
        ...answer,
      },
    },
    (request, reply) =>
      act(request, reply, (trx) =>
        addComment(trx, request.actor, request.params.id, request.body, request.headers['idempotency-key']),
      ),
  )
}
