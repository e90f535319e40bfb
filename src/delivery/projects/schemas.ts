import { type Static, Type } from 'typebox'
import {
  closed,
  cursorOf,
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

export const PROJECT_PLACE = cursorOf('projects', 'text', 'uuid')
/** What is decided comes after what waits. */
export const REQUEST_PLACE = cursorOf('project-requests', 'boolean', 'moment', 'uuid')

// Everything the project pool's API sends and takes. Money is whole 万元 (…Wan); areas are 公顷 as decimal text (…Ha).

export const ProjectClass = Type.Enum([
  'proposed',
  'reserve',
  'preparing',
  'starting',
  'continuing',
  'finished',
  'stopped',
  'transferred',
])
const PoolClass = Type.Enum(['reserve', 'preparing', 'starting', 'continuing', 'finished', 'stopped', 'transferred'])
export const ListClass = Type.Enum(['reserve', 'preparing', 'starting', 'continuing', 'finished'])
const Grade = Type.Enum(['statement', 'document', 'measured', 'verified'])
const Wan = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000, description: '万元' })
const NullableWan = Type.Unsafe<number | null>({ type: ['integer', 'null'], minimum: 0, maximum: 1_000_000_000_000 })
const NullableNumber = Type.Unsafe<number | null>({ type: ['number', 'null'] })
const NullableYear = Type.Unsafe<number | null>({ type: ['integer', 'null'], minimum: 1990, maximum: 2200 })
const Year = Type.Integer({ minimum: 1990, maximum: 2200 })
const Place = Type.String({ pattern: '^[0-9]{6}$', description: 'GB/T 2260' })
const NullablePlace = Type.Unsafe<string | null>({ type: ['string', 'null'], pattern: '^[0-9]{6}$' })
const NullableUuid = Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'uuid' })
const When = Type.Unsafe<string | null>({ type: ['string', 'null'], pattern: '^2[01][0-9]{2}(-(0[1-9]|1[0-2]))?$' })
const Month = Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$' })
const AMOUNT = '^[0-9]{1,13}(\\.[0-9]{1,4})?$'
const Amount = Type.Unsafe<string | null>({ type: ['string', 'null'], pattern: AMOUNT })

const OrganizationRef = Type.Object({ id: Uuid, name: Type.String(), shortName: Type.String() })
const PlaceRef = Type.Object({ code: Type.String(), name: Type.String(), shortName: Type.String() })

export const Element = Type.Object(
  {
    kind: Type.Enum(['capital_wan', 'land_ha', 'sea_ha', 'forest_ha'], {
      description: '资金 (万元), 用地, 用海, 用林 (公顷)',
    }),
    needed: Amount,
    granted: Amount,
  },
  closed,
)
export type Element = Static<typeof Element>

const Position = Type.Array(Type.Number(), { minItems: 2, maxItems: 2 })
export const Geometry = Type.Union(
  [
    Type.Object({ type: Type.Literal('Point'), coordinates: Position }, closed),
    Type.Object(
      { type: Type.Literal('LineString'), coordinates: Type.Array(Position, { minItems: 2, maxItems: 5000 }) },
      closed,
    ),
  ],
  { description: 'EPSG:4490, longitude first' },
)
export type Geometry = Static<typeof Geometry>

export const Listed = Type.Object({
  year: Type.Integer(),
  class: ListClass,
  plannedWan: NullableWan,
  removedOn: nullableText(),
  removedReason: nullableText(),
  investedWan: NullableWan,
  inPlaceWan: NullableWan,
  month: nullableText(),
})
export type Listed = Static<typeof Listed>

export const Project = Type.Object({
  id: Uuid,
  revision: Type.Integer(),
  name: Type.String(),
  code: nullableText(),
  industry: Type.String(),
  content: Type.String(),
  builder: Type.String(),
  place: nullable(PlaceRef),
  organization: OrganizationRef,
  owner: OrganizationRef,
  visibility: Type.Enum(['cluster', 'organization']),
  document: nullable(Type.Object({ id: Uuid, title: Type.String() })),
  commitmentId: NullableUuid,
  provision: nullableText(),
  provisionLabel: Type.String(),
  quote: Type.String(),
  class: ProjectClass,
  classSince: Type.String(),
  startPlanned: nullableText(),
  finishPlanned: nullableText(),
  startedOn: nullableText(),
  finishedOn: nullableText(),
  investmentTotalWan: NullableWan,
  elements: Type.Array(Element),
  geometry: nullable(Type.Unsafe<Geometry>({ type: 'object', additionalProperties: true })),
  sample: Type.Boolean(),
  listed: nullable(Listed),
  waiting: Type.Integer({ description: 'requests that wait for a decision' }),
  linked: Type.Boolean({ description: 'tied by hand to the task that was asked for' }),
  mayEdit: Type.Boolean(),
  mayDecide: Type.Boolean(),
})
export type Project = Static<typeof Project>

const Filter = {
  q: Type.Optional(Type.String({ maxLength: 100, format: 'line' })),
  class: Type.Optional(ProjectClass),
  place: Type.Optional(Place),
  organization: Type.Optional(Uuid),
  document: Type.Optional(Uuid),
  task: Type.Optional(Uuid),
  year: Type.Optional(Type.Unsafe<number>({ ...Year, description: 'only those on this year’s list' })),
}
export const ProjectQuery = Type.Object({ ...listQuery(PROJECT_PLACE), ...Filter }, closed)
export type ProjectQuery = Static<typeof ProjectQuery>
export const ProjectList = listOf(Project)
export type ProjectList = Static<typeof ProjectList>
export const ProjectFilter = Type.Object(Filter, closed)
export type ProjectFilter = Static<typeof ProjectFilter>

const ClassFigures = Type.Object({
  class: Type.Enum(['reserve', 'preparing', 'starting', 'continuing', 'finished', 'all']),
  count: Type.Integer(),
  totalWan: Type.Integer(),
  totalUnknown: Type.Integer(),
  plannedWan: Type.Integer(),
  plannedUnknown: Type.Integer(),
  investedWan: Type.Integer(),
  unreported: Type.Integer(),
  inPlaceWan: Type.Integer(),
})
export const Summary = Type.Object({
  today: Type.String(),
  years: Type.Array(Type.Integer(), { description: 'that have a list' }),
  pool: Type.Array(Type.Object({ class: ProjectClass, count: Type.Integer() })),
  waiting: Type.Integer(),
  year: Type.Integer(),
  classes: Type.Array(ClassFigures),
  all: ClassFigures,
  investmentRate: NullableNumber,
  elapsed: Type.Number(),
  inPlaceRate: NullableNumber,
  startRate: NullableNumber,
  started: Type.Integer(),
  finishRate: NullableNumber,
  finished: Type.Integer(),
})
export type Summary = Static<typeof Summary>
export const SummaryQuery = Type.Object({ year: Type.Optional(Year) }, closed)

export const Request = Type.Object({
  id: Uuid,
  revision: Type.Integer(),
  project: Type.Object({ id: Uuid, name: Type.String(), class: ProjectClass }),
  kind: Type.Enum(['enter_pool', 'enter_year', 'move', 'leave_year']),
  year: NullableYear,
  toClass: nullable(PoolClass),
  plannedWan: NullableWan,
  happenedOn: nullableText(),
  reason: Type.String(),
  evidence: Type.String(),
  state: Type.Enum(['proposed', 'approved', 'refused', 'withdrawn']),
  decidedBy: nullableText(),
  decidedAt: nullableText(),
  decisionReason: nullableText(),
  at: Moment,
  userName: Type.String(),
  organizationName: Type.String(),
  mayDecide: Type.Boolean(),
  mayWithdraw: Type.Boolean(),
})
export type Request = Static<typeof Request>
export const RequestQuery = Type.Object(
  { ...listQuery(REQUEST_PLACE), state: Type.Optional(Type.Enum(['proposed', 'approved', 'refused', 'withdrawn'])) },
  closed,
)
export type RequestQuery = Static<typeof RequestQuery>
export const RequestList = listOf(Request)
export type RequestList = Static<typeof RequestList>

export const ProjectProgress = Type.Object({
  month: Type.String(),
  version: Type.Integer(),
  investedWan: Wan,
  inPlaceWan: NullableWan,
  stage: Type.String(),
  grade: Grade,
  source: Type.String(),
  reason: nullableText(),
  at: Moment,
  userName: Type.String(),
  organizationName: Type.String(),
})
export type ProjectProgress = Static<typeof ProjectProgress>

export const ProjectDetail = Type.Object({
  ...Project.properties,
  years: Type.Array(Listed),
  moves: Type.Array(
    Type.Object({
      from: ProjectClass,
      to: ProjectClass,
      on: Type.String(),
      reason: Type.String(),
      evidence: Type.String(),
      userName: nullableText(),
    }),
  ),
  requests: Type.Array(Request),
  progress: Type.Array(ProjectProgress, { description: 'every version, newest month first' }),
  tasks: Type.Array(Type.Object({ id: Uuid, title: Type.String(), linked: Type.Boolean() })),
  nextClasses: Type.Array(ProjectClass, { description: 'classes it can be moved to' }),
  codeFacts: nullable(
    Type.Object({
      standard: Type.Enum(['GB/T 40058', 'before']),
      year: Type.Integer(),
      month: NullableNumber,
      region: Type.String(),
    }),
  ),
})
export type ProjectDetail = Static<typeof ProjectDetail>

const facts = {
  code: Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: 30, format: 'line' })),
  industry: Type.Optional(Type.String({ maxLength: 100, format: 'line' })),
  content: Type.Optional(Type.String({ maxLength: 5000, format: 'prose' })),
  builder: Type.Optional(Type.String({ maxLength: 200, format: 'line' })),
  place: Type.Optional(NullablePlace),
  startPlanned: Type.Optional(When),
  finishPlanned: Type.Optional(When),
  investmentTotalWan: Type.Optional(NullableWan),
  elements: Type.Optional(Type.Array(Element, { maxItems: 4 })),
  geometry: Type.Optional(nullable(Geometry)),
}
export const NewProject = Type.Object(
  {
    name: Text(300),
    ...facts,
    organizationId: Type.Optional(Uuid),
    ownerOrganizationId: Type.Optional(Type.Unsafe<string>({ ...Uuid, description: 'the office that keeps the pool' })),
    toClass: Type.Optional(Type.Enum(['reserve', 'preparing', 'starting', 'continuing'])),
    happenedOn: Type.Optional(NullableDay),
    evidence: Type.Optional(Type.String({ maxLength: 1000, format: 'prose' })),
    reason: LongText(1000),
  },
  closed,
)
export type NewProject = Static<typeof NewProject>
export const ProjectEdit = Type.Object({ name: Type.Optional(Text(300)), ...facts }, closed)
export type ProjectEdit = Static<typeof ProjectEdit>

export const NewRequest = Type.Object(
  {
    kind: Type.Enum(['enter_year', 'move', 'leave_year']),
    year: Type.Optional(Year),
    toClass: Type.Optional(PoolClass),
    plannedWan: Type.Optional(NullableWan),
    happenedOn: Type.Optional(NullableDay),
    reason: LongText(1000),
    evidence: Type.Optional(Type.String({ maxLength: 1000, format: 'prose' })),
  },
  closed,
)
export type NewRequest = Static<typeof NewRequest>
export const Decision = Type.Object(
  {
    decision: Type.Enum(['approve', 'refuse', 'withdraw']),
    reason: Type.Optional(Type.String({ maxLength: 1000, format: 'prose' })),
  },
  closed,
)
export type Decision = Static<typeof Decision>

export const NewProgress = Type.Object(
  {
    month: Month,
    investedWan: Wan,
    inPlaceWan: Type.Optional(NullableWan),
    stage: Type.Optional(Type.String({ maxLength: 1000, format: 'prose' })),
    grade: Grade,
    source: Text(500),
    reason: Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: 500, format: 'prose' })),
  },
  closed,
)
export type NewProgress = Static<typeof NewProgress>

export const ProjectCandidate = Type.Object({
  commitmentId: Uuid,
  name: Type.String(),
  stage: nullableText(),
  box: nullableText(),
  document: Type.Object({ id: Uuid, title: Type.String() }),
  provisionLabel: Type.String(),
  quote: Type.String(),
})
export type ProjectCandidate = Static<typeof ProjectCandidate>
export const FromCommitments = Type.Object({ commitmentIds: Type.Array(Uuid, { minItems: 1, maxItems: 200 }) }, closed)
