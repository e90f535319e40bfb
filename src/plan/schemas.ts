import { type Static, type TSchema, Type } from 'typebox'
import { LongText, Text } from '../platform/http/index.ts'

/**
 * Everything the plan API sends and takes. The page builds its client on `import type` of these, the routes validate
 * with them, and OpenAPI is made of them. Spans are [start, end) in UTF-16 units of the version's canonical text.
 */

// Null first: where values are coerced, the other order would turn null into an empty text.
const nullable = <T extends TSchema>(schema: T) => Type.Union([Type.Null(), schema])
const nullableText = (facts: object = {}) => Type.Unsafe<string | null>({ type: ['string', 'null'], ...facts })
const nullableInteger = (facts: object = {}) => Type.Unsafe<number | null>({ type: ['integer', 'null'], ...facts })
const closed = { additionalProperties: false } as const

export const Uuid = Type.String({ format: 'uuid' })
export const Moment = Type.String({ format: 'date-time', description: 'UTC' })
export const Day = Type.String({ format: 'date', description: 'ISO date' })
export const Span = Type.Unsafe<[start: number, end: number]>({
  type: 'array',
  items: { type: 'integer', minimum: 0 },
  minItems: 2,
  maxItems: 2,
  description: '[start, end) in UTF-16 units of the canonical text',
})
export type Span = Static<typeof Span>

export const CommitmentKind = Type.Enum(['task', 'target', 'project', 'zone', 'mechanism'])
export type CommitmentKind = Static<typeof CommitmentKind>
/** `replaced`: split into others, or merged into one; they carry on. */
export const CommitmentState = Type.Enum(['extracted', 'confirmed', 'rejected', 'replaced'])
export type CommitmentState = Static<typeof CommitmentState>
export const Role = Type.Enum(['lead', 'participant', 'responsible'])
export type Role = Static<typeof Role>
export const Visibility = Type.Enum(['cluster', 'organization'])
export type Visibility = Static<typeof Visibility>
export const Comparator = Type.Enum(['=', '>=', '<=', '>', '<', '~'])
export const Recurrence = Type.Enum(['year', 'half_year', 'quarter', 'month'])
/** Why a confirmed commitment asks for another look after a new version or a re-parse. */
export const Review = Type.Enum(['text_changed', 'responsibilities_changed'])
export type Review = Static<typeof Review>

export const OrganizationRef = Type.Object({ id: Uuid, name: Type.String(), shortName: Type.String() })
export type OrganizationRef = Static<typeof OrganizationRef>

export const PersonRef = Type.Object({
  userId: Type.String(),
  userName: Type.String(),
  organizationId: Uuid,
  organizationName: Type.String(),
})
export type PersonRef = Static<typeof PersonRef>

export const Responsibility = Type.Object({
  kind: Type.Enum(['unit', 'class'], { description: 'class: a set the text names and does not list' }),
  printed: Type.String({ description: 'the name as the plan gives it, shared prefix and head restored' }),
  role: Role,
  organization: nullable(OrganizationRef),
  today: Type.Array(OrganizationRef, {
    description: 'who holds the duty now, where it is not the unit itself; a unit split since has several',
  }),
  span: nullable(Span),
  inheritedFrom: nullableText({ description: 'address of the provision whose assignment covers this commitment' }),
})
export type Responsibility = Static<typeof Responsibility>

export const Deadline = Type.Object({
  date: nullableText({ description: 'last day, ISO date; null where it recurs or is open' }),
  recurs: nullable(Recurrence),
  quote: Type.String(),
  span: nullable(Span),
})
export type Deadline = Static<typeof Deadline>

export const TargetFacts = Type.Object({
  subject: Type.String(),
  comparator: Comparator,
  value: Type.Union([Type.Number(), Type.String()]),
  unit: Type.String(),
  year: nullableInteger(),
  damaged: Type.Boolean({ description: 'the source lost a sign here: the value waits for a person' }),
})
export type TargetFacts = Static<typeof TargetFacts>

export const ProjectFacts = Type.Object({ name: Type.String(), stage: nullableText(), box: nullableText() })
export type ProjectFacts = Static<typeof ProjectFacts>

export const ProvisionRef = Type.Object({
  address: Type.String({ description: 'marker path, stable over a re-parse and a corrected upload' }),
  label: Type.String({ description: 'marker and title' }),
})
export type ProvisionRef = Static<typeof ProvisionRef>

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

export const RegisterFilter = Type.Object({
  unit: Type.Optional(
    Type.String({
      pattern: '^(none|[0-9a-fA-F-]{36})$',
      description: 'organization id, today or as named (predecessors count); `none`: nobody is named',
    }),
  ),
  jurisdiction: Type.Optional(
    Type.String({ pattern: '^\\d{6}$', description: 'GB/T 2260 code: units of it and of all below it' }),
  ),
  role: Type.Optional(Role),
  document: Type.Optional(Uuid),
  chapter: Type.Optional(
    Type.String({ maxLength: 400, description: 'address of a provision: it and all below it; needs `document`' }),
  ),
  kind: Type.Optional(CommitmentKind),
  state: Type.Optional(CommitmentState),
  review: Type.Optional(Type.Enum(['any', 'text_changed', 'responsibilities_changed'])),
  dueBefore: Type.Optional(Day),
  dueAfter: Type.Optional(Day),
  q: Type.Optional(Type.String({ maxLength: 200, description: 'every word (separated by spaces) occurs' })),
})
export type RegisterFilter = Static<typeof RegisterFilter>

export const RegisterSort = Type.Enum(['text', 'deadline', '-deadline', '-updated'])
export type RegisterSort = Static<typeof RegisterSort>

export const RegisterQuery = Type.Object(
  {
    ...RegisterFilter.properties,
    sort: Type.Optional(RegisterSort),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    cursor: Type.Optional(Type.String({ maxLength: 600 })),
  },
  closed,
)
export type RegisterQuery = Static<typeof RegisterQuery>

/**
 * How `q` was understood: `exact` substrings, or the `words` cut from it where no exact one occurs; and what names of
 * bodies were also looked for as (发改委: 发展改革委, 发展和改革委员会).
 */
export const Search = Type.Object({
  mode: Type.Enum(['exact', 'words']),
  terms: Type.Array(Type.String()),
  also: Type.Array(Type.Object({ term: Type.String(), spellings: Type.Array(Type.String()) })),
})
export type Search = Static<typeof Search>

export const CommitmentList = Type.Object({
  items: Type.Array(Commitment),
  total: Type.Integer(),
  next: nullableText(),
  search: Type.Optional(Search),
})
export type CommitmentList = Static<typeof CommitmentList>

const Count = Type.Object({ value: Type.String(), label: Type.String(), count: Type.Integer() })
/** Counts for the filter in force, each facet computed without its own restriction. */
export const Facets = Type.Object({
  kind: Type.Array(Count),
  state: Type.Array(Count),
  role: Type.Array(Count),
  document: Type.Array(Count),
  chapter: Type.Array(Count, { description: 'top-level provisions; empty unless `document` is given' }),
  unit: Type.Array(Count, { description: 'the 50 named most often' }),
  jurisdiction: Type.Array(Count),
  total: Type.Integer(),
})
export type Facets = Static<typeof Facets>

export const FacetsQuery = Type.Object({ ...RegisterFilter.properties }, closed)
export const ExportQuery = Type.Object(
  {
    ...RegisterFilter.properties,
    sort: Type.Optional(RegisterSort),
    keys: Type.Optional(Type.Boolean({ description: 'adds a second header row of stable English keys' })),
  },
  closed,
)
export type ExportQuery = Static<typeof ExportQuery>

/* Changes that people make ------------------------------------------------------------------------------------- */

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

const Reason = LongText(1000)
const Title = Text(300, { pattern: '\\S' })
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

/* Documents ------------------------------------------------------------------------------------------------------ */

export const Format = Type.Enum(['txt', 'md', 'html', 'docx', 'pdf', 'xlsx'])

/** Relation of two documents, told from this one's side. */
export const Relation = Type.Object({
  kind: Type.Enum(['contains', 'part_of', 'overlaps', 'supersedes', 'superseded_by']),
  document: Type.Object({ id: Uuid, title: Type.String(), number: nullableText() }),
  share: Type.Number({ description: "how much of the part's text the whole has, 0 to 1" }),
  provisions: Type.Array(ProvisionRef, { description: 'top provisions of the whole that the part repeats' }),
})
export type Relation = Static<typeof Relation>

export const Version = Type.Object({
  number: Type.Integer(),
  cause: Type.Enum(['upload', 'correction', 'reparse']),
  fileName: Type.String(),
  format: Format,
  sha256: Type.String(),
  bytes: Type.Integer(),
  characters: Type.Integer({ description: 'UTF-16 units of canonical text' }),
  at: Moment,
  by: PersonRef,
})
export type Version = Static<typeof Version>

export const KindCounts = Type.Object({
  kind: CommitmentKind,
  extracted: Type.Integer(),
  confirmed: Type.Integer(),
  rejected: Type.Integer(),
})
export type KindCounts = Static<typeof KindCounts>

/** A document that its owner took out of the register: when, why, and who. */
export const Withdrawal = Type.Object({ at: Moment, reason: Type.String(), by: PersonRef })
export type Withdrawal = Static<typeof Withdrawal>

export const Document = Type.Object({
  id: Uuid,
  revision: Type.Integer(),
  title: Type.String(),
  number: nullableText(),
  issuer: nullableText(),
  date: nullableText({ description: 'ISO date, or what of it is known' }),
  format: Format,
  fileName: Type.String(),
  sha256: Type.String(),
  characters: Type.Integer(),
  visibility: Visibility,
  sample: Type.Boolean({ description: 'sample data: not a real document' }),
  owner: OrganizationRef,
  version: Type.Integer({ description: 'number of the newest version' }),
  counts: Type.Array(KindCounts),
  findings: Type.Integer(),
  ingestedAt: Moment,
  ingestedBy: PersonRef,
  withdrawn: nullable(Withdrawal),
})
export type Document = Static<typeof Document>

export const DocumentDetail = Type.Object({
  ...Document.properties,
  provisions: Type.Integer(),
  repairs: Type.Integer(),
  versions: Type.Array(Version, { description: 'newest first' }),
  relations: Type.Array(Relation),
  mayConfirm: Type.Boolean({ description: 'the actor may confirm and edit here; the page shows, the policy decides' }),
  mayWithdraw: Type.Boolean({ description: 'the actor may withdraw it, or restore it where it is withdrawn' }),
})
export type DocumentDetail = Static<typeof DocumentDetail>

export const DocumentListQuery = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 200 })),
    owner: Type.Optional(Uuid),
    withdrawn: Type.Optional(
      Type.Boolean({ description: 'true: the withdrawn ones alone; without it they are left out' }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    cursor: Type.Optional(Type.String({ maxLength: 600 })),
  },
  closed,
)
export type DocumentListQuery = Static<typeof DocumentListQuery>
export const DocumentList = Type.Object({ items: Type.Array(Document), total: Type.Integer(), next: nullableText() })
export type DocumentList = Static<typeof DocumentList>

export const DocumentPatch = Type.Object(
  {
    title: Type.Optional(Title),
    number: Type.Optional(nullableText({ maxLength: 100, format: 'line' })),
    issuer: Type.Optional(nullableText({ maxLength: 200, format: 'line' })),
    date: Type.Optional(
      nullableText({
        anyOf: [{ format: 'date' }, { pattern: '^\\d{4}(?:-(?:0[1-9]|1[0-2]))?$' }],
        description: 'ISO date; a year or a month where the document says no more',
      }),
    ),
    visibility: Type.Optional(Visibility),
  },
  { ...closed, minProperties: 1 },
)
export type DocumentPatch = Static<typeof DocumentPatch>

export const WithdrawBody = Type.Object({ reason: Reason }, closed)
export const RestoreBody = Type.Object({ reason: Type.Optional(Reason) }, closed)

export const VersionQuery = Type.Object(
  { version: Type.Optional(Type.Integer({ minimum: 1, description: 'default: the newest' })) },
  closed,
)

export const TextBlock = Type.Object({
  kind: Type.Enum(['paragraph', 'heading', 'table_row', 'furniture']),
  span: Span,
  source: Type.String({ description: 'where the source file has it: `page 3`, `paragraph 17`, `Sheet1!A4`' }),
  level: Type.Optional(Type.Integer()),
  table: Type.Optional(Type.Integer()),
  cells: Type.Optional(Type.Array(Span)),
  reason: Type.Optional(Type.String()),
})
export type TextBlock = Static<typeof TextBlock>

export const Provision = Type.Object({
  address: Type.String(),
  parent: nullableText(),
  level: Type.Integer(),
  marker: Type.String(),
  title: Type.String(),
  span: Type.Unsafe<[start: number, end: number]>({ ...Span, description: 'the heading' }),
  extent: Type.Unsafe<[start: number, end: number]>({ ...Span, description: 'all that it governs' }),
})
export type Provision = Static<typeof Provision>

/** Something the text names, to be marked softly. */
export const Mention = Type.Object({
  kind: Type.Enum(['unit', 'class', 'target', 'project', 'place', 'deadline', 'mechanism', 'zone']),
  span: Span,
  label: Type.String(),
  provision: Type.String(),
  role: Type.Optional(Role),
  organization: Type.Optional(OrganizationRef),
  today: Type.Optional(Type.Array(OrganizationRef)),
  commitmentId: Type.Optional(Uuid),
})
export type Mention = Static<typeof Mention>

export const Repair = Type.Object({
  kind: Type.Enum(['page_number', 'lost_decimal', 'lost_percent', 'lost_latin', 'figure_caption']),
  span: Span,
  quote: Type.String(),
  fix: nullableText({ description: 'replaces the span; null where the document cannot prove it' }),
  reason: Type.String(),
})
export type Repair = Static<typeof Repair>

export const Finding = Type.Object({ code: Type.String(), message: Type.String(), span: Span })
export type Finding = Static<typeof Finding>

export const DocumentText = Type.Object({
  id: Uuid,
  version: Type.Integer(),
  title: Type.String(),
  text: Type.String(),
  blocks: Type.Array(TextBlock),
  provisions: Type.Array(Provision),
  mentions: Type.Array(Mention),
  repairs: Type.Array(Repair),
  findings: Type.Array(Finding),
})
export type DocumentText = Static<typeof DocumentText>

export const DocumentCommitments = Type.Object({ items: Type.Array(Commitment) })
export type DocumentCommitments = Static<typeof DocumentCommitments>

/** Same words as an RFC 9457 answer, for one file of a batch. */
export const FileProblem = Type.Object({
  code: Type.String(),
  title: Type.String(),
  detail: Type.String(),
  facts: Type.Record(Type.String(), Type.Unknown()),
})
export type FileProblem = Static<typeof FileProblem>

export const IngestResult = Type.Object({
  file: Type.String({ description: 'name of the file; inside a zip `archive.zip/folder/name.txt`' }),
  outcome: Type.Enum(['accepted', 'known', 'refused']),
  document: Type.Optional(Document),
  /** Set when the file became a new version of a document that was there. */
  newVersionOf: Type.Optional(Type.Object({ previous: Type.Integer(), number: Type.Integer() })),
  relations: Type.Optional(Type.Array(Relation)),
  /** Set when the file is known though its bytes are new: it differs by blanks at the ends of lines alone. */
  sameText: Type.Optional(Type.Literal(true)),
  /** Set when the file is known as a document that the actor's organization withdrew: what brings it back. */
  restore: Type.Optional(
    Type.Object({ href: Type.String(), revision: Type.Integer({ description: 'for If-Match: 2 is "v2"' }) }),
  ),
  problem: Type.Optional(FileProblem),
})
export type IngestResult = Static<typeof IngestResult>
export const IngestAnswer = Type.Object({ results: Type.Array(IngestResult) })
export type IngestAnswer = Static<typeof IngestAnswer>

/** Form fields beside the files: must come before them. */
export const IngestFields = Type.Object({
  visibility: Type.Optional(Visibility),
  versionOf: Type.Optional(nullable(Uuid)),
})
export type IngestFields = Static<typeof IngestFields>

export const ChangesQuery = Type.Object(
  {
    from: Type.Optional(Type.Integer({ minimum: 1, description: 'default: the version before `to`' })),
    to: Type.Optional(Type.Integer({ minimum: 1, description: 'default: the newest' })),
  },
  closed,
)

const ProvisionSide = Type.Object({ address: Type.String(), label: Type.String(), text: Type.String(), span: Span })
export const ProvisionChange = Type.Object({
  kind: Type.Enum(['added', 'removed', 'changed', 'moved']),
  before: nullable(ProvisionSide),
  after: nullable(ProvisionSide),
  /** For changed: pieces of the text in order. */
  pieces: Type.Optional(
    Type.Array(Type.Object({ kind: Type.Enum(['same', 'removed', 'added']), text: Type.String() })),
  ),
})
export type ProvisionChange = Static<typeof ProvisionChange>

/** What a new version did: to the text, and to the work people had done. */
export const VersionChanges = Type.Object({
  id: Uuid,
  from: Type.Integer(),
  to: Type.Integer(),
  provisions: Type.Array(ProvisionChange),
  carried: Type.Array(
    Type.Object({ commitment: Commitment, how: Type.Enum(['same', 'moved', 'changed']), similarity: Type.Number() }),
    { description: 'confirmed, edited or rejected work that found its place in the new version' },
  ),
  orphaned: Type.Array(Commitment, { description: 'work whose sentence the new version no longer has' }),
  added: Type.Integer({ description: 'commitments found only in the new version' }),
})
export type VersionChanges = Static<typeof VersionChanges>

/* Units ------------------------------------------------------------------------------------------------------------ */

export const UnitSummaryDocument = Type.Object({
  document: Type.Object({ id: Uuid, title: Type.String(), number: nullableText(), date: nullableText() }),
  roles: Type.Array(
    Type.Object({
      role: Role,
      total: Type.Integer(),
      confirmed: Type.Integer(),
      nextDeadline: nullableText({ description: 'ISO date of the nearest deadline that is not past' }),
    }),
  ),
  asPredecessor: Type.Array(Type.String(), { description: 'printed names of predecessors that the document uses' }),
})

/** Everything one organization owes, from every plan, with what its predecessors were named for. */
export const UnitSummary = Type.Object({
  organizationId: Uuid,
  total: Type.Integer(),
  kinds: Type.Array(KindCounts),
  documents: Type.Array(UnitSummaryDocument),
  predecessors: Type.Array(Type.Object({ organization: OrganizationRef, count: Type.Integer() })),
})
export type UnitSummary = Static<typeof UnitSummary>
