import { type Static, Type } from 'typebox'
import { LongText } from '../../platform/http/index.ts'
import { Commitment } from './commitment.ts'
import {
  CommitmentKind,
  closed,
  Day,
  nullable,
  nullableInteger,
  nullableText,
  Reason,
  Recurrence,
  Role,
  Span,
  TargetFacts,
  Title,
  Uuid,
} from './shared.ts'

export const ResponsibilityInput = Type.Object(
  {
    kind: Type.Enum(['unit', 'class']),
    printed: LongText(200),
    role: Role,
    organizationId: Type.Optional(nullable(Uuid)),
    span: Type.Optional(nullable(Span)),
  },
  closed,
)
export type ResponsibilityInput = Static<typeof ResponsibilityInput>

const DeadlineInput = Type.Object(
  {
    date: Type.Optional(nullable(Day)),
    recurs: Type.Optional(nullable(Recurrence)),
    quote: Type.Optional(Type.String({ maxLength: 200, format: 'prose' })),
  },
  closed,
)

const TargetInput = Type.Object(
  {
    ...TargetFacts.properties,
    subject: Type.String({ maxLength: 300, format: 'prose' }),
    value: Type.Unsafe<number | string>({
      type: ['number', 'string'],
      maxLength: 200,
      format: 'prose',
      minimum: -1e15,
      maximum: 1e15,
    }),
    unit: Type.String({ maxLength: 50, format: 'prose' }),
    year: nullableInteger({ minimum: 1900, maximum: 2200 }),
  },
  closed,
)
const ProjectInput = Type.Object(
  {
    name: LongText(300),
    stage: nullableText({ maxLength: 100, format: 'prose' }),
    box: nullableText({ maxLength: 300, format: 'prose' }),
  },
  closed,
)

const editable = {
  title: Type.Optional(Title),
  span: Type.Optional(Span),
  responsibilities: Type.Optional(Type.Array(ResponsibilityInput, { maxItems: 200 })),
  open: Type.Optional(Type.Boolean()),
  deadline: Type.Optional(nullable(DeadlineInput)),
  target: Type.Optional(nullable(TargetInput)),
  project: Type.Optional(nullable(ProjectInput)),
}

/** What a person wants otherwise. Fields left out stay; `responsibilities` replaces the whole list. */
export const EditBody = Type.Object(
  {
    ...editable,
    kind: Type.Optional(CommitmentKind),
    reason: Type.Optional(Reason),
    confirm: Type.Optional(Type.Boolean({ default: true, description: 'who corrects also vouches' })),
  },
  { ...closed, minProperties: 1 },
)
export type EditBody = Static<typeof EditBody>

export const ConfirmBody = Type.Object({ reason: Type.Optional(Reason) }, closed)
export const RejectBody = Type.Object({ reason: Reason }, closed)

export const SplitPart = Type.Object({ ...editable, title: Title }, closed)
/** Parts inherit from the commitment what they do not state. */
export const SplitBody = Type.Object(
  { parts: Type.Array(SplitPart, { minItems: 2, maxItems: 50 }), reason: Type.Optional(Reason) },
  closed,
)
export type SplitBody = Static<typeof SplitBody>

export const ItemRevision = Type.Object({ id: Uuid, revision: Type.Integer({ minimum: 1 }) }, closed)
export type ItemRevision = Static<typeof ItemRevision>

/** The first item gives what the body does not state; units of all items are joined. */
export const MergeBody = Type.Object(
  {
    items: Type.Array(ItemRevision, { minItems: 2, maxItems: 50, uniqueItems: true }),
    ...editable,
    reason: Type.Optional(Reason),
  },
  closed,
)
export type MergeBody = Static<typeof MergeBody>

export const BulkConfirmBody = Type.Object(
  { items: Type.Array(ItemRevision, { minItems: 1, maxItems: 1000 }), reason: Type.Optional(Reason) },
  closed,
)
export type BulkConfirmBody = Static<typeof BulkConfirmBody>

/** Answer to every change: what it is called (for undo), and the commitments as they now are. */
export const Changed = Type.Object({ changeId: Uuid, items: Type.Array(Commitment) })
export type Changed = Static<typeof Changed>

export const BulkConfirmed = Type.Object({
  changeId: nullable(Uuid),
  results: Type.Array(
    Type.Object({
      id: Uuid,
      outcome: Type.Enum(['confirmed', 'already', 'changed_meanwhile', 'not_found', 'not_allowed']),
      revision: nullableInteger(),
    }),
  ),
})
export type BulkConfirmed = Static<typeof BulkConfirmed>

export const ChangeHeaders = Type.Object({
  'if-match': Type.Optional(Type.String({ description: 'the ETag of what is changed, e.g. "v3"' })),
  'idempotency-key': Type.Optional(
    Type.String({ format: 'uuid', description: 'becomes the id of the change: a repeated request adds nothing' }),
  ),
})
