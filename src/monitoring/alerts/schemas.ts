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
import { WATER_CLASSES } from '../standards/surfaceWater/table.ts'
import { ALERT_ACTS, ALERT_STATES } from './rules/machine.ts'

// Alerts (预警) and their rules as the API sends and takes them.

export const ALERT_PLACE = cursorOf('alerts', 'boolean', 'moment', 'uuid')
const State = Type.Enum([...ALERT_STATES])
const Kind = Type.Enum(['worse_than_target', 'sudden_change', 'arrival'])
const Side = Type.Enum(['upstream', 'downstream'])
const SectionRef = Type.Object({ id: Uuid, code: Type.String(), name: Type.String() })
const Prose = (maxLength: number) => Type.Optional(Type.String({ maxLength, format: 'prose' }))
const Decimal = Type.String({ pattern: '^[0-9]{1,6}(\\.[0-9]{1,6})?$' })
const Parameters = Type.Optional(Type.Array(Type.String({ pattern: '^[A-Za-z0-9]{1,40}$' }), { maxItems: 50 }))
const NullableInteger = Type.Unsafe<number | null>({ type: ['integer', 'null'] })

export const AlertSpec = Type.Union([
  Type.Object(
    { kind: Type.Literal('worse_than_target'), on: Type.Enum(['month', 'datum']), parameters: Parameters },
    closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('sudden_change'),
      factor: { ...Decimal, description: 'times the median of the values before, or the median times the value' },
      before: Type.Integer({ minimum: 3, maximum: 48, description: 'how many values before' }),
      least: Type.Optional({ ...Decimal, description: 'a smaller difference is no change' }),
      parameters: Parameters,
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal('arrival'), parameters: Parameters }, closed),
])
export const NewAlertRule = Type.Object(
  {
    name: Text(100),
    spec: AlertSpec,
    sections: Type.Array(Uuid, { minItems: 1, maxItems: 500, uniqueItems: true }),
    receiptHours: Type.Optional(Type.Integer({ minimum: 1, maximum: 720 })),
    receiptWorkingDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 60 })),
    basis: Prose(500),
  },
  closed,
)
export type NewAlertRule = Static<typeof NewAlertRule>
export const AlertRule = Type.Object({
  id: Uuid,
  name: Type.String(),
  kind: Kind,
  spec: AlertSpec,
  sections: Type.Array(SectionRef),
  receiptHours: NullableInteger,
  receiptWorkingDays: NullableInteger,
  basis: Type.String(),
  at: Moment,
  userName: Type.String(),
  organizationName: Type.String(),
  retiredAt: nullable(Moment),
})
export type AlertRule = Static<typeof AlertRule>
export const AlertRuleList = Type.Object({ items: Type.Array(AlertRule) })
export type AlertRuleList = Static<typeof AlertRuleList>

export const NewTravelTime = Type.Object(
  { upstreamId: Uuid, downstreamId: Uuid, travelHours: Decimal, validFrom: Day, basis: Prose(500) },
  closed,
)
export type NewTravelTime = Static<typeof NewTravelTime>
export const TravelTime = Type.Object({
  id: Type.Integer(),
  upstream: SectionRef,
  downstream: SectionRef,
  travelHours: Type.String(),
  validFrom: Day,
  basis: Type.String(),
})
export type TravelTime = Static<typeof TravelTime>
export const TravelTimeList = Type.Object({ items: Type.Array(TravelTime) })
export type TravelTimeList = Static<typeof TravelTimeList>

export const NewReceivers = Type.Object(
  { sectionId: Uuid, side: Side, organizationIds: Type.Array(Uuid, { minItems: 1, maxItems: 10, uniqueItems: true }) },
  closed,
)
export type NewReceivers = Static<typeof NewReceivers>
export const Receivers = Type.Object({ id: Type.Integer() })
const UnitRef = Type.Object({ id: Uuid, name: Type.String(), shortName: Type.String() })
export const ReceiverList = Type.Object({
  items: Type.Array(
    Type.Object({
      section: SectionRef,
      side: Side,
      organizations: Type.Array(UnitRef),
      at: Moment,
      userName: Type.String(),
      organizationName: Type.String(),
    }),
  ),
})
export type ReceiverList = Static<typeof ReceiverList>

const AnyClass = Type.Enum([...WATER_CLASSES])
const Amount = Type.Optional(Type.String({ description: 'decimal text in the unit of the parameter' }))
const Multiple = Type.Optional(
  nullableText({ description: 'how many times above the limit; null where the item has no multiple' }),
)
/** What an alert stands on: a datum or the assessment of a month, held against what the rule names. */
export const AlertEvidence = Type.Object({
  rule: Type.String({ description: 'its name when it was raised' }),
  observation: Type.Optional(Type.String({ description: 'datastream_milliseconds' })),
  assessment: Type.Optional(Type.Integer()),
  value: Amount,
  unit: Type.Optional(Type.String()),
  targetClass: Type.Optional(AnyClass),
  class: Type.Optional(AnyClass),
  limit: Type.Optional(Type.String({ description: 'of the target class' })),
  multiple: Multiple,
  median: Amount,
  times: Type.Optional(Type.String({ description: 'of a sudden change: the value over the median' })),
  earlier: Type.Optional(Type.Array(Type.Number())),
  from: Type.Optional(Type.String({ description: 'of an arrival: the section upstream' })),
  travelHours: Type.Optional(Type.String()),
  decidedBy: Type.Optional(Type.Array(Type.String())),
  exceeding: Type.Optional(
    Type.Array(
      Type.Object({
        code: Type.String(),
        class: AnyClass,
        value: Amount,
        unit: Type.Optional(Type.String()),
        limit: Type.Optional(Type.String()),
        multiple: nullableText(),
      }),
    ),
  ),
})
export type AlertEvidence = Static<typeof AlertEvidence>

export const Alert = Type.Object({
  id: Uuid,
  kind: Kind,
  section: SectionRef,
  river: Type.String(),
  title: Type.String(),
  titleEn: Type.String(),
  parameter: nullableText(),
  evidence: AlertEvidence,
  observedAt: Moment,
  expectedAt: nullable(Moment),
  state: State,
  version: Type.Integer(),
  raisedAt: Moment,
  closedAt: nullable(Moment),
  parties: Type.Array(
    Type.Object({
      organization: UnitRef,
      side: Type.Enum(['upstream', 'downstream', 'own']),
      receiveBy: Moment,
      receivedAt: nullable(Moment),
      receivedBy: nullableText(),
      missedAt: nullable(Moment),
    }),
  ),
  mine: Type.Boolean({ description: 'your organization has to receive it' }),
})
export type Alert = Static<typeof Alert>
export const AlertList = listOf(Alert)
export type AlertList = Static<typeof AlertList>
const Anything = Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true })
export const AlertDetail = Type.Object({
  ...Alert.properties,
  station: nullable(
    Type.Object(
      { id: Uuid, code: Type.String(), name: Type.String() },
      { description: 'where the datum behind it was measured' },
    ),
  ),
  may: Type.Array(Type.Enum([...ALERT_ACTS]), { description: 'what you may do with it now' }),
  rule: Type.Object({ id: Uuid, name: Type.String(), basis: Type.String(), spec: AlertSpec }),
  events: Type.Array(
    Type.Object({
      id: Type.Integer(),
      kind: Type.Enum(['raised', 'received', 'missed', 'revised', 'inspected', 'noted', 'closed', 'reopened']),
      text: Type.String(),
      facts: Anything,
      at: Moment,
      userName: nullableText(),
      organizationName: nullableText(),
    }),
    { description: 'what happened, in its order' },
  ),
})
export type AlertDetail = Static<typeof AlertDetail>
export const AlertFilter = Type.Object(
  {
    state: Type.Optional(State),
    open: Type.Optional(Type.Boolean({ description: 'not closed' })),
    section: Type.Optional(Uuid),
    river: Type.Optional(Type.String({ maxLength: 100, format: 'line' })),
    kind: Type.Optional(Kind),
    mine: Type.Optional(Type.Boolean({ description: 'your organization has to receive it, or had to' })),
    toReceive: Type.Optional(Type.Boolean({ description: 'it waits for the receipt of your organization' })),
    missed: Type.Optional(Type.Boolean({ description: 'somebody did not receive it in time' })),
  },
  closed,
)
export type AlertFilter = Static<typeof AlertFilter>
export const AlertQuery = Type.Object({ ...listQuery(ALERT_PLACE), ...AlertFilter.properties }, closed)
export type AlertQuery = Static<typeof AlertQuery>

export const ActOnAlert = Type.Object({ text: LongText(2000) }, closed)
export const Receipt = Type.Object({ text: Prose(2000) }, closed)
export const Inspection = Type.Object(
  {
    inspectedOn: Day,
    place: Text(200),
    participants: Type.Array(Text(100), { minItems: 1, maxItems: 50 }),
    samples: Type.Optional(Type.Array(Text(200), { maxItems: 50 })),
    finding: LongText(4000),
    measures: Prose(4000),
  },
  closed,
)
export type Inspection = Static<typeof Inspection>
