import type { InjectOptions } from 'fastify'
import type { AgreementDetail } from '../../../src/settlement/agreements/schemas.ts'
import {
  bindTestYears,
  draftedAgreement,
  monthsMeeting,
  offeredAgreement,
  openStatement,
  placePeople,
  sectionYear,
  sent,
  signedAgreement,
} from '../../../src/settlement/stage.testing.ts'
import type { StatementDetail, StatementFile } from '../../../src/settlement/statements/schemas.ts'
import type { Example, Stage } from '../accessExamples.ts'
import type { PersonName } from '../people.ts'

/** Whose unit is a party: the owner, where it may sign. Who only drafts or reads is shown one between two provinces. */
async function between({ handle, owner }: Stage): Promise<{ upstream: PersonName; drafter: PersonName }> {
  await placePeople(handle)
  const upstream = owner === 'city' ? 'city' : 'department'
  return { upstream, drafter: owner === 'office' ? 'office' : upstream }
}

const draft = async (stage: Stage) => draftedAgreement(stage.as, await between(stage))
const offered = async (stage: Stage) => offeredAgreement(stage.as, await between(stage))
const signed = async (stage: Stage) => signedAgreement(stage.as, await between(stage))

const onAgreement =
  (make: (stage: Stage) => Promise<AgreementDetail>, act: string, payload?: object): Example =>
  async (stage) => {
    const { id, revision } = await make(stage)
    return {
      method: 'POST',
      url: `/api/v1/agreements/${id}/${act}`,
      headers: { 'if-match': `"v${revision}"` },
      ...(payload ? { payload } : {}),
    }
  }

async function declined(stage: Stage): Promise<AgreementDetail> {
  const { id } = await offered(stage)
  const browser = await stage.as((await between(stage)).drafter)
  return sent(browser.post(`/api/v1/agreements/${id}/decline`, { reason: '再商' }))
}

async function statement(stage: Stage): Promise<StatementDetail> {
  bindTestYears().set('山角 2018', sectionYear('山角', 2018, monthsMeeting(9)))
  const { upstream } = await between(stage)
  return openStatement(stage.as, (await signed(stage)).id, { preparer: upstream })
}

async function objected(stage: Stage, by: PersonName): Promise<StatementDetail> {
  const { id } = await statement(stage)
  return sent((await stage.as(by)).post(`/api/v1/statements/${id}/objections`, OBJECTION))
}
const OBJECTION = { line: 1, grounds: '样品超时', evidence: [{ kind: 'words', words: '4月运输记录' }] }

function aFile(statementId: string): InjectOptions {
  const form = new FormData()
  form.append('file', new Blob(['%PDF-1.7 运输记录']), '运输记录.pdf')
  return { method: 'POST', url: `/api/v1/statements/${statementId}/files`, payload: form as unknown as string }
}

/** A file that an objection names: by the owner, where it may object. */
async function namedFile(stage: Stage): Promise<StatementFile> {
  const { id } = await statement(stage)
  const browser = await stage.as((await between(stage)).upstream)
  const file = await sent<StatementFile>(browser.request(aFile(id)))
  const evidence = [{ kind: 'file', id: file.id, words: file.name }]
  await sent(browser.post(`/api/v1/statements/${id}/objections`, { ...OBJECTION, evidence }))
  return file
}

const onStatement =
  (ending = ''): Example =>
  async (stage) => ({ method: 'GET', url: `/api/v1/statements/${(await statement(stage)).id}${ending}` })

export const settlementAgreementExamples: Readonly<Record<string, Example>> = {
  'GET /api/v1/agreements': async (stage) => {
    await signed(stage)
    return { method: 'GET', url: '/api/v1/agreements' }
  },
  'GET /api/v1/agreements.xlsx': async (stage) => {
    await signed(stage)
    return { method: 'GET', url: '/api/v1/agreements.xlsx' }
  },
  'POST /api/v1/agreements/bench.xlsx': async () => ({
    method: 'POST',
    url: '/api/v1/agreements/bench.xlsx',
    payload: { form: 'chuhe', years: [2018] },
  }),
  'GET /api/v1/agreements/:id.docx': async (stage) => ({
    method: 'GET',
    url: `/api/v1/agreements/${(await signed(stage)).id}.docx`,
  }),
  'GET /api/v1/agreements/forms': async () => ({ method: 'GET', url: '/api/v1/agreements/forms' }),
  'POST /api/v1/agreements': async () => ({ method: 'POST', url: '/api/v1/agreements', payload: { form: 'chuhe' } }),
  'POST /api/v1/agreements/bench': async () => ({
    method: 'POST',
    url: '/api/v1/agreements/bench',
    payload: { form: 'chuhe', years: [2018] },
  }),
  'GET /api/v1/agreements/:id': async (stage) => ({
    method: 'GET',
    url: `/api/v1/agreements/${(await signed(stage)).id}`,
  }),
  'PATCH /api/v1/agreements/:id': async (stage) => {
    const { id, revision } = await draft(stage)
    const headers = { 'if-match': `"v${revision}"` }
    return { method: 'PATCH', url: `/api/v1/agreements/${id}`, payload: { name: '九洲江（试行）' }, headers }
  },
  'POST /api/v1/agreements/:id/offer': onAgreement(draft, 'offer'),
  'POST /api/v1/agreements/:id/versions': onAgreement(declined, 'versions'),
  'POST /api/v1/agreements/:id/decline': onAgreement(offered, 'decline', { reason: '再商' }),
  'POST /api/v1/agreements/:id/sign': async (stage) => {
    const { id, sha256 } = await offered(stage)
    return { method: 'POST', url: `/api/v1/agreements/${id}/sign`, payload: { sha256 } }
  },
  'GET /api/v1/statements': async (stage) => {
    await statement(stage)
    return { method: 'GET', url: '/api/v1/statements' }
  },
  'GET /api/v1/statements.xlsx': async (stage) => {
    await statement(stage)
    return { method: 'GET', url: '/api/v1/statements.xlsx' }
  },
  'POST /api/v1/statements': async (stage) => {
    bindTestYears().set('山角 2018', sectionYear('山角', 2018, monthsMeeting(9)))
    return {
      method: 'POST',
      url: '/api/v1/statements',
      payload: { agreementId: (await signed(stage)).id, year: 2018 },
    }
  },
  'GET /api/v1/statements/:id': onStatement(),
  'GET /api/v1/statements/:id/now': onStatement('/now'),
  'GET /api/v1/statements/:id.xlsx': onStatement('.xlsx'),
  'GET /api/v1/statements/:id.docx': onStatement('.docx'),
  'POST /api/v1/statements/:id/sign': async (stage) => {
    const { id, sha256 } = await statement(stage)
    return { method: 'POST', url: `/api/v1/statements/${id}/sign`, payload: { sha256 } }
  },
  'POST /api/v1/statements/:id/objections': async (stage) => ({
    method: 'POST',
    url: `/api/v1/statements/${(await statement(stage)).id}/objections`,
    payload: OBJECTION,
  }),
  'POST /api/v1/statements/:id/objections/:objectionId/answer': async (stage) => {
    const isOffice = stage.owner === 'office'
    const { id, objections } = await objected(stage, isOffice ? 'otherDepartment' : (await between(stage)).upstream)
    return {
      method: 'POST',
      url: `/api/v1/statements/${id}/objections/${objections[0]?.id}/answer`,
      payload: { outcome: isOffice ? 'dismissed' : 'withdrawn', answer: '经核，数据有效' },
    }
  },
  'POST /api/v1/statements/:id/files': async (stage) => aFile((await statement(stage)).id),
  'GET /api/v1/statement-files/:id': async (stage) => ({
    method: 'GET',
    url: `/api/v1/statement-files/${(await namedFile(stage)).id}`,
  }),
  'POST /api/v1/statements/:id/withdraw': async (stage) => ({
    method: 'POST',
    url: `/api/v1/statements/${(await statement(stage)).id}/withdraw`,
    payload: { reason: '数据有误' },
  }),
}
