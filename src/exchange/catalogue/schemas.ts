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
import type { ImportFault as Fault, FaultCode } from './importing/faults.ts'
import { DATA_TYPES, FORMATS, SHARING_MODES, SHARING_TYPES, UPDATE_PERIODS } from './rules/content.ts'
import { FRESHNESS } from './rules/freshness.ts'
import type { DescribedField } from './rules/gaps.ts'
import { LONGEST, MOST_COMMITMENTS, MOST_ITEMS, MOST_KEYWORDS, MOST_RELATED } from './rules/limits.ts'

// What the catalogue's API sends and takes.

export type {
  ContentField,
  DataType,
  Format,
  SharingMode,
  SharingType,
  UpdatePeriod,
} from './rules/content.ts'
export { DATA_TYPES, SHARING_TYPES } from './rules/content.ts'
export type { Freshness } from './rules/freshness.ts'
export type { DescribedField, FaultCode }

export const RESOURCE_PLACE = cursorOf('resources', 'moment', 'uuid')

/** A text that may be empty: what a draft does not say yet. */
const Line = (maxLength: number) => Type.String({ maxLength, format: 'line' })
const Prose = (maxLength: number) => Type.String({ maxLength, format: 'prose' })
const nullableOf = <const Words extends readonly string[]>(words: Words) =>
  Type.Unsafe<Words[number] | null>({ type: ['string', 'null'], enum: [...words, null] })

export const ResourceState = Type.Enum(['draft', 'published', 'replaced', 'withdrawn'])
export type ResourceState = Static<typeof ResourceState>
const Sharing = Type.Enum([...SHARING_TYPES])
const Period = Type.Enum([...UPDATE_PERIODS])
const FreshnessOf = Type.Enum([...FRESHNESS])

const Item = Type.Object(
  {
    name: Text(LONGEST.item),
    dataType: Type.Enum([...DATA_TYPES]),
    length: Type.String({ pattern: '^([0-9]{1,5}(,[0-9]{1,2})?)?$', description: 'digits, decimals behind a comma' }),
  },
  closed,
)
const content = {
  name: Text(LONGEST.name),
  classCode: nullableText({
    pattern: '^(10[1-5]|20[1-9]|21[0-2]|30[1-8])[0-9]{3}$',
    description: '类 (1 digit), 项 (2), 目 (3; 000 where it has none)',
  }),
  abstract: Prose(LONGEST.abstract),
  keywords: Type.Array(Text(LONGEST.keyword), { maxItems: MOST_KEYWORDS, uniqueItems: true }),
  format: nullableOf(FORMATS),
  formatDetail: Line(LONGEST.formatDetail),
  items: Type.Array(Item, { maxItems: MOST_ITEMS }),
  sharingType: nullableOf(SHARING_TYPES),
  sharingCondition: Prose(LONGEST.sharingCondition),
  legalBasis: Prose(LONGEST.legalBasis),
  sharingModes: Type.Array(Type.Enum([...SHARING_MODES]), { uniqueItems: true }),
  isOpen: Type.Unsafe<boolean | null>({ type: ['boolean', 'null'] }),
  openCondition: Prose(LONGEST.openCondition),
  updatePeriod: nullableOf(UPDATE_PERIODS),
  contact: Line(LONGEST.contact),
  accessUrl: Type.Unsafe<string | null>({
    type: ['string', 'null'],
    maxLength: LONGEST.accessUrl,
    pattern: '^https?://[^\\s<>"{}|\\\\^`]+$',
  }),
  relatedCodes: Type.Array(Text(LONGEST.code), { maxItems: MOST_RELATED, uniqueItems: true }),
  commitmentIds: Type.Array(Uuid, {
    maxItems: MOST_COMMITMENTS,
    uniqueItems: true,
    description: 'commitments of plans that these data serve',
  }),
}
export const ResourceContent = Type.Object(content)
export type ResourceContent = Static<typeof ResourceContent>

const OrganizationRef = Type.Object({ id: Uuid, name: Type.String() })
const Percent = Type.Integer({ minimum: 0, maximum: 100 })
const listed = {
  id: Uuid,
  number: Type.Integer({ description: 'of the version' }),
  state: ResourceState,
  code: nullableText({ description: 'issued with the first publication' }),
  name: Type.String(),
  provider: OrganizationRef,
  classCode: nullableText(),
  abstract: Type.String(),
  format: nullableOf(FORMATS),
  sharingType: nullableOf(SHARING_TYPES),
  isOpen: Type.Unsafe<boolean | null>({ type: ['boolean', 'null'] }),
  updatePeriod: nullableOf(UPDATE_PERIODS),
  itemCount: Type.Integer({ minimum: 0 }),
  publishedAt: nullableText(),
  refreshedOn: NullableDay,
  dueOn: NullableDay,
  freshness: nullable(FreshnessOf),
  completeness: Percent,
  hasDraft: Type.Boolean({ description: 'a draft of a further version, for who may see it' }),
  at: Moment,
}
export const ResourceListed = Type.Object(listed)
export type ResourceListed = Static<typeof ResourceListed>
export const ResourceList = listOf(ResourceListed)
export type ResourceList = Static<typeof ResourceList>

const filter = {
  q: Type.Optional(Type.String({ maxLength: 100, format: 'line' })),
  organization: Type.Optional(Uuid),
  division: Type.Optional(
    Type.String({ pattern: '^[123]([0-9]{2}([0-9]{3})?)?$', description: 'the beginning of a class code' }),
  ),
  sharing: Type.Optional(Sharing),
  period: Type.Optional(Period),
  open: Type.Optional(Type.Boolean()),
  freshness: Type.Optional(FreshnessOf),
  state: Type.Optional(Type.Enum(['draft', 'published', 'withdrawn'])),
}
export const ResourceFilter = Type.Object(filter, closed)
export type ResourceFilter = Static<typeof ResourceFilter>
export const ResourceQuery = Type.Object({ ...listQuery(RESOURCE_PLACE), ...filter }, closed)
export type ResourceQuery = Static<typeof ResourceQuery>

const Refresh = Type.Object({
  id: Uuid,
  refreshedOn: Type.String(),
  note: Type.String(),
  userName: Type.String(),
  organizationName: Type.String(),
  at: Moment,
})
export type Refresh = Static<typeof Refresh>
/** 使用情况: under agreements in force, within thirty days. Who used them is their provider's to read. */
const ResourceUse = Type.Object({
  agreements: Type.Integer({ minimum: 0, description: 'in force' }),
  reads: Type.Integer({ minimum: 0, description: 'times that data were handed over in the last 30 days' }),
  lastUsedOn: NullableDay,
})
export const ResourceDetail = Type.Object({
  ...listed,
  use: ResourceUse,
  revision: Type.Integer(),
  content: ResourceContent,
  ownCode: nullableText({ description: 'what an inventory of before calls it' }),
  creditCode: nullableText({ description: 'of the provider (统一社会信用代码)' }),
  gaps: Type.Array(Type.Unsafe<DescribedField>({ type: 'string' }), { description: 'fields that are not filled in' }),
  wanting: Type.Array(Type.Unsafe<DescribedField>({ type: 'string' }), {
    description: 'of these, those without which it is not published',
  }),
  withdrawnAt: nullableText(),
  withdrawnReason: nullableText(),
  writtenBy: Type.Object({ userName: Type.String(), organizationName: Type.String() }),
  versions: Type.Array(
    Type.Object({ number: Type.Integer(), state: ResourceState, at: Moment, publishedAt: nullableText() }),
  ),
  refreshes: Type.Array(Refresh, { description: 'the newest 50 updates of the data' }),
  related: Type.Array(Type.Object({ code: Type.String(), id: nullableText(), name: nullableText() })),
  commitments: Type.Array(
    Type.Object({ id: Uuid, title: Type.String(), document: Type.Object({ id: Uuid, title: Type.String() }) }),
    { description: 'of those it serves, the ones that you see' },
  ),
  mayCompile: Type.Boolean(),
  mayPublish: Type.Boolean(),
})
export type ResourceDetail = Static<typeof ResourceDetail>

export const NewResource = Type.Object(
  {
    name: content.name,
    organizationId: Type.Optional({ ...Uuid, description: 'the provider; your own organization where it is left out' }),
    content: Type.Optional(Type.Partial(ResourceContent, closed)),
  },
  closed,
)
export type NewResource = Static<typeof NewResource>
export const ResourceEdit = Type.Partial(ResourceContent, { ...closed, minProperties: 1 })
export type ResourceEdit = Static<typeof ResourceEdit>
export const Withdrawal = Type.Object({ reason: LongText(1000) }, closed)
export const NewRefresh = Type.Object({ refreshedOn: Day, note: Type.Optional(Prose(500)) }, closed)
export type NewRefresh = Static<typeof NewRefresh>
export const VersionQuery = Type.Object(
  { version: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })) },
  closed,
)

const Provider = Type.Object({
  id: Uuid,
  name: Type.String(),
  creditCode: nullableText(),
  published: Type.Integer({ minimum: 0 }),
  late: Type.Integer({ minimum: 0 }),
  completeness: nullable(Percent),
  use: ResourceUse,
  mayCompile: Type.Boolean(),
})
export const CatalogueFigures = Type.Object({
  published: Type.Integer({ minimum: 0 }),
  fresh: Type.Integer({ minimum: 0 }),
  late: Type.Integer({ minimum: 0 }),
  unpromised: Type.Integer({ minimum: 0 }),
  completeness: nullable({ ...Percent, description: 'mean over what is published; null where nothing is' }),
  use: ResourceUse,
  providers: Type.Array(Provider),
})
export type CatalogueFigures = Static<typeof CatalogueFigures>
export const ProviderEdit = Type.Object(
  { creditCode: Type.String({ pattern: '^[0-9A-HJ-NPQRTUWXY]{18}$', description: 'GB 32100' }) },
  closed,
)

const Count = Type.Integer({ minimum: 0 })
export const ImportFault = Type.Unsafe<Fault>(
  Type.Object({
    sheet: Type.String({ description: 'empty for CSV' }),
    row: Type.Integer({ description: 'as the spreadsheet numbers it' }),
    column: Type.String({ description: 'its heading in the file; empty where there is none' }),
    field: nullableText(),
    code: Type.String(),
    found: Type.String(),
    expected: Type.String({ description: 'the forms that are taken' }),
  }),
)
export type ImportFault = Fault
export const ImportPreview = Type.Object({
  file: Type.String(),
  sha256: Type.String({ description: 'the import names it, so that what was looked at is what is imported' }),
  sheets: Type.Array(
    Type.Object({
      sheet: Type.String(),
      rows: Count,
      unread: Type.Array(Type.String(), { description: 'headings of columns that are not read' }),
    }),
  ),
  resources: Count,
  added: Count,
  changed: Count,
  unchanged: Count,
  withdrawn: Type.Integer({ minimum: 0, description: 'of the changed ones: not in the catalogue any more' }),
  faultCount: Count,
  faults: Type.Array(ImportFault, { description: 'the first 1,000' }),
  changes: Type.Array(
    Type.Object({
      ...{ sheet: Type.String(), row: Type.Integer(), name: Type.String(), fields: Type.Array(Type.String()) },
      isWithdrawn: Type.Boolean({ description: 'it was withdrawn: publishing brings it back' }),
    }),
    { description: 'the first 200 resources that change' },
  ),
})
export type ImportPreview = Static<typeof ImportPreview>
export const ResourcesImported = Type.Object({ added: Count, changed: Count, unchanged: Count, published: Count })
export type ResourcesImported = Static<typeof ResourcesImported>
