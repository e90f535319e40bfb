import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { printApart } from '../../papers/index.ts'
import { attachment, closed, idOfKey, isMade, Once, Uuid, XLSX_TYPE, xlsxOf } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { answerObjection, objectTo, prepareStatement, signStatement, withdrawStatement } from './acts.ts'
import { tryAgreement } from './bench.ts'
import { benchWorkbook } from './benchWorkbook.ts'
import { everyStatement, STATEMENT_COLUMNS } from './exports.ts'
import { statementPaper } from './paper.ts'
import { statementNow } from './reckon.ts'
import {
  Answer,
  BenchAnswer,
  BenchRequest,
  NewObjection,
  NewStatement,
  StatementDetail,
  StatementFilter,
  StatementList,
  StatementNow,
  StatementQuery,
  StatementSigning,
  Withdrawal,
} from './schemas.ts'
import { findStatement, listStatements } from './store.ts'
import { statementWorkbook } from './workbook.ts'

const Params = Type.Object({ id: Uuid }, closed)
const ObjectionParams = Type.Object({ id: Uuid, objectionId: Uuid }, closed)
const tags = ['statements']
const read = { permission: 'statement.read', audit: 'none' } as const
const prepare = (audit: string) => ({ permission: 'statement.prepare', audit }) as const
const signed = (audit: string) => ({ permission: 'statement.sign', audit }) as const
const file = (type: string) => ({ 200: { content: { [type]: { schema: Type.Any() } } } })
const detail = { 200: StatementDetail }
const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** Statements (结算单): what an agreement comes to for a year; both sides confirm or object; signed, it posts. */
export const statementRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/agreements/bench',
    {
      config: { permission: 'agreement.read', audit: 'none' },
      schema: {
        tags: ['agreements'],
        summary: 'Try an agreement on past years, with other data or terms; nothing is kept',
        body: BenchRequest,
        response: { 200: BenchAnswer },
      },
    },
    ({ actor, body }) =>
      app.database.asActor(actor, async (trx) => {
        await sql`select actor_must('agreement.read')`.execute(trx)
        return tryAgreement(trx, body)
      }),
  )

  app.post(
    '/agreements/bench.xlsx',
    {
      config: { permission: 'agreement.read', audit: 'none' },
      schema: {
        tags: ['agreements'],
        summary: 'The same trial as a workbook: payments, lines, derivation, what was tried',
        body: BenchRequest,
        response: file(XLSX_TYPE),
      },
    },
    async ({ actor, body }, reply) => {
      const answer = await app.database.asActor(actor, async (trx) => {
        await sql`select actor_must('agreement.read')`.execute(trx)
        return tryAgreement(trx, body)
      })
      return reply
        .type(XLSX_TYPE)
        .header('content-disposition', attachment('协议试算.xlsx'))
        .send(await benchWorkbook(body, answer))
    },
  )

  app.get(
    '/statements',
    {
      config: read,
      schema: {
        tags,
        summary: 'Statements, the newest first',
        querystring: StatementQuery,
        response: { 200: StatementList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listStatements(trx, query)),
  )

  app.get(
    '/statements.xlsx',
    {
      config: read,
      schema: {
        tags,
        summary: 'Statements as a workbook',
        querystring: StatementFilter,
        response: file(XLSX_TYPE),
      },
    },
    async ({ actor, query }, reply) => {
      await app.database.asActor(actor, (trx) => sql`select actor_must('statement.read')`.execute(trx))
      reply.type(XLSX_TYPE).header('content-disposition', attachment(`结算单-${todayInChina(app.clock())}.xlsx`))
      return reply.send(xlsxOf('结算单', STATEMENT_COLUMNS, everyStatement(app.database, actor, query)))
    },
  )

  app.post(
    '/statements',
    {
      config: prepare('settlement.prepare_statement'),
      schema: {
        tags,
        summary: 'Reckon a year and put it before the parties; of a year that was settled, the difference',
        headers: Once,
        body: NewStatement,
        response: { 201: StatementDetail },
      },
    },
    async ({ actor, body, headers }, reply) => {
      const statement = await app.database.asActor(actor, async (trx) =>
        findStatement(trx, await prepareStatement(trx, actor, body, headers['idempotency-key'])),
      )
      return reply.code(201).send(statement)
    },
  )

  app.get(
    '/statements/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'A statement: lines with their derivation, down to the months behind them',
        params: Params,
        response: detail,
      },
    },
    ({ actor, params }) => app.database.asActor(actor, (trx) => findStatement(trx, params.id)),
  )

  app.get(
    '/statements/:id/now',
    {
      config: read,
      schema: {
        tags,
        summary: 'What has changed behind a statement since it was prepared, and what the year comes to on that',
        params: Params,
        response: { 200: StatementNow },
      },
    },
    ({ actor, params }) =>
      app.database.asActor(actor, async (trx) => statementNow(trx, await findStatement(trx, params.id))),
  )

  app.get(
    '/statements/:id.xlsx',
    {
      config: read,
      schema: {
        tags,
        summary: 'A statement as a workbook: lines, months, derivation',
        params: Params,
        response: file(XLSX_TYPE),
      },
    },
    async ({ actor, params }, reply) => {
      const statement = await app.database.asActor(actor, (trx) => findStatement(trx, params.id))
      return reply
        .type(XLSX_TYPE)
        .header('content-disposition', attachment(`${statement.agreementName}${statement.year}年结算单.xlsx`))
        .send(await statementWorkbook(statement))
    },
  )

  app.get(
    '/statements/:id.docx',
    {
      config: read,
      schema: { tags, summary: 'A statement as an official document', params: Params, response: file(DOCX_TYPE) },
    },
    async ({ actor, params }, reply) => {
      const statement = await app.database.asActor(actor, (trx) => findStatement(trx, params.id))
      const paper = statementPaper(statement)
      return reply
        .type(DOCX_TYPE)
        .header('content-disposition', attachment(`${paper.title}.docx`))
        .send(await printApart({ paper, drawings: [], origin: app.publicUrl }))
    },
  )

  app.post(
    '/statements/:id/sign',
    {
      config: signed('settlement.sign_statement'),
      schema: {
        tags,
        summary: 'Confirm a statement for your party; the last signature posts it',
        params: Params,
        body: StatementSigning,
        response: detail,
      },
    },
    ({ actor, params, body }) =>
      app.database.asActor(actor, async (trx) => {
        await signStatement(trx, actor, params.id, body.sha256)
        return findStatement(trx, params.id)
      }),
  )

  app.post(
    '/statements/:id/objections',
    {
      config: signed('settlement.object'),
      schema: {
        tags,
        summary: 'Object to a line, with evidence: it is frozen until that is settled',
        params: Params,
        headers: Once,
        body: NewObjection,
        response: { 201: StatementDetail },
      },
    },
    async ({ actor, params, body, headers }, reply) => {
      const statement = await app.database.asActor(actor, async (trx) => {
        const once = headers['idempotency-key']
        const objectionId = idOfKey(once, actor, { id: params.id, ...body })
        if (!(await isMade(trx, 'statement_objection', once, objectionId)))
          await objectTo(trx, actor, params.id, body, objectionId)
        return findStatement(trx, params.id)
      })
      return reply.code(201).send(statement)
    },
  )

  app.post(
    '/statements/:id/objections/:objectionId/answer',
    {
      config: prepare('settlement.settle_objection'),
      schema: {
        tags,
        summary: 'Settle an objection: who objected takes it back, the office dismisses or upholds it',
        params: ObjectionParams,
        body: Answer,
        response: detail,
      },
    },
    ({ actor, params, body }) =>
      app.database.asActor(actor, async (trx) => {
        await answerObjection(trx, actor, params.id, params.objectionId, body)
        return findStatement(trx, params.id)
      }),
  )

  app.post(
    '/statements/:id/withdraw',
    {
      config: prepare('settlement.withdraw_statement'),
      schema: { tags, summary: 'Take an open statement back', params: Params, body: Withdrawal, response: detail },
    },
    ({ actor, params, body }) =>
      app.database.asActor(actor, async (trx) => {
        await withdrawStatement(trx, actor, params.id, body.reason)
        return findStatement(trx, params.id)
      }),
  )
}
