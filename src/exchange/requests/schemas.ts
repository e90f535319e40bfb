import { type Static, Type } from 'typebox'
import {
  closed,
  cursorOf,
  Day,
  LongText,
  listOf,
  listQuery,
  Moment,
  NullableDay,
  nullable,
  nullableText,
  Text,
  Uuid,
} from '../../platform/http/index.ts'
import { DATA_TYPES, SHARING_TYPES } from '../catalogue/schemas.ts'
import type { Mask, RowCondition, ShareTerms } from '../terms/index.ts'
import { MaskSchema, RowConditionSchema, ShareTermsSchema } from '../terms/schemas.ts'
import { PERIOD_KINDS } from './rules/clock.ts'
import { AGREEMENT_STATES, END_KINDS, REQUEST_STATES } from './rules/machine.ts'

// What the API of requests, agreements and disputes sends and takes.

export type { PeriodKind, Waiting } from './rules/clock.ts'
export type { AgreementStep, EndKind, RequestState, RequestStep } from './rules/machine.ts'
export type { Narrowing } from './rules/narrowing.ts'
export type { Access } from './tables.ts'

/** By what a list is sorted (a day or a moment), and the row. */
export const REQUEST_PLACE = cursorOf('share-requests', 'text', 'uuid')
export const AGREEMENT_PLACE = cursorOf('share-agreements', 'moment', 'uuid')
export const DISPUTE_PLACE = cursorOf('share-disputes', 'moment', 'uuid')

const State = Type.Enum([...REQUEST_STATES])
const SharingType = Type.Enum([...SHARING_TYPES])
const Access = Type.Enum(['interface', 'subscription'])
const Prose = (maxLength: number) => Type.String({ maxLength, format: 'prose' })
const Terms = Type.Unsafe<ShareTerms>(ShareTermsSchema)
const Named = Type.Object({ id: Uuid, name: Type.String() })
const Waits = nullable(
  Type.Object({
    side: Type.Enum(['provider', 'recipient', 'office']),
    for: Type.Enum(['review', 'correction', 'acceptance', 'coordination', 'data', 'deletion', 'verification']),
    sinceOn: Type.String(),
    dueOn: NullableDay,
    daysLeft: Type.Unsafe<number | null>({
      type: ['integer', 'null'],
      description: 'working days; below 0: late by so many',
    }),
  }),
)
const ResourceRef = Type.Object({ id: Uuid, version: Type.Integer(), code: nullableText(), name: Type.String() })
const parties = { resource: ResourceRef, provider: Named, recipient: Named }
const Revision = Type.Integer()

const requestListed = {
  id: Uuid,
  ...parties,
  sharingType: SharingType,
  purpose: Type.String(),
  matter: Type.String(),
  access: Access,
  validUntil: Type.String(),
  state: State,
  waiting: Waits,
  agreementId: nullableText(),
  at: Moment,
}
export const RequestListed = Type.Object(requestListed)
export type RequestListed = Static<typeof RequestListed>
export const RequestList = listOf(RequestListed)
export type RequestList = Static<typeof RequestList>

const filter = {
  view: Type.Optional(
    Type.Enum(['review', 'mine', 'all'], {
      description: 'asked of your organization and open, by its last day; asked by it; all',
    }),
  ),
  state: Type.Optional(State),
  late: Type.Optional(Type.Boolean({ description: 'the answer is late' })),
  resource: Type.Optional(Uuid),
  organization: Type.Optional({ ...Uuid, description: 'provider or recipient' }),
  q: Type.Optional(Type.String({ maxLength: 100, format: 'line' })),
}
export const RequestFilter = Type.Object(filter, closed)
export type RequestFilter = Static<typeof RequestFilter>
export const RequestQuery = Type.Object({ ...listQuery(REQUEST_PLACE), ...filter }, closed)
export type RequestQuery = Static<typeof RequestQuery>

const NarrowingOf = Type.Object({
  items: Type.Array(Type.String()),
  masks: Type.Array(Type.Object({ item: Type.String(), mask: Type.Unsafe<Mask>(MaskSchema) })),
  rows: Type.Array(Type.Unsafe<RowCondition>(RowConditionSchema)),
  validUntil: NullableDay,
})
const ShareEvent = Type.Object({
  number: Type.Integer(),
  kind: Type.String(),
  words: Type.String(),
  from: nullableText({ description: 'the day from which it is withdrawn' }),
  endKind: nullable(Type.Enum([...END_KINDS])),
  userName: Type.String({ description: 'empty: the system, by a rule' }),
  organizationName: Type.String(),
  at: Moment,
})
export type ShareEvent = Static<typeof ShareEvent>
const Item = Type.Object({ name: Type.String(), dataType: Type.Enum([...DATA_TYPES]), length: Type.String() })
const Outside = nullable(
  Type.Object(
    { code: Type.String(), name: Type.String(), nameEn: Type.String() },
    { description: 'the node whose unit asks; null: a unit of this node' },
  ),
)
export const RequestDetail = Type.Object({
  ...requestListed,
  revision: Revision,
  legalBasis: Type.String(),
  terms: Terms,
  contact: Type.String(),
  offer: nullable(Type.Object({ terms: Terms, validUntil: Type.String() })),
  narrowing: nullable(NarrowingOf),
  words: Type.String({ description: 'what was said with the last step' }),
  periodDays: Type.Integer({ description: 'working days for the answer' }),
  periodBasis: Type.String(),
  usedDays: Type.Integer({ description: 'of these, used before the clock was stopped' }),
  dueOn: NullableDay,
  answeredOn: NullableDay,
  decidedBy: nullableText(),
  provideBy: NullableDay,
  askedBy: Type.String(),
  items: Type.Array(Item, { description: 'of the resource as it was asked for' }),
  sharingCondition: Type.String(),
  sharingNow: nullable({ ...SharingType, description: 'of the version that is published now' }),
  renewsId: nullableText(),
  outside: Outside,
  matterRaised: nullable(
    Type.Object(
      { id: Uuid, title: Type.String(), state: Type.String() },
      { description: 'as which it was brought forward' },
    ),
  ),
  broughtForward: Type.Boolean({ description: 'it was once, and is not again' }),
  events: Type.Array(ShareEvent),
  mayDecide: Type.Boolean(),
  mayReply: Type.Boolean(),
})
export type RequestDetail = Static<typeof RequestDetail>

const asked = {
  purpose: LongText(2000),
  matter: Text(200),
  legalBasis: LongText(1000),
  terms: Terms,
  access: Access,
  validUntil: Day,
  contact: Type.String({ maxLength: 200, format: 'line' }),
}
export const NewRequest = Type.Object(
  {
    resourceId: Uuid,
    ...asked,
    renewsId: Type.Optional({ ...Uuid, description: 'the agreement that it is to follow' }),
  },
  closed,
)
export type NewRequest = Static<typeof NewRequest>
export const Resubmission = Type.Object({ ...asked, words: Type.Optional(Prose(1000)) }, closed)
export type Resubmission = Static<typeof Resubmission>
export const Decision = Type.Object(
  {
    step: Type.Enum(['asked_more', 'granted', 'refused']),
    words: Type.Optional({ ...Prose(2000), description: 'needed where more is asked for, or refused' }),
    terms: Type.Optional({ ...Terms, description: 'less than was asked for: its recipient has to accept it first' }),
    validUntil: Type.Optional(Day),
  },
  closed,
)
export type Decision = Static<typeof Decision>
export const Reply = Type.Object(
  {
    step: Type.Enum(['accepted', 'brought_forward', 'taken_back']),
    words: Type.Optional({ ...Prose(2000), description: 'needed where it is brought forward' }),
  },
  closed,
)
export type Reply = Static<typeof Reply>

const AgreementStateOf = Type.Enum([...AGREEMENT_STATES])
const agreementListed = {
  id: Uuid,
  requestId: Uuid,
  ...parties,
  purpose: Type.String(),
  access: Access,
  validFrom: Type.String(),
  validUntil: Type.String(),
  withdrawnFrom: NullableDay,
  state: AgreementStateOf,
  endKind: nullable(Type.Enum([...END_KINDS])),
  waiting: Waits,
  openDisputes: Type.Integer({ minimum: 0 }),
  at: Moment,
}
export const AgreementListed = Type.Object(agreementListed)
export type AgreementListed = Static<typeof AgreementListed>
export const AgreementList = listOf(AgreementListed)
export type AgreementList = Static<typeof AgreementList>
const agreementFilter = {
  view: Type.Optional(Type.Enum(['provided', 'used', 'all'])),
  state: Type.Optional(AgreementStateOf),
  resource: Type.Optional(Uuid),
  q: Type.Optional(Type.String({ maxLength: 100, format: 'line' })),
}
export const AgreementFilter = Type.Object(agreementFilter, closed)
export type AgreementFilter = Static<typeof AgreementFilter>
export const AgreementQuery = Type.Object({ ...listQuery(AGREEMENT_PLACE), ...agreementFilter }, closed)
export type AgreementQuery = Static<typeof AgreementQuery>

const disputeListed = {
  id: Uuid,
  agreementId: Uuid,
  ...parties,
  rowKey: Type.String(),
  item: Type.String(),
  says: Type.String(),
  shouldSay: Type.String(),
  state: Type.Enum(['open', 'corrected', 'not_wrong', 'taken_back']),
  waiting: Waits,
  at: Moment,
}
export const DisputeListed = Type.Object(disputeListed)
export type DisputeListed = Static<typeof DisputeListed>
export const DisputeList = listOf(DisputeListed)
export type DisputeList = Static<typeof DisputeList>
const disputeFilter = {
  view: Type.Optional(Type.Enum(['verify', 'mine', 'all'])),
  state: Type.Optional(Type.Enum(['open', 'corrected', 'not_wrong', 'taken_back'])),
  agreement: Type.Optional(Uuid),
}
export const DisputeQuery = Type.Object({ ...listQuery(DISPUTE_PLACE), ...disputeFilter }, closed)
export type DisputeQuery = Static<typeof DisputeQuery>
export const DisputeDetail = Type.Object({
  ...disputeListed,
  revision: Revision,
  evidence: Type.String(),
  periodDays: Type.Integer(),
  dueOn: Type.String(),
  answer: nullableText(),
  holdingRevision: Type.Unsafe<number | null>({ type: ['integer', 'null'] }),
  answeredAt: nullableText(),
  answeredBy: nullableText(),
  raisedBy: Type.String(),
  mayAnswer: Type.Boolean(),
  mayTakeBack: Type.Boolean(),
})
export type DisputeDetail = Static<typeof DisputeDetail>
export const NewDispute = Type.Object(
  {
    agreementId: Uuid,
    rowKey: Text(500),
    item: Text(100),
    says: Prose(2000),
    shouldSay: Prose(2000),
    evidence: LongText(4000),
  },
  closed,
)
export type NewDispute = Static<typeof NewDispute>
export const DisputeAnswer = Type.Object(
  {
    state: Type.Enum(['corrected', 'not_wrong']),
    answer: LongText(2000),
    holdingRevision: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 9_000_000_000_000, description: 'of the data, since which it is corrected' }),
    ),
  },
  closed,
)
export type DisputeAnswer = Static<typeof DisputeAnswer>

export const AgreementDetail = Type.Object({
  ...agreementListed,
  revision: Revision,
  matter: Type.String(),
  legalBasis: Type.String(),
  terms: Terms,
  items: Type.Array(Item),
  grantedBy: nullableText({ description: 'null: at once, as the provider chose for the resource' }),
  acceptedBy: nullableText(),
  words: Type.String(),
  provideBy: Type.String(),
  providedAt: nullableText(),
  withdrawnReason: nullableText(),
  endedOn: NullableDay,
  deletionConfirmedAt: nullableText(),
  deletionConfirmedBy: nullableText(),
  deletionWords: nullableText(),
  outside: Outside,
  events: Type.Array(ShareEvent),
  disputes: Type.Array(DisputeListed),
  mayDecide: Type.Boolean(),
  mayReply: Type.Boolean(),
})
export type AgreementDetail = Static<typeof AgreementDetail>
export const ProviderStep = Type.Object(
  {
    step: Type.Enum(['provided', 'suspended', 'resumed', 'withdrawn']),
    words: Type.Optional({ ...Prose(2000), description: 'needed to suspend and to withdraw' }),
    from: Type.Optional({
      ...Day,
      description: 'the first day on which it does not hold any more; today where left out',
    }),
  },
  closed,
)
export type ProviderStep = Static<typeof ProviderStep>
export const RecipientStep = Type.Object(
  {
    step: Type.Enum(['given_up', 'deletion_confirmed']),
    words: Type.Optional({ ...Prose(2000), description: 'needed to confirm: what was deleted, and how' }),
  },
  closed,
)
export type RecipientStep = Static<typeof RecipientStep>

const Period = Type.Object({
  id: Uuid,
  kind: Type.Enum([...PERIOD_KINDS]),
  place: Type.String({ description: 'of the provider; 000000: everywhere' }),
  placeName: nullableText(),
  workingDays: Type.Integer(),
  basis: Type.String(),
  userName: Type.String(),
  organizationName: Type.String({ description: 'empty: it came with the system' }),
  at: Moment,
  stands: Type.Boolean({ description: 'no later row is of the same place' }),
})
export const PeriodList = Type.Object({ items: Type.Array(Period) })
export type PeriodList = Static<typeof PeriodList>
export const NewPeriod = Type.Object(
  {
    kind: Type.Enum([...PERIOD_KINDS]),
    place: Type.String({ pattern: '^[1-9][0-9]{5}$' }),
    workingDays: Type.Integer({ minimum: 1, maximum: 60 }),
    basis: Text(300),
  },
  closed,
)
export type NewPeriod = Static<typeof NewPeriod>

/** What who looks at a resource has to know of asking for it. */
export const ResourceSharing = Type.Object({
  grantsAtOnce: Type.Boolean(),
  revision: Type.Integer({ description: 'of the choice; 0: none was made' }),
  answerDays: Type.Integer({ description: 'working days for the answer, asked today' }),
  answerBy: Type.String(),
  basis: Type.String(),
  mayRequest: Type.Boolean(),
  mayChoose: Type.Boolean(),
  openRequestId: nullableText({ description: 'of your organization, not decided yet' }),
  agreementId: nullableText({ description: 'under which your organization uses it' }),
})
export type ResourceSharing = Static<typeof ResourceSharing>
export const SharingChoice = Type.Object({ grantsAtOnce: Type.Boolean() }, closed)

const Count = Type.Integer({ minimum: 0 })
/** What waits for the actor's organization. */
export const SharingWaits = Type.Object({
  review: Count,
  reviewLate: Count,
  reply: Type.Integer({ minimum: 0, description: 'requests to mend or to accept' }),
  verify: Count,
  verifyLate: Count,
  provide: Count,
  deletion: Count,
})
export type SharingWaits = Static<typeof SharingWaits>
