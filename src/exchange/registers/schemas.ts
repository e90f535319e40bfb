import { type Static, Type } from 'typebox'
import {
  closed,
  cursorOf,
  LongText,
  listOf,
  listQuery,
  Moment,
  nullableText,
  Text,
  Uuid,
} from '../../platform/http/index.ts'
import type { RegistryImportFault as ImportFault, RegistryFaultCode } from './importing/faults.ts'
import type { ContentFault, ContentFaultCode } from './rules/checkContent.ts'
import type { SchemaFault } from './rules/checkSchema.ts'
import type {
  EntryContent,
  Field,
  ListField,
  Option,
  RegistrySchema,
  SimpleField,
  SubTableField,
} from './rules/schema.ts'

// What the API of shared registers sends and takes.

export type {
  ContentFault,
  ContentFaultCode,
  EntryContent,
  Field,
  ListField,
  Option,
  RegistryFaultCode,
  RegistrySchema,
  SchemaFault,
  SimpleField,
  SubTableField,
}
export type RegistryImportFault = ImportFault

/** What the list is sorted by (a field, `-` before it for the other way round; `-published`), its value, the entry. */
export const REGISTRY_PLACE = cursorOf('registry-entries', 'text', 'textOrNull', 'uuid')

export const RegistryCode = Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$' })
const FIELD = '[a-z][A-Za-z0-9]{0,39}'
/** A JSON Schema of the part that is taken (README.md); what else it says is refused field by field. */
const Schema = Type.Unsafe<RegistrySchema>({ type: 'object', additionalProperties: true })
const Content = Type.Unsafe<EntryContent>({ type: 'object', additionalProperties: true })
const Prose = (maxLength: number) => Type.String({ maxLength, format: 'prose' })

const configuration = {
  name: Text(60),
  nameEn: Text(100),
  description: Prose(500),
  descriptionEn: Prose(500),
  schema: Schema,
}
export const NewRegistry = Type.Object({ code: RegistryCode, ...configuration }, closed)
export type NewRegistry = Static<typeof NewRegistry>
export const RegistryEdit = Type.Partial(Type.Object(configuration), { ...closed, minProperties: 1 })
export type RegistryEdit = Static<typeof RegistryEdit>

const listed = {
  code: Type.String(),
  version: Type.Integer({ description: 'the newest one' }),
  name: Type.String(),
  nameEn: Type.String(),
  description: Type.String(),
  descriptionEn: Type.String(),
  entryCount: Type.Integer({ minimum: 0, description: 'published entries' }),
  draftCount: Type.Integer({ minimum: 0, description: 'drafts of your own organization' }),
}
export const RegistryListed = Type.Object(listed)
export type RegistryListed = Static<typeof RegistryListed>
export const RegistryList = Type.Object({ items: Type.Array(RegistryListed) })
export type RegistryList = Static<typeof RegistryList>
export const RegistryDetail = Type.Object({
  ...listed,
  number: Type.Integer({ description: 'of the version that is shown' }),
  schema: Schema,
  at: Moment,
  writtenBy: Type.Unsafe<string | null>({
    type: ['string', 'null'],
    description: 'organization; null: it came with the software',
  }),
  versions: Type.Array(Type.Object({ number: Type.Integer(), at: Moment, writtenBy: nullableText() })),
  mayWrite: Type.Boolean(),
  mayConfigure: Type.Boolean(),
})
export type RegistryDetail = Static<typeof RegistryDetail>

export const EntryState = Type.Enum(['draft', 'published', 'replaced', 'withdrawn'])
export type EntryState = Static<typeof EntryState>
const OrganizationRef = Type.Object({ id: Uuid, name: Type.String() })

const filter = {
  q: Type.Optional(Type.String({ maxLength: 100, format: 'line' })),
  organization: Type.Optional(Uuid),
  where: Type.Optional(
    Type.Array(Type.String({ maxLength: 300, pattern: `^${FIELD}(\\.min|\\.max)?:.+$` }), {
      maxItems: 20,
      description: 'a field and its value: `kind:marine`, `price.min:100`; several values of one field: any of them',
    }),
  ),
  state: Type.Optional(Type.Enum(['draft', 'withdrawn'])),
}
export const EntryFilter = Type.Object(filter, closed)
export type EntryFilter = Static<typeof EntryFilter>
export const EntryQuery = Type.Object(
  {
    ...listQuery(REGISTRY_PLACE),
    ...filter,
    sort: Type.Optional(
      Type.String({ pattern: `^-?${FIELD}$`, description: 'a column of the list; the newest first' }),
    ),
  },
  closed,
)
export type EntryQuery = Static<typeof EntryQuery>

export const EntryListed = Type.Object({
  id: Uuid,
  state: EntryState,
  organization: OrganizationRef,
  node: nullableText({ description: 'where it was written, when not here' }),
  publishedAt: nullableText(),
  content: Type.Unsafe<EntryContent>({ ...Content, description: 'its name, and the columns of the list' }),
})
export type EntryListed = Static<typeof EntryListed>
export const EntryList = listOf(EntryListed)
export type EntryList = Static<typeof EntryList>

export const EntryDetail = Type.Object({
  id: Uuid,
  registry: Type.Object({ code: Type.String(), name: Type.String(), nameEn: Type.String() }),
  number: Type.Integer({ description: 'of the version; 0: of another node' }),
  state: EntryState,
  revision: Type.Integer(),
  organization: OrganizationRef,
  node: nullableText(),
  schemaVersion: Type.Integer({ description: 'under which version of the register it was written' }),
  schema: Schema,
  content: Content,
  hidden: Type.Array(Type.String(), { description: 'private fields that you do not see' }),
  publishedAt: nullableText(),
  withdrawnAt: nullableText(),
  withdrawnReason: nullableText(),
  at: Moment,
  writtenBy: nullableText({ description: 'the person who wrote this version' }),
  hasDraft: Type.Boolean(),
  versions: Type.Array(Type.Object({ number: Type.Integer(), state: EntryState, at: Moment })),
  mayWrite: Type.Boolean(),
})
export type EntryDetail = Static<typeof EntryDetail>

export const NewEntry = Type.Object({ content: Content }, closed)
export type NewEntry = Static<typeof NewEntry>
export const EntryWithdrawal = Type.Object({ reason: LongText(1000) }, closed)
export const EntryVersionQuery = Type.Object(
  { version: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })) },
  closed,
)

const Count = Type.Integer({ minimum: 0 })
export const RegistryImportPreview = Type.Object({
  file: Type.String(),
  sha256: Type.String({ description: 'the import names it, so that what was looked at is what is imported' }),
  sheets: Type.Array(
    Type.Object({
      sheet: Type.String(),
      rows: Count,
      unread: Type.Array(Type.String(), { description: 'headings of columns that are not read' }),
    }),
  ),
  entries: Count,
  added: Count,
  changed: Count,
  unchanged: Count,
  faultCount: Count,
  faults: Type.Array(
    Type.Unsafe<ImportFault>(
      Type.Object({
        ...{ sheet: Type.String(), row: Type.Integer(), column: Type.String() },
        ...{ code: Type.String(), found: Type.String(), expected: Type.String() },
      }),
    ),
    { description: 'the first 1,000' },
  ),
})
export type RegistryImportPreview = Static<typeof RegistryImportPreview>
export const EntriesImported = Type.Object({ added: Count, changed: Count, unchanged: Count, published: Count })
export type EntriesImported = Static<typeof EntriesImported>
