import { type Static, Type } from 'typebox'
import { cursorOf, listQuery } from '../../platform/http/index.ts'
import { Commitment } from './commitment.ts'
import {
  CommitmentKind,
  closed,
  Moment,
  nullable,
  nullableText,
  OrganizationRef,
  PersonRef,
  ProvisionRef,
  Reason,
  Role,
  Span,
  Title,
  Uuid,
  Visibility,
} from './shared.ts'

export const DOCUMENT_PLACE = cursorOf('documents', 'integer')

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
    q: Type.Optional(Type.String({ maxLength: 200, format: 'line' })),
    owner: Type.Optional(Uuid),
    withdrawn: Type.Optional(
      Type.Boolean({ description: 'true: the withdrawn ones alone; without it they are left out' }),
    ),
    ...Type.Partial(Type.Object(listQuery(DOCUMENT_PLACE))).properties,
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
        maxLength: 10,
        format: 'line',
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
