import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { printApart } from '../../papers/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { attachment, closed, etagOf, Once, Uuid, XLSX_TYPE, xlsxOf } from '../../platform/http/index.ts'
import { KNOWN_AGREEMENTS } from '../rules/agreements/index.ts'
import {
  contentOfForm,
  declineAgreement,
  draftAgreement,
  draftVersion,
  editDraft,
  offerAgreement,
  signAgreement,
} from './acts.ts'
import { AGREEMENT_COLUMNS } from './exports/columns.ts'
import { agreementPaper } from './exports/paper.ts'
import { inputsGiven, openTerms } from './rules/content.ts'
import {
  AgreementDetail,
  AgreementFilter,
  AgreementList,
  AgreementQuery,
  Declining,
  DraftEdit,
  FormList,
  NewAgreement,
  Signing,
  VersionQuery,
} from './schemas.ts'
import { everyAgreement, findAgreement, listAgreements } from './store.ts'

const Params = Type.Object({ id: Uuid }, closed)
const tags = ['agreements']
const read = { permission: 'agreement.read', audit: 'none' } as const
const draft = (audit: string) => ({ permission: 'agreement.draft', audit }) as const
const detail = { 200: AgreementDetail }
const file = (type: string) => ({ 200: { content: { [type]: { schema: Type.Any() } } } })
const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** Agreements (协议): drafted from published forms or formula parts, offered, signed by every party. */
export const agreementRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const answer = async (trx: Trx, id: string, reply: FastifyReply, version?: number) => {
    const agreement = await findAgreement(trx, id, version)
    reply.header('etag', etagOf(agreement.revision))
    return agreement
  }

  app.get(
    '/agreements',
    {
      config: read,
      schema: {
        tags,
        summary: 'Agreements, the newest version of each',
        querystring: AgreementQuery,
        response: { 200: AgreementList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listAgreements(trx, query)),
  )

  app.get(
    '/agreements.xlsx',
    {
      config: read,
      schema: {
        tags,
        summary: 'Agreements that you see, as a table',
        querystring: AgreementFilter,
        response: file(XLSX_TYPE),
      },
    },
    async ({ actor, query }, reply) => {
      const agreements = await app.database.asActor(actor, (trx) => everyAgreement(trx, query))
      return reply
        .type(XLSX_TYPE)
        .header('content-disposition', attachment('补偿协议.xlsx'))
        .send(xlsxOf('补偿协议', AGREEMENT_COLUMNS, agreements))
    },
  )

  app.get(
    '/agreements/forms',
    {
      config: read,
      schema: {
        tags,
        summary: 'Published agreements as forms: what is known of them, and what is open',
        response: { 200: FormList },
      },
    },
    ({ actor }) =>
      app.database.asActor(actor, async (trx) => {
        await sql`select actor_must('agreement.read')`.execute(trx)
        const items = KNOWN_AGREEMENTS.map(({ id, zh }) => {
          const content = contentOfForm(id)
          return { id, name: zh, content, given: inputsGiven(content), openTerms: openTerms(content) }
        })
        return { items }
      }),
  )

  app.post(
    '/agreements',
    {
      config: draft('settlement.draft_agreement'),
      schema: {
        tags,
        summary: 'Draft an agreement from a published form or from formula parts',
        headers: Once,
        body: NewAgreement,
        response: { 201: AgreementDetail },
      },
    },
    async ({ actor, body, headers }, reply) => {
      const agreement = await app.database.asActor(actor, async (trx) =>
        answer(trx, await draftAgreement(trx, actor, body, headers['idempotency-key']), reply),
      )
      return reply.code(201).send(agreement)
    },
  )

  app.get(
    '/agreements/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'An agreement with its parties, signatures and versions',
        params: Params,
        querystring: VersionQuery,
        response: detail,
      },
    },
    ({ actor, params, query }, reply) =>
      app.database.asActor(actor, (trx) => answer(trx, params.id, reply, query.version)),
  )

  app.get(
    '/agreements/:id.docx',
    {
      config: read,
      schema: {
        tags,
        summary: 'An agreement as an official document',
        params: Params,
        querystring: VersionQuery,
        response: file(DOCX_TYPE),
      },
    },
    async ({ actor, params, query }, reply) => {
      const agreement = await app.database.asActor(actor, (trx) => findAgreement(trx, params.id, query.version))
      const paper = agreementPaper(agreement)
      return reply
        .type(DOCX_TYPE)
        .header('content-disposition', attachment(`${paper.title}.docx`))
        .send(await printApart({ paper, drawings: [], origin: app.publicUrl }))
    },
  )

  app.patch(
    '/agreements/:id',
    {
      config: draft('settlement.edit_agreement'),
      schema: { tags, summary: 'Change a draft (needs If-Match)', params: Params, body: DraftEdit, response: detail },
    },
    ({ actor, params, body, headers }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await editDraft(trx, actor, params.id, body, headers['if-match'])
        return answer(trx, params.id, reply)
      }),
  )

  app.post(
    '/agreements/:id/versions',
    {
      config: draft('settlement.draft_agreement'),
      schema: {
        tags,
        summary: 'Draft a further version of an agreement',
        params: Params,
        response: { 201: AgreementDetail },
      },
    },
    async ({ actor, params }, reply) => {
      const agreement = await app.database.asActor(actor, async (trx) => {
        await draftVersion(trx, actor, params.id)
        return answer(trx, params.id, reply)
      })
      return reply.code(201).send(agreement)
    },
  )

  app.post(
    '/agreements/:id/offer',
    {
      config: draft('settlement.offer_agreement'),
      schema: {
        tags,
        summary: 'Put a draft before its parties; it does not change any more (needs If-Match)',
        params: Params,
        response: detail,
      },
    },
    ({ actor, params, headers }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await offerAgreement(trx, actor, params.id, headers['if-match'])
        return answer(trx, params.id, reply)
      }),
  )

  app.post(
    '/agreements/:id/sign',
    {
      config: { permission: 'agreement.sign', audit: 'settlement.sign_agreement' },
      schema: {
        tags,
        summary: 'Sign what stands offered, for your party',
        params: Params,
        body: Signing,
        response: detail,
      },
    },
    ({ actor, params, body }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await signAgreement(trx, actor, params.id, body.sha256)
        return answer(trx, params.id, reply)
      }),
  )

  app.post(
    '/agreements/:id/decline',
    {
      config: draft('settlement.decline_agreement'),
      schema: {
        tags,
        summary: 'Not sign, or take back what one has offered',
        params: Params,
        body: Declining,
        response: detail,
      },
    },
    ({ actor, params, body }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await declineAgreement(trx, actor, params.id, body.reason)
        return answer(trx, params.id, reply)
      }),
  )
}
