import type { Question } from '../../../src/exchange/schemas.ts'
import {
  aQuestion,
  asked,
  asking,
  offered,
  PERSONS,
  withIncomes,
} from '../../../src/exchange/verification/stage.testing.ts'
import type { Example, Stage } from '../accessExamples.ts'

const holding = async ({ as, owner }: Stage) => withIncomes(await as(owner))
const question = async (stage: Stage): Promise<Question> => offered(await stage.as(stage.owner), await holding(stage))
const subject = PERSONS[0] ?? ''
const answered = async (stage: Stage) => asked(await stage.as(stage.owner), asking(await question(stage), [subject]))

export const verificationExamples: Readonly<Record<string, Example>> = {
  'GET /api/v1/verifications/questions': async (stage) => {
    await question(stage)
    return { method: 'GET', url: '/api/v1/verifications/questions' }
  },
  'POST /api/v1/verifications/questions': async (stage) => ({
    ...{ method: 'POST', url: '/api/v1/verifications/questions' },
    payload: { resourceId: await holding(stage), content: aQuestion() },
  }),
  'GET /api/v1/verifications/questions/:id': async (stage) => ({
    method: 'GET',
    url: `/api/v1/verifications/questions/${(await question(stage)).id}`,
  }),
  'PATCH /api/v1/verifications/questions/:id': async (stage) => ({
    ...{ method: 'PATCH', url: `/api/v1/verifications/questions/${(await question(stage)).id}` },
    ...{ headers: { 'if-match': '"v1"' }, payload: { content: aQuestion({ perDay: 3 }) } },
  }),
  'POST /api/v1/verifications/questions/:id/withdraw': async (stage) => ({
    ...{ method: 'POST', url: `/api/v1/verifications/questions/${(await question(stage)).id}/withdraw` },
    payload: { reason: '数据停更' },
  }),
  'GET /api/v1/verifications': async (stage) => {
    await answered(stage)
    return { method: 'GET', url: '/api/v1/verifications' }
  },
  'POST /api/v1/verifications': async (stage) => ({
    ...{ method: 'POST', url: '/api/v1/verifications' },
    payload: asking(await question(stage), [subject]),
  }),
  'GET /api/v1/verifications/:id': async (stage) => ({
    method: 'GET',
    url: `/api/v1/verifications/${(await answered(stage)).id}`,
  }),
  'POST /api/v1/verifications/check': async (stage) => {
    const by = ['leader', 'administrator'].includes(stage.owner) ? ('department' as const) : stage.owner
    const { receipt } = await answered({ ...stage, owner: by })
    return { method: 'POST', url: '/api/v1/verifications/check', payload: { receipt } }
  },
}
