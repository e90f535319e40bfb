import { type Static, Type } from 'typebox'
import {
  closed,
  cursorOf,
  Day,
  LongText,
  listOf,
  listQuery,
  Moment,
  nullable,
  nullableText,
  Text,
  Uuid,
} from '../../platform/http/index.ts'
import { RowConditionSchema } from '../terms/index.ts'
import { ABSENT, COMPARISONS, type QuestionContent as Content, MEASURES, SUBJECT_KINDS } from './rules/question.ts'
import type { SignedReceipt as Signed } from './rules/receipt.ts'

// What the API of verification sends and takes.

export type QuestionContent = Content
export type SignedReceipt = Signed

export const VERIFICATION_PLACE = cursorOf('verifications', 'moment', 'uuid')

const Decimal = Type.String({ pattern: '^-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,4})?$', description: 'a decimal number' })
const content = {
  name: Text(100),
  nameEn: Text(200),
  description: Type.String({ maxLength: 1000, format: 'prose' }),
  subjectItem: Text(100),
  subjectKind: Type.Enum([...SUBJECT_KINDS]),
  mostSubjects: Type.Integer({ minimum: 1, maximum: 20 }),
  measure: Type.Object({ kind: Type.Enum([...MEASURES]), item: nullable(Text(100)) }, closed),
  rows: Type.Array(RowConditionSchema, { maxItems: 10 }),
  comparison: nullable(Type.Enum([...COMPARISONS])),
  limit: nullable(
    Type.Object(
      { least: Decimal, most: Decimal, step: Decimal, unit: Type.String({ maxLength: 20, format: 'line' }) },
      closed,
    ),
  ),
  perDay: Type.Integer({ minimum: 1, maximum: 20 }),
  perYear: Type.Integer({ minimum: 1, maximum: 100 }),
  absent: Type.Enum([...ABSENT]),
}
export const QuestionBody = Type.Object(content, closed)
export const NewQuestion = Type.Object({ resourceId: Uuid, content: QuestionBody }, closed)
export type NewQuestion = Static<typeof NewQuestion>
export const QuestionEdit = Type.Object({ content: QuestionBody }, closed)
export const QuestionWithdrawal = Type.Object({ reason: LongText(1000) }, closed)

const Party = Type.Object({ id: Uuid, name: Type.String() })
export const Question = Type.Object({
  id: Uuid,
  version: Type.Integer(),
  state: Type.Enum(['offered', 'withdrawn']),
  withdrawnReason: nullableText(),
  resource: Type.Object({ id: Uuid, name: Type.String(), code: nullableText() }),
  provider: Party,
  content: Type.Unsafe<Content>(Type.Object(content)),
  asked: Type.Integer({ minimum: 0, description: 'times: by your organization, or, of your own question, by all' }),
  at: Moment,
  mayOffer: Type.Boolean(),
})
export type Question = Static<typeof Question>
export const QuestionList = Type.Object({ items: Type.Array(Question) })
export type QuestionList = Static<typeof QuestionList>

const Consent = Type.Object(
  {
    name: { ...Text(50), description: 'of the person who agreed; kept masked' },
    manner: Type.Enum(['written', 'electronic']),
    reference: { ...Text(100), description: 'number of the paper or of the record' },
    givenOn: Day,
    until: Day,
  },
  closed,
)
export const NewVerification = Type.Object(
  {
    questionId: Uuid,
    version: Type.Integer({ minimum: 1, description: 'of the question, as it was read' }),
    persons: Type.Array(Type.Object({ subject: Text(50), consent: Consent }, closed), { minItems: 1, maxItems: 20 }),
    limit: nullable(Decimal),
    purpose: LongText(500),
    matter: Text(200),
  },
  closed,
)
export type NewVerification = Static<typeof NewVerification>

const Answer = Type.Enum(['yes', 'no', 'unknown'])
const listed = {
  id: Uuid,
  question: Type.Object({ id: Uuid, version: Type.Integer(), name: Type.String(), nameEn: Type.String() }),
  provider: Party,
  asker: Party,
  askedBy: Type.String(),
  persons: Type.Integer(),
  comparison: nullableText(),
  limit: nullableText(),
  unit: nullableText(),
  answer: Answer,
  purpose: Type.String(),
  matter: Type.String(),
  at: Moment,
}
export const VerificationListed = Type.Object(listed)
export type VerificationListed = Static<typeof VerificationListed>
export const VerificationList = listOf(VerificationListed)
export type VerificationList = Static<typeof VerificationList>
export const VerificationDetail = Type.Object({
  ...listed,
  consents: Type.Array(
    Type.Object({
      ...{ name: Type.String(), manner: Type.String(), reference: Type.String() },
      ...{ givenOn: Type.String(), until: Type.String() },
    }),
    { description: 'names are masked' },
  ),
  receipt: Type.Unsafe<Signed>({ type: 'object', additionalProperties: true }),
})
export type VerificationDetail = Static<typeof VerificationDetail>
export const VerificationQuery = Type.Object(
  { ...listQuery(VERIFICATION_PLACE), side: Type.Enum(['asked', 'answered'], { default: 'asked' }) },
  closed,
)
export type VerificationQuery = Static<typeof VerificationQuery>

export const ReceiptCheck = Type.Object(
  {
    receipt: Type.Unsafe<unknown>({ type: 'object', additionalProperties: true, description: 'as it was handed out' }),
    subjects: Type.Optional(
      Type.Array(Text(50), {
        minItems: 1,
        maxItems: 20,
        description: 'is it of these persons? Only for the parties; not kept',
      }),
    ),
  },
  closed,
)
export type ReceiptCheck = Static<typeof ReceiptCheck>
export const ReceiptChecked = Type.Object({
  isSigned: Type.Boolean({ description: 'by the key that it names, and not changed since' }),
  isOurs: Type.Boolean({ description: 'signed by this installation' }),
  publicKey: nullableText(),
  isOfSubjects: Type.Unsafe<boolean | null>({
    type: ['boolean', 'null'],
    description: 'null: not asked, or not for you',
  }),
})
export type ReceiptChecked = Static<typeof ReceiptChecked>
