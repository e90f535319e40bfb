import { type Static, Type } from 'typebox'
import {
  closed,
  cursorOf,
  Day,
  LongText,
  listOf,
  listQuery,
  Moment,
  nullableText,
  Text,
  Uuid,
} from '../../platform/http/index.ts'
import { DATA_TYPES } from '../catalogue/schemas.ts'
import { MaskSchema } from '../terms/schemas.ts'
import { MOST_KEY_ITEMS, MOST_ROWS, MOST_SHARED } from './limits.ts'
import type { RowFault as Fault, RowFaultCode } from './loading/faults.ts'

// What the API of loaded data and of their use sends and takes.

export type { RowFaultCode }

/** How a revision came about: all rows replaced, rows added and changed, one row corrected or removed. */
export const MANNERS = ['replace', 'merge', 'correct', 'remove'] as const
export type Manner = (typeof MANNERS)[number]
const LoadManner = Type.Enum(['replace', 'merge'])

export const ROW_PLACE = cursorOf('holding-rows', 'integer')
export const REVISION_PLACE = cursorOf('holding-revisions', 'integer')
export const USE_PLACE = cursorOf('share-uses', 'integer')

const Count = Type.Integer({ minimum: 0 })
const Revision = Type.Integer({ minimum: 0, description: 'of the data: each load and each correction is the next one' })
const Value = Type.Unsafe<string | null>({ type: ['string', 'null'] })
/** Values of a row by the names of its items. */
const Values = Type.Unsafe<Record<string, string | number | boolean | null>>({
  type: 'object',
  additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
})
const ItemName = Text(100)
const Item = Type.Object({ name: Type.String(), dataType: Type.Enum([...DATA_TYPES]), length: Type.String() })

/** Agreements of one's own unit under which these data may be used. */
const OwnAgreement = Type.Object({
  id: Uuid,
  purpose: Type.String(),
  access: Type.Enum(['interface', 'subscription']),
  state: Type.Enum(['active', 'suspended', 'ended']),
  validFrom: Type.String(),
  validUntil: Type.String(),
  isInForce: Type.Boolean(),
})
export const HoldingDetail = Type.Object({
  resourceId: Uuid,
  isLoaded: Type.Boolean({ description: 'whether any data have been loaded' }),
  keyItems: Type.Array(Type.String(), { description: 'items that together identify a row' }),
  items: Type.Array(Item, { description: 'of the version that is published' }),
  rowCount: Count,
  revision: Revision,
  loadedAt: nullableText(),
  mayLoad: Type.Boolean(),
  agreements: Type.Array(OwnAgreement, { description: 'under which your unit uses these data' }),
})
export type HoldingDetail = Static<typeof HoldingDetail>

export const RowFault = Type.Unsafe<Fault>(
  Type.Object({
    sheet: Type.String({ description: 'empty for CSV and JSON' }),
    row: Type.Integer({ description: 'as the spreadsheet numbers it; of JSON, which row from 1' }),
    column: Type.String({ description: 'the item; empty where it is about the whole row' }),
    code: Type.String(),
    found: Type.String(),
    expected: Type.String({ description: 'the form that is taken' }),
  }),
)
export type RowFault = Fault
export const LoadPreview = Type.Object({
  file: Type.String(),
  sha256: Type.String({ description: 'the load names it, so that what was looked at is what is loaded' }),
  revision: Type.Integer({ description: 'of the data it was held against; the load names it too' }),
  sheets: Type.Array(
    Type.Object({
      sheet: Type.String(),
      rows: Count,
      unread: Type.Array(Type.String(), { description: 'headings of columns that are no items' }),
    }),
  ),
  rows: Count,
  ...{ added: Count, changed: Count, removed: Count, same: Count },
  faultCount: Count,
  faults: Type.Array(RowFault, { description: 'the first 1,000' }),
  examples: Type.Array(
    Type.Object({
      kind: Type.Enum(['added', 'changed', 'removed']),
      key: Type.String(),
      before: Type.Unsafe<Record<string, unknown> | null>({ type: ['object', 'null'], additionalProperties: true }),
      after: Type.Unsafe<Record<string, unknown> | null>({ type: ['object', 'null'], additionalProperties: true }),
    }),
    { description: 'the first rows of each kind' },
  ),
})
export type LoadPreview = Static<typeof LoadPreview>

export const HoldingRevision = Type.Object({
  revision: Revision,
  manner: Type.Enum([...MANNERS]),
  file: Type.String({ description: 'empty where it came as JSON, or is a correction' }),
  sha256: Type.String({ description: 'of what was sent' }),
  reason: Type.String(),
  ...{ added: Count, changed: Count, removed: Count, same: Count },
  rowCount: Type.Integer({ description: 'afterwards' }),
  at: Moment,
  userName: Type.String(),
  organizationName: Type.String(),
})
export type HoldingRevision = Static<typeof HoldingRevision>
export const RevisionList = listOf(HoldingRevision)
export type RevisionList = Static<typeof RevisionList>
export const RevisionQuery = Type.Object(listQuery(REVISION_PLACE), closed)

export const HoldingRow = Type.Object({
  number: Type.Integer({ description: 'as it came; never given twice' }),
  key: Type.String(),
  values: Values,
  revision: Revision,
  isRemoved: Type.Boolean(),
})
export type HoldingRow = Static<typeof HoldingRow>
export const RowList = listOf(HoldingRow)
export type RowList = Static<typeof RowList>
export const RowQuery = Type.Object(
  {
    ...listQuery(ROW_PLACE),
    q: Type.Optional(Type.String({ maxLength: 100, format: 'line', description: 'the beginning of a key' })),
    reference: Type.Optional(
      Type.String({ pattern: '^[0-9a-f]{32}$', description: 'of a row, as a recipient was given it' }),
    ),
    revision: Type.Optional(Type.Integer({ minimum: 1, description: 'rows that came to stand so with this one' })),
  },
  closed,
)
export type RowQuery = Static<typeof RowQuery>

export const RowsSent = Type.Object(
  {
    manner: LoadManner,
    keyItems: Type.Optional(Type.Array(ItemName, { minItems: 1, maxItems: MOST_KEY_ITEMS, uniqueItems: true })),
    rows: Type.Array(Values, { minItems: 1, maxItems: MOST_ROWS }),
  },
  closed,
)
export type RowsSent = Static<typeof RowsSent>
export const Loaded = Type.Object({ holding: HoldingDetail, revision: HoldingRevision })
export type Loaded = Static<typeof Loaded>

export const Correction = Type.Object({ values: Values, reason: LongText(500) }, closed)
export type Correction = Static<typeof Correction>
export const Removal = Type.Object({ reason: LongText(500) }, closed)

// What is handed over --------------------------------------------------------------------------------------------------

const Matter = Type.Optional(
  Type.String({ maxLength: 200, format: 'line', description: 'the case that it is for: the log keeps it' }),
)
const where = Type.Optional(
  Type.String({
    maxLength: 8000,
    format: 'prose',
    description: 'conditions on agreed items without a mask: [{"item":"…","operator":"equals","values":["…"]}]',
  }),
)
/** Lists whose cursors are sealed: what stands in them is not the recipient's to read. */
export const SHARED_LISTS = { rows: 'shared-rows', changes: 'shared-changes' } as const
export const SharedQuery = Type.Object(
  { ...listQuery({ list: SHARED_LISTS.rows }, MOST_SHARED, 1000), where, matter: Matter },
  closed,
)
export type SharedQuery = Static<typeof SharedQuery>
export const SharedTableQuery = Type.Object({ where, matter: Matter }, closed)
export type SharedTableQuery = Static<typeof SharedTableQuery>
export const ChangesQuery = Type.Object(
  {
    ...listQuery({ list: SHARED_LISTS.changes }, MOST_SHARED, 1000),
    after: Type.Integer({ minimum: 0, default: 0, description: 'the revision that you have' }),
    matter: Matter,
  },
  closed,
)
export type ChangesQuery = Static<typeof ChangesQuery>
export const SharedParams = Type.Object({ agreementId: Uuid }, closed)
export const SharedHeaders = Type.Object({
  'x-request-matter': Type.Optional(
    Type.String({ maxLength: 600, format: 'line', description: 'as `matter`, in percent-encoded UTF-8' }),
  ),
})

const SharedItem = Type.Object({
  name: Type.String(),
  dataType: Type.Unsafe<(typeof DATA_TYPES)[number] | null>({ type: ['string', 'null'] }),
  mask: Type.Union([MaskSchema, Type.Null()]),
})
const Reference = Type.String({ description: 'of the row under this agreement: the same in every answer' })
const answered = {
  agreementId: Uuid,
  revision: Type.Integer({ description: 'of the data; ask for the changes after it' }),
  items: Type.Array(SharedItem),
  next: nullableText({ description: 'cursor of the next page' }),
}
export const SharedRows = Type.Object({
  ...answered,
  rows: Type.Array(Type.Object({ reference: Reference, values: Values })),
})
export type SharedRows = Static<typeof SharedRows>
export const SharedChanges = Type.Object({
  ...answered,
  after: Revision,
  rows: Type.Array(
    Type.Object({
      reference: Reference,
      isRemoved: Type.Boolean({ description: 'it is no more, or no longer one that was agreed' }),
      values: Type.Unsafe<Record<string, string | number | boolean | null> | null>({
        type: ['object', 'null'],
        additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
      }),
    }),
  ),
})
export type SharedChanges = Static<typeof SharedChanges>

// What was used ----------------------------------------------------------------------------------------------------------

const USE_MANNERS = ['rows', 'changes', 'download'] as const
export const ShareUse = Type.Object({
  number: Type.Integer(),
  agreementId: Uuid,
  resource: Type.Object({ id: Uuid, name: Type.String() }),
  providerName: Type.String(),
  recipientName: Type.String({ description: 'with whom it was agreed' }),
  purpose: Type.String(),
  matter: Type.String(),
  manner: Type.Enum([...USE_MANNERS]),
  filters: Type.Array(Type.Object({ item: Type.String(), operator: Type.String(), values: Type.Array(Type.String()) })),
  rowCount: Count,
  bytes: Count,
  firstRevision: Type.Unsafe<number | null>({ type: ['integer', 'null'] }),
  lastRevision: Type.Unsafe<number | null>({ type: ['integer', 'null'] }),
  digest: Value,
  refused: nullableText({ description: 'why nothing was handed over' }),
  at: Moment,
  userName: Type.String(),
  organizationName: Type.String({ description: 'who asked' }),
  keyName: nullableText({ description: 'of the service key; null: a person asked' }),
  nodeName: nullableText({ description: 'of the node at which it was used, as that node told it; null: here' }),
})
export type ShareUse = Static<typeof ShareUse>
export const UseList = listOf(ShareUse)
export type UseList = Static<typeof UseList>

const useFilter = {
  resource: Type.Optional(Uuid),
  agreement: Type.Optional(Uuid),
  recipient: Type.Optional(Uuid),
  from: Type.Optional(Day),
  to: Type.Optional(Day),
  refused: Type.Optional(Type.Boolean()),
}
export const UseFilter = Type.Object(useFilter, closed)
export type UseFilter = Static<typeof UseFilter>
export const UseQuery = Type.Object({ ...listQuery(USE_PLACE), ...useFilter }, closed)
export type UseQuery = Static<typeof UseQuery>

export const UseFigures = Type.Object({
  months: Type.Array(
    Type.Object({ month: Type.String(), reads: Count, refused: Count, rows: Count, bytes: Count, recipients: Count }),
    { description: 'the last twelve in which anything was asked, the newest first' },
  ),
  recipients: Type.Array(
    Type.Object({ id: Uuid, name: Type.String(), reads: Count, rows: Count, lastUsedOn: nullableText() }),
    { description: 'who used most first' },
  ),
})
export type UseFigures = Static<typeof UseFigures>
