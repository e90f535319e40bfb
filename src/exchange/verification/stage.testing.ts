import type { Browser } from '../../../test/support/index.ts'
import { published, sent } from '../catalogue/stage.testing.ts'
import { loadForm } from '../holdings/stage.testing.ts'
import type { NewVerification, Question, QuestionContent, VerificationDetail } from './schemas.ts'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** An identity number that checks, of nobody: no region has the code 990000. */
export function nobodysNumber(at: number): string {
  const body = `99000019900101${String(at).padStart(3, '0')}`
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(body[place]), 0)
  return `${body}${'10X98765432'[sum % 11]}`
}

export const PERSONS = [1, 2, 3, 4, 5].map(nobodysNumber)

const ITEMS = [
  { name: '身份证号', dataType: 'character' as const, length: '18' },
  { name: '年度', dataType: 'integer' as const, length: '4' },
  { name: '年收入', dataType: 'currency' as const, length: '12,2' },
]

/** Incomes of persons who do not exist: the fourth has one that is not known, the fifth none on record. */
const ROWS = [
  [PERSONS[0], 2025, '52000.00'],
  [PERSONS[0], 2024, '1.00'],
  [PERSONS[1], 2025, '18600.50'],
  [PERSONS[2], 2025, '9800'],
  [PERSONS[3], 2025, ''],
]

/** A resource with its data loaded. @returns its id */
export async function withIncomes(browser: Browser): Promise<string> {
  const { id } = await published(browser, { items: ITEMS, classCode: '203000', format: 'database' })
  const text = [ITEMS.map(({ name }) => name), ...ROWS].map((row) => row.join(',')).join('\r\n')
  const { payload, headers } = loadForm(text, { keyItems: '["身份证号","年度"]' }, '收入.csv')
  await sent(browser.post(`/api/v1/resources/${id}/holding/loads`, payload, headers))
  return id
}

/** Whether a household's income of 2025 is under a limit. */
export const aQuestion = (own: Partial<QuestionContent> = {}): QuestionContent => ({
  ...{ name: '家庭年收入核对', nameEn: 'Yearly income of a household', description: '', subjectItem: '身份证号' },
  ...{ subjectKind: 'identityNumber', mostSubjects: 5, measure: { kind: 'sum', item: '年收入' } },
  ...{ rows: [{ item: '年度', operator: 'equals', values: ['2025'] }], comparison: 'under' },
  ...{
    limit: { least: '10000', most: '100000', step: '10000', unit: '元' },
    perDay: 20,
    perYear: 100,
    absent: 'unknown',
  },
  ...own,
})

export const offered = (browser: Browser, resourceId: string, own: Partial<QuestionContent> = {}): Promise<Question> =>
  sent(browser.post('/api/v1/verifications/questions', { resourceId, content: aQuestion(own) }))

/** A request on the written consent of each person. */
export const asking = (
  { id, version }: Pick<Question, 'id' | 'version'>,
  subjects: readonly string[],
  limit: string | null = '60000',
  consent: object = {},
): NewVerification => ({
  ...{ questionId: id, version, limit, purpose: '低收入家庭认定', matter: '临时救助申请 2026-118' },
  persons: subjects.map((subject) => ({
    subject,
    consent: {
      ...{
        name: '莫丽华',
        manner: 'written' as const,
        reference: '授权书 2026-0042',
        givenOn: '2026-01-05',
        until: '2199-12-31',
      },
      ...consent,
    },
  })),
})

export const asked = (browser: Browser, request: NewVerification): Promise<VerificationDetail> =>
  sent(browser.post('/api/v1/verifications', request))
