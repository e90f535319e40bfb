import { type Static, Type } from 'typebox'
import {
  closed,
  cursorOf,
  Day,
  LongText,
  listOf,
  listQuery,
  Moment,
  nullable,
  nullableText,
  Text,
  Uuid,
} from '../../platform/http/index.ts'
import { DECIMAL } from './rules/decimal.ts'
import { PERIOD } from './rules/period.ts'

export const INDICATOR_PLACE = cursorOf('indicators', 'integer', 'uuid')

// Everything the indicators' API sends and takes. Figures are decimal text, in the indicator's unit.

export const Accumulation = Type.Enum(['level', 'cumulative', 'interval', 'keep', 'growth', 'reduction', 'graded'], {
  description: 'how figures are held against the target (plan-supervision.md §5)',
})
const Nature = Type.Enum(['binding', 'expected'])
const Grade = Type.Enum(['statement', 'document', 'measured', 'verified'])
const Measured = Type.Unsafe<'ecological_space_share' | 'natural_shoreline_rate' | null>({
  type: ['string', 'null'],
  enum: ['ecological_space_share', 'natural_shoreline_rate', null],
  description: 'what of the blueprint its figures are measured by',
})
const RollUp = Type.Enum(['sum', 'weighted', 'each'])
const Status = Type.Enum(['ahead', 'on', 'slightly_behind', 'behind', 'reached', 'missed', 'no_data', 'incomplete'])
const Decimal = Type.String({ pattern: DECIMAL })
const NullableDecimal = Type.Unsafe<string | null>({ type: ['string', 'null'], pattern: DECIMAL })
const NullableNumber = Type.Unsafe<number | null>({ type: ['number', 'null'] })
const NullableYear = Type.Unsafe<number | null>({ type: ['integer', 'null'], minimum: 1900, maximum: 2200 })
const Place = Type.String({ pattern: '^[0-9]{6}$', description: 'GB/T 2260' })
const NullablePlace = Type.Unsafe<string | null>({ type: ['string', 'null'], pattern: '^[0-9]{6}$' })
const NullableUuid = Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'uuid' })
const Period = Type.String({ pattern: PERIOD, description: '2026, 2026H1, 2026Q3, 2026-05' })

export const OrganizationRef = Type.Object({ id: Uuid, name: Type.String(), shortName: Type.String() })
const PlaceRef = Type.Object({ code: Type.String(), name: Type.String(), shortName: Type.String() })

export const Figure = Type.Object({
  id: Uuid,
  period: Type.String(),
  version: Type.Integer(),
  value: Type.String({ description: 'decimal text' }),
  grade: Grade,
  source: Type.String(),
  publishedOn: nullableText(),
})
export type Figure = Static<typeof Figure>

const Projection = Type.Union([
  Type.Object({
    kind: Type.Literal('none'),
    reason: Type.Enum(['incomplete', 'no_data', 'two_needed', 'each_year', 'over']),
  }),
  Type.Object({ kind: Type.Literal('reached'), value: Type.Number() }),
  Type.Object({ kind: Type.Literal('reaches'), reachYear: Type.Integer(), value: Type.Number() }),
  Type.Object({
    kind: Type.Literal('misses'),
    reachYear: Type.Unsafe<number | null>({ type: ['integer', 'null'] }),
    value: Type.Number(),
    gap: Type.Number(),
  }),
])

export const Progress = Type.Object({
  status: Status,
  ratio: NullableNumber,
  elapsed: NullableNumber,
  progress: NullableNumber,
  expected: NullableNumber,
  projected: NullableNumber,
  projection: Projection,
  neededGrowth: NullableNumber,
  period: nullableText(),
  missing: Type.Array(Type.Enum(['base', 'baseYear', 'target', 'targetYear', 'upper'])),
  missingYears: Type.Array(Type.Integer()),
  belowPath: Type.Boolean(),
  lastPlanYear: Type.Boolean(),
})

const Target = {
  name: Text(300),
  unit: Type.String({ maxLength: 50, format: 'line' }),
  nature: nullable(Nature),
  accumulation: Accumulation,
  direction: Type.Enum(['up', 'down']),
  base: NullableDecimal,
  baseYear: NullableYear,
  target: NullableDecimal,
  upper: NullableDecimal,
  limitLower: NullableDecimal,
  limitUpper: NullableDecimal,
  targetYear: NullableYear,
  place: NullablePlace,
  dataOrganizationId: NullableUuid,
  measuredBy: Measured,
}

export const Indicator = Type.Object({
  ...Target,
  name: Type.String(),
  id: Uuid,
  revision: Type.Integer(),
  place: nullable(PlaceRef),
  supplier: nullable(OrganizationRef),
  owner: OrganizationRef,
  visibility: Type.Enum(['cluster', 'organization']),
  document: nullable(Type.Object({ id: Uuid, title: Type.String() })),
  commitmentId: NullableUuid,
  provision: nullableText(),
  provisionLabel: Type.String(),
  quote: Type.String({ description: 'the sentence behind the target' }),
  rollUp: nullable(RollUp),
  retiredReason: nullableText(),
  sample: Type.Boolean(),
  figures: Type.Array(Figure, { description: 'the newest version of each period, oldest first' }),
  progress: Progress,
  linked: Type.Boolean({ description: 'tied by hand to the task that was asked for' }),
  mayManage: Type.Boolean(),
  mayObserve: Type.Boolean(),
})
export type Indicator = Static<typeof Indicator>

export const IndicatorQuery = Type.Object(
  {
    ...listQuery(INDICATOR_PLACE),
    q: Type.Optional(Type.String({ maxLength: 100, format: 'line' })),
    document: Type.Optional(Uuid),
    task: Type.Optional(Uuid),
    place: Type.Optional(Place),
    nature: Type.Optional(Nature),
    retired: Type.Optional(Type.Boolean({ description: 'also those that are kept no longer' })),
  },
  closed,
)
export type IndicatorQuery = Static<typeof IndicatorQuery>
export const IndicatorList = Type.Object({
  ...listOf(Indicator).properties,
  today: Type.String({ description: 'the day the progress is told of' }),
})
export type IndicatorList = Static<typeof IndicatorList>
export const MonitoringQuery = Type.Object(Type.Omit(IndicatorQuery, ['limit', 'cursor']).properties, closed)
export type MonitoringQuery = Static<typeof MonitoringQuery>

export const Observation = Type.Object({
  ...Figure.properties,
  reason: nullableText(),
  at: Moment,
  userName: Type.String(),
  organizationName: Type.String(),
  reportId: Type.Unsafe<string | null>({ ...NullableUuid, description: 'the accepted report that it was taken from' }),
  taskId: Type.Unsafe<string | null>({ ...NullableUuid, description: 'of that report, where one may see it' }),
})
export type Observation = Static<typeof Observation>

const Sentence = Type.Object({
  indicatorId: Uuid,
  name: Type.String(),
  unit: Type.String(),
  direction: Type.Enum(['up', 'down']),
  target: NullableDecimal,
  targetYear: NullableYear,
  weight: NullableDecimal,
  place: nullable(PlaceRef),
  document: nullable(Type.Object({ id: Uuid, title: Type.String() })),
  commitmentId: NullableUuid,
  provision: nullableText(),
  provisionLabel: Type.String(),
  quote: Type.String(),
})
export type Sentence = Static<typeof Sentence>
const Verdict = Type.Enum(['agrees', 'short', 'over', 'contradicting', 'other_year', 'missing'])
export const RollUpView = Type.Object({
  kind: RollUp,
  verdict: Verdict,
  total: NullableDecimal,
  difference: NullableDecimal,
  complete: Type.Boolean(),
  higher: Sentence,
  parts: Type.Array(Sentence),
  expectedPlaces: Type.Array(PlaceRef),
  findings: Type.Array(
    Type.Object({
      verdict: Type.Enum(['short', 'over', 'contradicting', 'other_year', 'missing']),
      reason: Type.Enum(['total', 'bound', 'unit', 'direction', 'year', 'no_part', 'no_target', 'no_weight']),
      partId: NullableUuid,
      place: nullable(PlaceRef),
    }),
  ),
})
export type RollUpView = Static<typeof RollUpView>

export const IndicatorDetail = Type.Object({
  ...Indicator.properties,
  today: Type.String(),
  observations: Type.Array(Observation, { description: 'every version, newest period first' }),
  path: Type.Array(Type.Object({ year: Type.Integer(), expected: Type.Number() }), {
    description: 'what it should be at the end of each year; empty where there is no path',
  }),
  rollUpView: nullable(RollUpView),
  partOf: Type.Array(Type.Object({ id: Uuid, name: Type.String() })),
  tasks: Type.Array(Type.Object({ id: Uuid, title: Type.String(), linked: Type.Boolean() })),
})
export type IndicatorDetail = Static<typeof IndicatorDetail>

const optionalTarget = {
  unit: Type.Optional(Target.unit),
  nature: Type.Optional(Target.nature),
  direction: Type.Optional(Target.direction),
  base: Type.Optional(Target.base),
  baseYear: Type.Optional(Target.baseYear),
  target: Type.Optional(Target.target),
  upper: Type.Optional(Target.upper),
  limitLower: Type.Optional(Target.limitLower),
  limitUpper: Type.Optional(Target.limitUpper),
  targetYear: Type.Optional(Target.targetYear),
  place: Type.Optional(Target.place),
  dataOrganizationId: Type.Optional(Target.dataOrganizationId),
  measuredBy: Type.Optional(Target.measuredBy),
}
export const NewIndicator = Type.Object(
  {
    name: Target.name,
    accumulation: Target.accumulation,
    ...optionalTarget,
    commitmentId: Type.Optional(Uuid),
    visibility: Type.Optional(Type.Enum(['cluster', 'organization'])),
  },
  closed,
)
export type NewIndicator = Static<typeof NewIndicator>

export const IndicatorEdit = Type.Partial(
  Type.Object({ name: Target.name, accumulation: Target.accumulation, ...optionalTarget }),
  closed,
)
export type IndicatorEdit = Static<typeof IndicatorEdit>

export const Candidate = Type.Object({
  commitmentId: Uuid,
  document: Type.Object({ id: Uuid, title: Type.String() }),
  provisionLabel: Type.String(),
  quote: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  nature: nullable(Nature),
  accumulation: Accumulation,
  direction: Type.Enum(['up', 'down']),
  target: NullableDecimal,
  targetYear: NullableYear,
  doubts: Type.Array(Type.Enum(['damaged', 'not_a_number', 'no_year'])),
})
export type Candidate = Static<typeof Candidate>
export const CandidateQuery = Type.Object({ document: Type.Optional(Uuid) }, closed)
export const FromCommitments = Type.Object({ commitmentIds: Type.Array(Uuid, { minItems: 1, maxItems: 200 }) }, closed)

export const NewObservation = Type.Object(
  {
    period: Period,
    value: Decimal,
    grade: Grade,
    source: Text(500),
    publishedOn: Type.Optional(nullable(Day)),
    reason: Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: 500, format: 'prose' })),
  },
  closed,
)
export type NewObservation = Static<typeof NewObservation>

export const RetireBody = Type.Object({ reason: LongText(500) }, closed)
export const PartsBody = Type.Object(
  {
    rollUp: nullable(RollUp),
    expectedPlaces: Type.Array(Place, { maxItems: 100 }),
    parts: Type.Array(Type.Object({ id: Uuid, weight: Type.Optional(NullableDecimal) }, closed), { maxItems: 200 }),
  },
  closed,
)
export type PartsBody = Static<typeof PartsBody>
