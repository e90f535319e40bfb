import { type Static, Type } from 'typebox'
import {
  closed,
  cursorOf,
  LongText,
  listOf,
  listQuery,
  Moment,
  nullable,
  nullableText,
  Text,
  Uuid,
} from '../../platform/http/index.ts'
import { KIND_CODES, type KINDS } from '../kinds.ts'

export const LAYER_PLACE = cursorOf('layers', KIND_CODES, 'text', 'uuid')
export const REVISION_PLACE = cursorOf('layer-revisions', 'integer')

// Layers and their revisions as the API sends and takes them. Areas are m², lengths m, boxes west, south, east, north.

export const Kind = Type.Enum(KIND_CODES as [keyof typeof KINDS, ...(keyof typeof KINDS)[]], { description: '类别' })
export const Audience = Type.Enum(['jurisdiction', 'cluster'], {
  description:
    'who reads beside the owner: every unit of its jurisdiction and of those above, or all of a cluster that it lies in',
})
export const Place = Type.String({ pattern: '^[0-9]{6}$', description: 'GB/T 2260' })
export const Bbox = Type.Unsafe<[number, number, number, number]>({
  type: 'array',
  items: { type: 'number' },
  minItems: 4,
  maxItems: 4,
  description: 'west, south, east, north',
})
export const NullableNumber = Type.Unsafe<number | null>({ type: ['number', 'null'] })

const Organization = Type.Object({ id: Uuid, name: Type.String(), shortName: Type.String() })
const Jurisdiction = Type.Object({ code: Type.String(), name: Type.String(), shortName: Type.String() })

export const Counts = Type.Object({
  added: Type.Integer(),
  changed: Type.Integer(),
  removed: Type.Integer(),
  unchanged: Type.Integer(),
  total: Type.Integer(),
  areaM2: NullableNumber,
  lengthM: NullableNumber,
  bbox: nullable(Bbox),
})
export type Counts = Static<typeof Counts>

export const Layer = Type.Object({
  id: Uuid,
  kind: Kind,
  name: Type.String(),
  jurisdiction: Jurisdiction,
  organization: Organization,
  document: nullable(Type.Object({ id: Uuid, title: Type.String() })),
  provision: nullableText(),
  provisionLabel: Type.String(),
  quote: Type.String({ description: 'the sentence that it rests on' }),
  basis: Type.String({ description: 'a printed legal basis' }),
  audience: Audience,
  isSample: Type.Boolean(),
  version: Type.Integer({ description: 'of what is said of it: the ETag' }),
  revision: Type.Integer({ description: 'of what it holds: 0 is empty' }),
  revisedAt: nullable(Moment),
  features: Type.Integer(),
  areaM2: NullableNumber,
  lengthM: NullableNumber,
  bbox: nullable(Bbox),
  createdAt: Moment,
  withdrawnAt: nullable(Moment),
  withdrawnReason: nullableText(),
  mayEdit: Type.Boolean(),
})
export type Layer = Static<typeof Layer>
export const LayerList = listOf(Layer)
export type LayerList = Static<typeof LayerList>

export const LayerQuery = Type.Object(
  {
    ...listQuery(LAYER_PLACE),
    kind: Type.Optional(Kind),
    place: Type.Optional(Type.Unsafe<string>({ ...Place, description: 'of this jurisdiction or one within it' })),
    organization: Type.Optional(Uuid),
    document: Type.Optional(Uuid),
    provision: Type.Optional(Type.String({ maxLength: 200, format: 'line' })),
    withdrawn: Type.Boolean({ default: false, description: 'also those that are withdrawn' }),
  },
  closed,
)
export type LayerQuery = Static<typeof LayerQuery>

const facts = {
  name: Text(200),
  documentId: Type.Optional(nullable(Uuid)),
  provision: Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: 200, format: 'line' })),
  basis: Type.Optional(Type.String({ maxLength: 1000, format: 'prose' })),
  audience: Audience,
}
export const NewLayer = Type.Object(
  {
    kind: Kind,
    ...facts,
    jurisdiction: Place,
    organizationId: Type.Optional(
      Type.Unsafe<string>({ ...Uuid, description: 'whose it is; another’s only for the office that coordinates' }),
    ),
  },
  closed,
)
export type NewLayer = Static<typeof NewLayer>
export const LayerEdit = Type.Partial(Type.Object(facts, closed), closed)
export type LayerEdit = Static<typeof LayerEdit>
export const Reason = Type.Object({ reason: LongText(1000) }, closed)

export const RevisionQuery = Type.Object(listQuery(REVISION_PLACE), closed)
export type RevisionQuery = Static<typeof RevisionQuery>
export const Revision = Type.Object({
  id: Type.Integer(),
  number: Type.Integer(),
  cause: Type.Enum(['import', 'edit', 'withdrawal', 'restoration']),
  reason: Type.String(),
  counts: Counts,
  fileName: nullableText(),
  sha256: nullableText(),
  at: Moment,
  userName: Type.String(),
  organizationName: Type.String(),
})
export type Revision = Static<typeof Revision>
export const RevisionList = listOf(Revision)
export type RevisionList = Static<typeof RevisionList>

export const KindList = Type.Object({
  items: Type.Array(
    Type.Object({
      kind: Kind,
      shape: Type.Enum(['area', 'line', 'point', 'any']),
      classes: Type.Array(Type.String()),
      layers: Type.Integer({ description: 'that you see' }),
    }),
  ),
})
export type KindList = Static<typeof KindList>
