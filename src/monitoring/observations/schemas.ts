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
  Uuid,
} from '../../platform/http/index.ts'
import { QUALIFIERS } from './values.ts'

// Observations as the API sends and takes them. Values are in the parameter's own unit; moments UTC, days China's.

export const SERIES_PLACE = cursorOf('observations', 'moment')
export const BATCH_PLACE = cursorOf('observation-batches', 'integer')

const NullableNumber = Type.Unsafe<number | null>({ type: ['number', 'null'] })
const Place = Type.String({ pattern: '^[0-9]{6}$', description: 'GB/T 2260' })
const ParameterCode = Type.String({ maxLength: 64, pattern: '^[A-Za-z0-9]+$' })
const Qualifier = Type.Enum([...QUALIFIERS])
const Flags = Type.Array(Type.Enum(['outlier', 'corrected']))
const DatastreamId = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })

/** Of which stations and parameters something is asked. */
const chosen = {
  station: Type.Optional(Uuid),
  section: Type.Optional(Uuid),
  place: Type.Optional(Place),
  parameter: Type.Optional(ParameterCode),
}

const Origin = Type.Enum(['automatic', 'manual'])
export const NewRetentionRule = Type.Object(
  {
    origin: Origin,
    keepMonths: Type.Integer({ minimum: 12, maximum: 600, description: 'whole months after the month itself' }),
    basis: Type.Optional(Type.String({ maxLength: 500, format: 'prose' })),
  },
  closed,
)
export type NewRetentionRule = Static<typeof NewRetentionRule>
export const RetentionRule = Type.Object({
  id: Uuid,
  origin: Origin,
  keepMonths: Type.Integer(),
  basis: Type.String(),
  at: Moment,
  userName: Type.String(),
  organizationName: Type.String(),
  retiredAt: nullable(Moment),
})
export type RetentionRule = Static<typeof RetentionRule>
export const RETENTION_BLOCKS = ['not_assessed', 'assessment_due', 'conflicts_open'] as const
export const Retention = Type.Object({
  rules: Type.Array(RetentionRule),
  months: Type.Array(
    Type.Object({
      month: Day,
      origin: Origin,
      state: Type.Enum(['due', 'planned', 'done'], { description: 'its time is over; announced; gone' }),
      observations: Type.Integer({ description: 'that go, or went; data of at most 31 a month stay' }),
      plannedAt: nullable(Moment),
      doneAt: nullable(Moment),
      blockedBy: Type.Array(Type.Enum([...RETENTION_BLOCKS]), { description: 'why it may not go as yet' }),
    }),
    { description: 'the dry run: what goes by the rules in force, and what went, the newest month first' },
  ),
})
export type Retention = Static<typeof Retention>

export const LatestQuery = Type.Object(chosen, closed)
export type LatestQuery = Static<typeof LatestQuery>
/** Written by the database as it is: the schema is what it looks like. */
export const Latest = Type.Object({
  stations: Type.Array(
    Type.Object({
      id: Uuid,
      code: Type.String(),
      name: Type.String(),
      longitude: NullableNumber,
      latitude: NullableNumber,
      values: Type.Array(
        Type.Object({
          datastream: Type.Integer(),
          parameter: Type.String(),
          time: Moment,
          value: NullableNumber,
          qualifier: Qualifier,
          flags: Flags,
        }),
      ),
    }),
  ),
})
export type Latest = Static<typeof Latest>

export const MeansQuery = Type.Object(
  {
    ...chosen,
    datastream: Type.Optional(DatastreamId),
    by: Type.Enum(['hour', 'day', 'month']),
    from: Day,
    to: { ...Day, description: 'the last day' },
  },
  closed,
)
export type MeansQuery = Static<typeof MeansQuery>
export const Means = Type.Object({
  by: Type.Enum(['hour', 'day', 'month']),
  series: Type.Array(
    Type.Object({
      datastream: Type.Integer(),
      stationId: Uuid,
      parameter: Type.String(),
      origin: Type.Enum(['automatic', 'manual']),
      /** [begin, mean, count, lowest, highest, below detection, without a value, outliers] */
      periods: Type.Array(Type.Array(Type.Unsafe<string | number | null>({ type: ['string', 'number', 'null'] }))),
    }),
    { description: 'a period is [its begin, mean, count, lowest, highest, below detection, without value, outliers]' },
  ),
})
export type Means = Static<typeof Means>

export const Observation = Type.Object({
  time: Moment,
  value: NullableNumber,
  qualifier: Qualifier,
  flags: Flags,
  batchId: Type.Integer(),
  by: nullableText({ description: 'the organization that sent it; null where you may not know' }),
})
export type Observation = Static<typeof Observation>
export const NamedObservation = Type.Object({
  id: Type.String({ description: '<datastream>_<milliseconds>, as SensorThings names observations' }),
  datastream: Type.Integer(),
  station: Type.Object({ id: Uuid, name: Type.String() }),
  parameter: Type.String(),
  origin: Type.Enum(['automatic', 'manual']),
  method: Type.String(),
  laboratory: nullableText({ description: 'who measures' }),
  ...Observation.properties,
  corrections: Type.Array(
    Type.Object({
      value: NullableNumber,
      qualifier: Qualifier,
      at: Moment,
      reason: Type.String(),
      by: nullableText(),
    }),
    { description: 'what it said before, when and why it was corrected, the newest first' },
  ),
})
export type NamedObservation = Static<typeof NamedObservation>
export const SectionSamples = Type.Object({ items: Type.Array(NamedObservation) })
export type SectionSamples = Static<typeof SectionSamples>
export const SectionSamplesQuery = Type.Object({ parameter: ParameterCode, from: Day, to: Day }, closed)
export type SectionSamplesQuery = Static<typeof SectionSamplesQuery>
export const Flagged = Type.Object({
  ...NamedObservation.properties,
  section: nullable(Type.Object({ id: Uuid, name: Type.String() })),
  before: Type.Object(
    { count: Type.Integer(), lowest: NullableNumber, highest: NullableNumber },
    { description: 'the newest values before it, at most 24, and between what they lay' },
  ),
})
export type Flagged = Static<typeof Flagged>
export const FlaggedList = Type.Object({ items: Type.Array(Flagged) })
export type FlaggedList = Static<typeof FlaggedList>
export const ObservationList = listOf(Observation)
export type ObservationList = Static<typeof ObservationList>
export const SeriesQuery = Type.Object(
  {
    ...listQuery(SERIES_PLACE, 10_000, 1000),
    datastream: DatastreamId,
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    order: Type.Optional(
      Type.Enum(['oldest', 'newest'], { description: 'which comes first: the oldest where nothing is said' }),
    ),
  },
  closed,
)
export type SeriesQuery = Static<typeof SeriesQuery>

export const SeriesFilter = Type.Object(
  { datastream: DatastreamId, from: Type.Optional(Day), to: Type.Optional(Day) },
  closed,
)

export const Batch = Type.Object({
  id: Type.Integer(),
  source: Type.Enum(['upload', 'sensor_things', 'mqtt', 'correction', 'sample']),
  name: Type.String(),
  reason: Type.String(),
  received: Type.Integer(),
  added: Type.Integer(),
  same: Type.Integer(),
  corrected: Type.Integer(),
  conflicting: Type.Integer(),
  flagged: Type.Integer(),
  firstTime: nullable(Moment),
  lastTime: nullable(Moment),
  at: Moment,
  userName: Type.String(),
  organizationName: Type.String(),
})
export type Batch = Static<typeof Batch>
export const BatchList = listOf(Batch)
export type BatchList = Static<typeof BatchList>
export const BatchQuery = Type.Object(listQuery(BATCH_PLACE), closed)

const Says = Type.Object({ value: NullableNumber, qualifier: Qualifier })
export const Conflict = Type.Object({
  id: Type.Integer(),
  datastream: Type.Integer(),
  stationId: Uuid,
  stationName: Type.String(),
  parameter: Type.String(),
  time: Moment,
  stands: Says,
  offered: Says,
  batchId: Type.Integer(),
  mayDecide: Type.Boolean(),
})
export const ConflictQuery = Type.Object({ station: Type.Optional(Uuid) }, closed)
export type ConflictQuery = Static<typeof ConflictQuery>
export const ConflictList = Type.Object({ items: Type.Array(Conflict), total: Type.Integer({ minimum: 0 }) })
export type ConflictList = Static<typeof ConflictList>
export const Decision = Type.Object(
  { take: Type.Boolean({ description: 'true: what was offered stands from now on' }), reason: LongText(500) },
  closed,
)

export const Correction = Type.Object(
  {
    datastream: DatastreamId,
    time: Moment,
    value: { ...NullableNumber, description: 'in the unit of the parameter; null for what has none' },
    qualifier: Type.Optional(Qualifier),
    reason: LongText(500),
  },
  closed,
)
export type Correction = Static<typeof Correction>
export const Counted = Type.Object({
  batchId: Type.Integer(),
  received: Type.Integer(),
  added: Type.Integer(),
  same: Type.Integer(),
  conflicting: Type.Integer(),
  corrected: Type.Integer(),
  flagged: Type.Integer(),
})
export type Counted = Static<typeof Counted>
