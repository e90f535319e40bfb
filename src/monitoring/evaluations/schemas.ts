import { type Static, Type } from 'typebox'
import { closed, Day, nullable, nullableText, Uuid } from '../../platform/http/index.ts'
import { SEA_CLASSES } from '../standards/sea/table.ts'
import { WATER_CLASSES } from '../standards/surfaceWater/table.ts'

// Evaluations (水质状况评价) of many sections together, and of the air of cities, as the API sends them. Percentages and
// indices are decimal text.

const AnyClass = Type.Enum([...WATER_CLASSES])
const AnySeaClass = Type.Enum([...SEA_CLASSES])
const NullableFlag = Type.Unsafe<boolean | null>({ type: ['boolean', 'null'] })
const Confidence = Type.String({ description: 'official, two, one source, or own knowledge' })
const Place = Type.String({ pattern: '^[0-9]{6}$', description: 'GB/T 2260' })

const spanFields = {
  month: { ...Day, description: 'any day of the last month' },
  months: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 12,
      description: 'how many months, with the last one; one where nothing is said',
    }),
  ),
}
export const WaterQuery = Type.Object(
  {
    ...spanFields,
    river: Type.Optional(
      Type.Array(Type.String({ maxLength: 100, format: 'line' }), {
        maxItems: 50,
        description: 'several make a basin',
      }),
    ),
    place: Type.Optional({ ...Place, description: 'sections that lie in it' }),
  },
  closed,
)
export type WaterQuery = Static<typeof WaterQuery>
export const CityQuery = Type.Object({ ...spanFields, place: Type.Optional(Place) }, closed)
export type CityQuery = Static<typeof CityQuery>

const Months = Type.Object({ first: Day, last: Day, months: Type.Integer() })
const Change = nullable(
  Type.Object({
    zh: Type.String(),
    by: Type.String({ description: 'percentage points of shares, or grades; above zero: better' }),
    confidence: Confidence,
  }),
)
const Exceeding = Type.Array(Type.Object({ code: Type.String(), class: AnyClass, multiple: nullableText() }))
const Former = Type.Object({ class: AnyClass, change: Change })

const EvaluatedSection = Type.Object({
  id: Uuid,
  code: Type.String(),
  name: Type.String(),
  river: Type.String(),
  place: Type.String(),
  water: Type.Enum(['river', 'lake']),
  part: Type.Enum(['shares', 'means', 'lake', 'none'], { description: 'how it counts in the whole' }),
  class: nullable(AnyClass),
  grade: nullableText(),
  targetClass: nullable(AnyClass),
  meets: NullableFlag,
  decidedBy: Type.Array(Type.String()),
  exceeding: Exceeding,
  months: Type.Integer({ description: 'with a class' }),
  valid: Type.Boolean({ description: 'whether these are enough: of a quarter two, of more all' }),
  assessments: Type.Array(Type.Integer(), { description: 'of its months: what this stands on' }),
  trophic: nullable(
    Type.Object({ index: Type.Unsafe<number | null>({ type: ['number', 'null'] }), grade: nullableText() }),
  ),
  before: nullable(Former),
  lastYear: nullable(Former),
})
export type EvaluatedSection = Static<typeof EvaluatedSection>

const groupFields = {
  short: Type.Array(Type.String(), { description: 'river sections that take part with too few months, by name' }),
  sections: Type.Integer({ description: 'river sections with a class' }),
  goodPercent: Type.String({ description: '优良比例: I to III' }),
  worstPercent: Type.String({ description: '劣V' }),
  grade: nullable(
    Type.Object({
      zh: Type.Enum(['优', '良好', '轻度污染', '中度污染', '重度污染']),
      row: Type.String({ description: 'of the table that fits' }),
      confidence: Confidence,
    }),
  ),
}
const Group = Type.Object({
  ...groupFields,
  method: Type.Enum(['meanOfSections', 'sharesOfClasses'], { description: 'fewer than five sections: by their means' }),
  shares: Type.Record(Type.String(), Type.Object({ count: Type.Integer(), percent: Type.String() })),
  class: nullable(AnyClass),
  means: Type.Array(
    Type.Object({ code: Type.String(), value: Type.String(), class: AnyClass, limit: nullableText() }),
    { description: 'of fewer than five sections: the mean of each item, and the limit of its class' },
  ),
  mainPollutants: Type.Array(
    Type.Object({ code: Type.String(), multiple: nullableText(), exceedPercent: nullableText() }),
  ),
  withTarget: Type.Integer({ description: 'sections and lakes that owe a class' }),
  met: Type.Integer(),
  metPercent: nullableText(),
})
const FormerGroup = Type.Object({ ...Months.properties, ...groupFields, change: Change })
export type FormerGroup = Static<typeof FormerGroup>

const IndexPart = nullable(
  Type.Object({ index: nullableText(), missing: Type.Array(Type.String(), { description: 'items without a value' }) }),
)
const CityIndex = nullable(
  Type.Object(
    {
      index: Type.String(),
      missing: Type.Array(Type.String(), { description: 'items that its rivers or its lakes lack' }),
      rivers: IndexPart,
      lakes: IndexPart,
    },
    { description: '城市水质指数: lower is better; compares over the same items alone' },
  ),
)
const City = Type.Object({
  place: Type.String(),
  name: Type.String(),
  sections: Type.Integer({ description: 'with a class, lakes among them' }),
  goodPercent: nullableText(),
  index: nullableText({ description: 'over the items of `cityItems` alone; null: no rank' }),
  missing: Type.Integer({ description: 'of the 21 items, those that its rivers or its lakes lack' }),
})

const SeaPoint = Type.Object({
  id: Uuid,
  code: Type.String(),
  name: Type.String(),
  class: nullable(AnySeaClass),
  targetClass: nullable(AnySeaClass),
  meets: NullableFlag,
  decidedBy: Type.Array(Type.String()),
  exceeding: Type.Array(Type.Object({ code: Type.String(), multiple: nullableText() })),
  items: Type.Array(
    Type.Object({ code: Type.String(), value: Type.String(), class: AnySeaClass, limit: nullableText() }),
  ),
  confidence: Confidence,
})
const Sea = nullable(
  Type.Object({
    points: Type.Array(SeaPoint),
    counts: Type.Record(Type.String(), Type.Integer()),
    goodPercent: nullableText({ description: 'I and II, by points' }),
    grade: nullableText({ description: '优 to 极差 after HJ 442' }),
    doubt: nullableText(),
  }),
)

export const WaterEvaluation = Type.Object({
  period: Months,
  group: Group,
  before: FormerGroup,
  lastYear: FormerGroup,
  index: CityIndex,
  sections: Type.Array(EvaluatedSection),
  cities: Type.Array(City, { description: 'cities in the order of their index, where there are several' }),
  cityItems: Type.Array(Type.String(), { description: 'items that all these cities have; none: nothing is ranked' }),
  sea: Sea,
})
export type WaterEvaluation = Static<typeof WaterEvaluation>

const Composite = nullable(
  Type.Object({ index: Type.String(), confidence: Confidence, doubt: Type.Optional(Type.String()) }),
)
const CityAir = Type.Object({
  place: Type.String(),
  name: Type.String(),
  stations: Type.Integer(),
  days: Type.Integer({ description: 'with an index' }),
  goodDays: Type.Integer(),
  goodDaysPercent: nullableText(),
  items: Type.Array(
    Type.Object({
      item: Type.Enum(['so2', 'no2', 'pm10', 'pm25', 'co', 'o3']),
      days: Type.Integer(),
      valid: Type.Boolean(),
      value: Type.String({ description: 'µg/m³, CO mg/m³' }),
      percent: Type.Unsafe<number | null>({ type: ['number', 'null'], description: 'the percentile; null: a mean' }),
      meets: NullableFlag,
    }),
  ),
  missing: Type.Array(Type.String()),
  composite: Composite,
  composite2026: Composite,
})
export const AirEvaluation = Type.Object({
  period: Months,
  cities: Type.Array(CityAir, { description: 'in the order of the composite index of HJ 663-2013, the best first' }),
})
export type AirEvaluation = Static<typeof AirEvaluation>
export type CityAir = Static<typeof CityAir>
