import { type Static, Type } from 'typebox'
import {
  closed,
  cursorOf,
  Day,
  listOf,
  listQuery,
  Moment,
  nullable,
  nullableText,
  Uuid,
} from '../../platform/http/index.ts'
import { NamedObservation } from '../observations/schemas.ts'
import { WATER_CLASSES } from '../standards/surfaceWater/table.ts'
import { NullableJurisdiction, NullableNumber } from '../stations/schemas.ts'

// Assessments (评价) as the API sends them. Numbers that were judged are decimal text.

export const ASSESSMENT_PLACE = cursorOf('assessments', 'number')
const AnyClass = Type.Enum([...WATER_CLASSES])
const NullableClass = nullable(AnyClass)
const NullableFlag = Type.Unsafe<boolean | null>({ type: ['boolean', 'null'] })
const Place = Type.String({ pattern: '^[0-9]{6}$', description: 'GB/T 2260' })
const Year = Type.Integer({ minimum: 2000, maximum: 2199 })
const Period = Type.Enum(['month', 'year'])
const NullableInteger = Type.Unsafe<number | null>({ type: ['integer', 'null'] })
const Line = Type.Optional(Type.String({ maxLength: 100, format: 'line' }))

const SectionRef = Type.Object({ id: Uuid, code: Type.String(), name: Type.String() })

export const KeptValue = Type.Object({
  value: nullableText({
    description: 'decimal text in the unit of the parameter; of one datum below detection the limit',
  }),
  belowDetection: Type.Boolean(),
  of: Type.Enum(['datum', 'mean']),
  from: Type.Enum(['automatic', 'manual', 'attested']),
  count: Type.Integer(),
  below: Type.Integer(),
  flagged: Type.Integer(),
  without: Type.Integer(),
})

const Exceeding = Type.Array(Type.Object({ code: Type.String(), class: AnyClass, multiple: nullableText() }), {
  description: 'items worse than the target, with their multiples',
})

export const Assessment = Type.Object({
  id: Type.Integer(),
  section: SectionRef,
  period: Period,
  begins: Day,
  river: Type.String(),
  class: NullableClass,
  colour: nullableText({ description: 'of the class, for maps: #rrggbb' }),
  grade: nullableText({ description: '优 to 重度污染' }),
  targetClass: NullableClass,
  meets: NullableFlag,
  decidedBy: Type.Array(Type.String(), { description: '定类因子' }),
  exceeding: Exceeding,
  measured: Type.Integer({ description: 'items that make the class; of a year, months with a class' }),
  met: NullableInteger,
  withTarget: NullableInteger,
  passRate: nullableText({ description: 'of a year: percent of months that met the target that held then' }),
  valid: Type.Boolean({ description: 'data enough to speak of the period' }),
  late: Type.Boolean({ description: 'made because something old came in' }),
  madeAt: Moment,
  supersededAt: nullable(Moment),
})
export type Assessment = Static<typeof Assessment>
export const AssessmentList = listOf(Assessment)
export type AssessmentList = Static<typeof AssessmentList>

export const AssessmentDetail = Type.Object({
  ...Assessment.properties,
  values: Type.Record(Type.String(), KeptValue),
  derivation: Type.Unsafe<Record<string, unknown>>({
    type: 'object',
    additionalProperties: true,
    description: 'items with limits and rows of the table, what took no part and why',
  }),
  behind: Type.Unsafe<Record<string, unknown>>({
    type: 'object',
    additionalProperties: true,
    description: 'observations, attestations and assessments behind it',
  }),
  history: Type.Array(
    Type.Object({
      id: Type.Integer(),
      class: NullableClass,
      meets: NullableFlag,
      madeAt: Moment,
      supersededAt: nullable(Moment),
    }),
    { description: 'every assessment of this time, the newest first' },
  ),
})
export type AssessmentDetail = Static<typeof AssessmentDetail>

export const AssessmentObservations = Type.Object({
  items: Type.Array(NamedObservation),
  spans: Type.Array(
    Type.Object({
      datastream: Type.Integer(),
      station: Type.Object({ id: Uuid, name: Type.String() }),
      parameter: Type.String(),
      origin: Type.Enum(['automatic', 'manual']),
      first: Day,
      last: Day,
      count: Type.Integer(),
      flagged: Type.Integer(),
    }),
    { description: 'denser series, by their days' },
  ),
})
export type AssessmentObservations = Static<typeof AssessmentObservations>

export const ValuesQuery = Type.Object({ parameter: Type.String({ pattern: '^[A-Za-z0-9]{1,64}$' }) }, closed)
export const SectionValues = Type.Object({
  parameters: Type.Array(Type.String(), { description: 'all that has a value in some month' }),
  months: Type.Array(Type.Object({ id: Type.Integer(), begins: Day, class: NullableClass, ...KeptValue.properties }), {
    description: 'standing months with a value of the parameter, and the class of that value alone',
  }),
})
export type SectionValues = Static<typeof SectionValues>

export const AssessmentFilter = Type.Object(
  {
    period: Type.Optional(Period),
    section: Type.Optional(Uuid),
    place: Type.Optional(Place),
    river: Line,
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    meets: Type.Optional(Type.Boolean()),
  },
  closed,
)
export type AssessmentFilter = Static<typeof AssessmentFilter>
export const AssessmentQuery = Type.Object({ ...listQuery(ASSESSMENT_PLACE), ...AssessmentFilter.properties }, closed)
export type AssessmentQuery = Static<typeof AssessmentQuery>

export const MapQuery = Type.Object(
  {
    month: Type.Optional({
      ...Day,
      description: 'any day of it; the newest month of each section where it is left out',
    }),
    place: Type.Optional(Place),
    river: Line,
  },
  closed,
)
export type MapQuery = Static<typeof MapQuery>
export const SectionMap = Type.Object({
  items: Type.Array(
    Type.Object({
      section: SectionRef,
      jurisdiction: Type.String(),
      upstream: NullableJurisdiction,
      downstream: NullableJurisdiction,
      longitude: NullableNumber,
      latitude: NullableNumber,
      river: Type.String(),
      targetClass: NullableClass,
      assessment: nullable(
        Type.Object({
          id: Type.Integer(),
          begins: Day,
          class: NullableClass,
          colour: nullableText(),
          meets: NullableFlag,
          grade: nullableText(),
          targetClass: NullableClass,
          decidedBy: Type.Array(Type.String()),
          exceeding: Exceeding,
          late: Type.Boolean(),
        }),
      ),
    }),
  ),
})
export type SectionMap = Static<typeof SectionMap>

export const MonthsQuery = Type.Object({ year: Type.Optional(Year) }, closed)
export const SectionMonths = Type.Object({ items: Type.Array(Assessment) })
export type SectionMonths = Static<typeof SectionMonths>
export const SectionYears = Type.Object({
  items: Type.Array(Assessment),
  trend: Type.Object({
    changes: Type.Array(
      Type.Object({
        year: Type.Integer(),
        against: Type.Integer(),
        zh: Type.String(),
        by: Type.String({ description: 'grades; above zero: better' }),
        confidence: Type.String(),
      }),
    ),
    correlations: Type.Array(Type.Object({ parameter: Type.String(), rs: Type.String(), years: Type.Integer() }), {
      description: '秩相关系数: above zero the values rise',
    }),
  }),
})
export type SectionYears = Static<typeof SectionYears>

export const RatesQuery = Type.Object(
  { by: Type.Enum(['jurisdiction', 'river']), year: Year, place: Type.Optional(Place) },
  closed,
)
export type RatesQuery = Static<typeof RatesQuery>
export const PassRates = Type.Object({
  items: Type.Array(
    Type.Object({
      key: Type.String({ description: 'code of the jurisdiction, or the river' }),
      name: Type.String(),
      sections: Type.Integer(),
      months: Type.Integer({ description: 'section-months with a class' }),
      withTarget: Type.Integer(),
      met: Type.Integer(),
      passRate: nullableText({ description: 'percent of the months with a target' }),
      goodPercent: nullableText({ description: '优良比例: months in classes I to III' }),
      classes: Type.Record(Type.String(), Type.Integer()),
    }),
  ),
})
export type PassRates = Static<typeof PassRates>

export const AirQuery = Type.Object({ station: Uuid, from: Day, to: Day }, closed)
export type AirQuery = Static<typeof AirQuery>
export const AirDays = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.Integer(),
      day: Day,
      version: Type.String(),
      index: NullableInteger,
      level: nullableText(),
      primary: Type.Array(Type.String()),
      derivation: Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
      madeAt: Moment,
    }),
  ),
})
export type AirDays = Static<typeof AirDays>
