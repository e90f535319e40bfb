import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Paper } from '../../papers/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { attachment, originOf, XLSX_TYPE } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { findScoredProgrammes, programmeScores } from '../scores/index.ts'
import { decompositionPaper } from './decomposition.ts'
import { type EvaluationFacts, type EvaluationKind, evaluationFacts } from './evaluationFacts.ts'
import { gapPaper } from './gapPaper.ts'
import { minutesPaper } from './minutesPaper.ts'
import { noticePaper } from './noticePaper.ts'
// What draws charts, lays out documents and writes sheets is large and slow: it is loaded, and works, in a thread.
import { fileApart, previewApart } from './papersApart.ts'
import { previewOf } from './preview.ts'
import { EvaluationQuery, PaperParams, Preview } from './schemas.ts'

const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** 公文: official documents from what the programme holds, and the rows behind their figures. */
export const paperRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const config = { permission: 'delivery.read', audit: 'none' } as const
  const tags = ['delivery']
  const file = (type: string, summary: string) => ({
    tags,
    summary,
    response: { 200: { content: { [type]: { schema: Type.Any() } } } },
  })
  const today = () => todayInChina(app.clock())
  const asActor = <T>(request: FastifyRequest, work: (trx: Trx) => Promise<T>) =>
    app.database.asActor(request.actor, work)
  const origin = app.publicUrl
  const sendPaper = async (reply: FastifyReply, paper: Paper) => {
    const { title, bytes } = await fileApart({ wanted: 'document', paper, origin })
    return sendFile(reply, DOCX_TYPE, `${title}.docx`, bytes)
  }

  app.get(
    '/papers/programmes/:id/decomposition',
    {
      config,
      schema: {
        tags,
        summary: 'The task decomposition table of a programme, to look at',
        params: PaperParams,
        response: { 200: Preview },
      },
    },
    async (request) =>
      previewOf((await asActor(request, (trx) => decompositionPaper(trx, request.params.id, today()))).paper),
  )
  app.get(
    '/papers/programmes/:id/decomposition.docx',
    {
      config,
      schema: { ...file(DOCX_TYPE, 'The task decomposition table as an official document'), params: PaperParams },
    },
    async (request, reply) => {
      const { paper } = await asActor(request, (trx) => decompositionPaper(trx, request.params.id, today()))
      return sendPaper(reply, paper)
    },
  )
  app.get(
    '/papers/programmes/:id/decomposition.xlsx',
    { config, schema: { ...file(XLSX_TYPE, 'The rows of the task decomposition table'), params: PaperParams } },
    async (request, reply) => {
      const { tasks, paper } = await asActor(request, (trx) => decompositionPaper(trx, request.params.id, today()))
      const { bytes } = await fileApart({ wanted: 'decomposition sheets', tasks })
      return sendFile(reply, XLSX_TYPE, `${paper.title}.xlsx`, bytes)
    },
  )

  const single = [
    ['/papers/supervision-notices/:id', 'A supervision notice', noticePaper],
    ['/papers/meetings/:id/minutes', 'The minutes of a meeting', minutesPaper],
  ] as const
  for (const [path, what, paperOf] of single) {
    const params = PaperParams
    app.get(
      path,
      { config, schema: { tags, summary: `${what}, to look at`, params, response: { 200: Preview } } },
      async (request) =>
        previewOf(await asActor(request, (trx) => paperOf(trx, request.params.id, request.actor, today()))),
    )
    app.get(
      `${path}.docx`,
      { config, schema: { ...file(DOCX_TYPE, `${what} as an official document`), params } },
      async (request, reply) =>
        sendPaper(reply, await asActor(request, (trx) => paperOf(trx, request.params.id, request.actor, today()))),
    )
  }

  app.get(
    '/alignments/:id/gaps.docx',
    {
      config: { permission: 'register.export', audit: 'none' },
      schema: {
        ...file(DOCX_TYPE, 'What a lower plan leaves of a higher one, as an official report'),
        params: PaperParams,
      },
    },
    async (request, reply) =>
      sendPaper(reply, await asActor(request, (trx) => gapPaper(trx, request.params.id, request.actor, today()))),
  )

  const evaluations = [
    ['evaluation', 'annual', 'The annual evaluation'],
    ['midterm', 'midterm', 'The draft of the mid-term evaluation'],
  ] as const
  for (const [name, kind, what] of evaluations) {
    const path = `/papers/programmes/:id/${name}`
    const asked = { params: PaperParams, querystring: EvaluationQuery }
    const factsOf = async (request: FastifyRequest, id: string, year: number | undefined): Promise<EvaluationFacts> => {
      const now = app.clock()
      const facts = await asActor(request, (trx) => evaluationFacts(trx, kind satisfies EvaluationKind, id, year, now))
      const period = String(facts.year)
      // Of a programme that others do not see, only its office reads how each unit scored.
      const scored = await asActor(request, (trx) => findScoredProgrammes(trx, facts.programme.id))
      const scores =
        scored.length > 0
          ? await app.database.asSystem((trx) => programmeScores(trx, facts.programme.id, period, today()))
          : null
      return { ...facts, scores }
    }
    app.get(
      path,
      { config, schema: { tags, summary: `${what}, to look at`, ...asked, response: { 200: Preview } } },
      async (request) => previewApart(await factsOf(request, request.params.id, request.query.year)),
    )
    app.get(
      `${path}.docx`,
      { config, schema: { ...file(DOCX_TYPE, `${what} as an official document`), ...asked } },
      async (request, reply) => {
        const facts = await factsOf(request, request.params.id, request.query.year)
        const { title, bytes } = await fileApart({ wanted: 'evaluation', facts, origin })
        return sendFile(reply, DOCX_TYPE, `${title}.docx`, bytes)
      },
    )
    app.get(
      `${path}.xlsx`,
      { config, schema: { ...file(XLSX_TYPE, `The rows behind the figures of ${what.toLowerCase()}`), ...asked } },
      async (request, reply) => {
        const facts = await factsOf(request, request.params.id, request.query.year)
        const title = `${facts.programme.title}${kind === 'annual' ? `${facts.year}年度` : '中期'}评估数据明细.xlsx`
        const { bytes } = await fileApart({ wanted: 'evaluation sheets', facts, origin: originOf(request) })
        return sendFile(reply, XLSX_TYPE, title, bytes)
      },
    )
  }
}

function sendFile(reply: FastifyReply, type: string, name: string, bytes: Buffer) {
  return reply.type(type).header('content-disposition', attachment(name)).send(bytes)
}
