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
} from '../../../platform/http/index.ts'
import type { DataType } from '../../catalogue/schemas.ts'
import { RequestDetail } from '../../requests/schemas.ts'
import type { ShareTerms } from '../../terms/index.ts'
import { ShareTermsSchema } from '../../terms/schemas.ts'
import { NODE_CODE } from '../rules/event.ts'
import { ToldResourceListed } from '../views/schemas.ts'
import { REPLY_STEPS, Supplement, ToldAnswer } from './contents.ts'

// What the API sends and takes of requests to other nodes, and of what they gave.

const Owner = ToldResourceListed.properties.owner
const Code = Type.String({ pattern: NODE_CODE.source })
const Terms = Type.Unsafe<ShareTerms>(ShareTermsSchema)

export const OUTSIDE_REQUEST_PLACE = cursorOf('outside-requests', 'moment', 'uuid')
const listed = {
  id: Uuid,
  owner: Owner,
  resource: Type.Object({ id: Uuid, name: Type.String() }),
  providerName: Type.String(),
  organizationName: Type.String({ description: 'who asks' }),
  purpose: Type.String(),
  matter: Type.String(),
  validUntil: Type.String(),
  reply: nullable(
    Type.Object({
      number: Type.Integer({ description: 'as the asker counts: a reply that could not be taken is given anew' }),
      step: Type.Enum([...REPLY_STEPS]),
      words: Type.String(),
      userName: Type.String(),
      at: Moment,
    }),
  ),
  isReplied: Type.Boolean({ description: 'replied, and the owner has not answered that yet' }),
  supplement: nullable(Supplement),
  isMended: Type.Boolean({ description: 'supplemented, and the owner has not answered that yet' }),
  answer: nullable(
    Type.Object(
      { ...ToldAnswer.properties, toldAt: Moment },
      { description: 'as the owner told last; null: it has not come back yet' },
    ),
  ),
  isUnreadable: Type.Boolean({ description: 'the owner answered what cannot be read here' }),
  waiting: RequestDetail.properties.waiting,
  revision: Type.Integer(),
  mayConfirmDeletion: Type.Boolean(),
  at: Moment,
}
export const OutsideRequestListed = Type.Object(listed)
export type OutsideRequestListed = Static<typeof OutsideRequestListed>
export const OutsideRequestList = listOf(OutsideRequestListed)
export type OutsideRequestList = Static<typeof OutsideRequestList>
export const OutsideRequestQuery = Type.Object(listQuery(OUTSIDE_REQUEST_PLACE), closed)
export type OutsideRequestQuery = Static<typeof OutsideRequestQuery>

export const OutsideRequest = Type.Object({
  ...listed,
  legalBasis: Type.String(),
  terms: Terms,
  contact: Type.String(),
  askedBy: Type.String(),
  narrowing: RequestDetail.properties.narrowing,
  mayAccept: Type.Boolean(),
  mayTakeBack: Type.Boolean(),
  mayMend: Type.Boolean(),
})
export type OutsideRequest = Static<typeof OutsideRequest>

const asked = {
  purpose: LongText(2000),
  matter: Text(200),
  legalBasis: LongText(1000),
  terms: Terms,
  validUntil: Day,
  contact: Type.String({ maxLength: 200, format: 'line' }),
}
export const NewOutsideRequest = Type.Object({ owner: Code, resourceId: Uuid, ...asked }, closed)
export type NewOutsideRequest = Static<typeof NewOutsideRequest>
export const OutsideResubmission = Type.Object(
  { ...asked, words: Type.Optional(Type.String({ maxLength: 1000, format: 'prose' })) },
  closed,
)
export type OutsideResubmission = Static<typeof OutsideResubmission>
export const OutsideReply = Type.Object(
  {
    step: Type.Enum([...REPLY_STEPS]),
    words: Type.Optional(
      Type.String({ maxLength: 2000, format: 'prose', description: 'needed to confirm: what was deleted, and how' }),
    ),
  },
  closed,
)
export type OutsideReply = Static<typeof OutsideReply>

// What other nodes gave --------------------------------------------------------------------------------------------------

const Count = Type.Integer({ minimum: 0 })
const grant = {
  owner: Owner,
  id: Uuid,
  resource: Type.String(),
  provider: Type.String(),
  purpose: Type.String(),
  validFrom: Type.String(),
  validUntil: Type.String(),
  withdrawnFrom: nullableText({ description: 'the day from which on it is withdrawn, as its provider announced' }),
  withdrawnReason: nullableText(),
  items: Type.Array(
    Type.Object({
      name: Type.String(),
      dataType: Type.Unsafe<DataType | null>({ type: ['string', 'null'] }),
      isMasked: Type.Boolean(),
    }),
  ),
  toldAt: Moment,
}
export const OutsideGrant = Type.Object(grant)
export type OutsideGrant = Static<typeof OutsideGrant>
export const OutsideGrantList = Type.Object({
  items: Type.Array(OutsideGrant, { description: 'in force' }),
  ended: Type.Array(OutsideRequestListed, {
    description:
      'requests whose agreement hands nothing over now: suspended, ended or withdrawn, as the owner says why',
  }),
})
export type OutsideGrantList = Static<typeof OutsideGrantList>
export const OutsideGrantParams = Type.Object({ owner: Code, id: Uuid }, closed)
export const OUTSIDE_ROW_PLACE = cursorOf('outside-rows', 'text')
const Matter = Type.Optional(
  Type.String({ maxLength: 200, format: 'line', description: 'the case that it is used for: told to the owner' }),
)
export const OutsideRowQuery = Type.Object({ ...listQuery(OUTSIDE_ROW_PLACE), matter: Matter }, closed)
export const OutsideTableQuery = Type.Object({ matter: Matter }, closed)
export const OutsideRows = Type.Object({
  grant: OutsideGrant,
  rows: Type.Array(
    Type.Object({
      reference: Type.String(),
      values: Type.Unsafe<Record<string, string | number | boolean | null>>({
        type: 'object',
        additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
      }),
    }),
  ),
  next: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
  rowCount: Count,
})
export type OutsideRows = Static<typeof OutsideRows>
