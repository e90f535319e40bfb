import { type Static, Type } from 'typebox'
import {
  CommitmentKind,
  CommitmentState,
  Deadline,
  Moment,
  nullable,
  nullableText,
  PersonRef,
  ProjectFacts,
  ProvisionRef,
  Responsibility,
  Review,
  Span,
  TargetFacts,
  Uuid,
} from './shared.ts'

export const Highlight = Type.Object({
  field: Type.Enum(['title', 'text']),
  span: Type.Unsafe<[start: number, end: number]>({
    ...Span,
    description: '[start, end) in UTF-16 units of the field',
  }),
})
export type Highlight = Static<typeof Highlight>

/** One row of the register. */
export const Commitment = Type.Object({
  id: Uuid,
  revision: Type.Integer({ description: 'row revision: 3 is the ETag "v3" that If-Match names' }),
  kind: CommitmentKind,
  state: CommitmentState,
  title: Type.String(),
  text: Type.String({ description: 'the sentence or sentences of the plan, repairs applied' }),
  span: Span,
  document: Type.Object({ id: Uuid, title: Type.String(), number: nullableText() }),
  version: Type.Integer({ description: 'version of the document that the span belongs to' }),
  provision: ProvisionRef,
  chapter: ProvisionRef,
  position: Type.Integer({ description: 'order in the document' }),
  responsibilities: Type.Array(Responsibility),
  open: Type.Boolean({ description: 'the list of units ends in 等' }),
  deadline: nullable(Deadline),
  target: nullable(TargetFacts),
  project: nullable(ProjectFacts),
  edited: Type.Boolean({ description: 'a person changed what the machine found' }),
  review: nullable(Review),
  current: Type.Boolean({ description: 'false: the newest version of the document no longer has it' }),
  withdrawn: Type.Boolean({ description: 'its document was withdrawn: it is in no list, count or search' }),
  confirmed: nullable(
    Type.Object(
      { userName: Type.String(), organizationName: Type.String(), at: Moment },
      { description: 'who vouched' },
    ),
  ),
  updatedAt: Moment,
  highlights: Type.Optional(Type.Array(Highlight)),
})
export type Commitment = Static<typeof Commitment>

export const ChangeKind = Type.Enum([
  'confirm',
  'reject',
  'edit',
  'split',
  'split_off',
  'merge',
  'merge_into',
  'carry',
  'drop',
  'undo',
])
export type ChangeKind = Static<typeof ChangeKind>

/** One act of one person (or of a new version) on one commitment. A bulk act shares its `id` over many. */
export const Change = Type.Object({
  id: Uuid,
  kind: ChangeKind,
  at: Moment,
  by: PersonRef,
  reason: nullableText(),
  before: nullable(Type.Record(Type.String(), Type.Unknown())),
  after: nullable(Type.Record(Type.String(), Type.Unknown())),
  undoes: nullable(Uuid),
  undoneBy: nullable(Uuid),
})
export type Change = Static<typeof Change>

/** What the machine found, for ever as it was found. */
export const Found = Type.Object({
  version: Type.Integer(),
  kind: CommitmentKind,
  title: Type.String(),
  text: Type.String(),
  span: Span,
  provision: ProvisionRef,
  responsibilities: Type.Array(Responsibility),
  open: Type.Boolean(),
  deadline: nullable(Deadline),
  target: nullable(TargetFacts),
  project: nullable(ProjectFacts),
})
export type Found = Static<typeof Found>

export const CommitmentDetail = Type.Object({
  ...Commitment.properties,
  quote: Type.String({ description: 'the canonical text of the span, as the source has it' }),
  path: Type.Array(ProvisionRef, { description: 'provisions from the chapter down to the one that holds it' }),
  found: Type.Array(Found, { description: 'per version, newest first; empty for one made by a person' }),
  history: Type.Array(Change, { description: 'newest first' }),
  replacedBy: Type.Array(Uuid),
  replaces: Type.Array(Uuid),
})
export type CommitmentDetail = Static<typeof CommitmentDetail>
