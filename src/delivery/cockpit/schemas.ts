import { type Static, Type } from 'typebox'
import { closed, Day, Moment, nullable, nullableText, Uuid } from '../../platform/http/index.ts'
import { LIGHT_GRADES, LIGHTS } from '../lights/types.ts'

const Code = Type.String({ pattern: '^[0-9]{6}$' })
export const LightSchema = Type.Enum(LIGHTS)

export const Reason = Type.Object({
  rule: Type.String({ description: 'its id in GET /light-rules' }),
  subjects: Type.Array(
    Type.Object({
      organizationId: Type.Optional(Uuid),
      organization: Type.Optional(Type.String()),
      title: Type.Optional(Type.String()),
      dueOn: Type.Optional(Day),
      kind: Type.Optional(Type.String()),
      daysLate: Type.Optional(Type.Integer({ description: 'working days in China, today' })),
    }),
  ),
})
export type Reason = Static<typeof Reason>

/** How many tasks have each light; one that none has is left out. */
export const LightTally = Type.Partial(
  Type.Object({
    red: Type.Integer(),
    yellow: Type.Integer(),
    grey: Type.Integer(),
    green: Type.Integer(),
    closed: Type.Integer(),
  }),
)
export type LightTally = Static<typeof LightTally>

export const CockpitQuery = Type.Object(
  {
    programme: Type.Optional(Uuid),
    place: Type.Optional(Type.String({ pattern: '^[0-9]{6}$', description: 'a province or a city; its tasks only' })),
    chapter: Type.Optional(Type.String({ maxLength: 200, format: 'line', description: 'needs programme' })),
  },
  closed,
)
export type CockpitQuery = Static<typeof CockpitQuery>

export const WorstTask = Type.Object({
  id: Uuid,
  number: Type.Integer(),
  title: Type.String(),
  programmeId: Uuid,
  documentId: nullable(Uuid),
  commitmentId: nullable(Uuid),
  provision: nullableText(),
  provisionLabel: Type.String(),
  dueOn: nullable(Day),
  light: LightSchema,
  since: Day,
  grade: Type.Enum(LIGHT_GRADES),
  reasons: Type.Array(Reason),
})
export type WorstTask = Static<typeof WorstTask>

export const Cockpit = Type.Object({
  asOf: Moment,
  programmes: Type.Array(
    Type.Object({ id: Uuid, title: Type.String(), sample: Type.Boolean(), total: Type.Integer() }),
  ),
  lights: LightTally,
  grades: Type.Record(Type.String(), Type.Integer(), {
    description: 'tasks by the grade of the evidence behind their light: none, statement, document, measured, verified',
  }),
  places: Type.Array(
    Type.Object({
      code: Code,
      name: Type.String(),
      level: Type.String(),
      lights: LightTally,
      redBefore: nullable(Type.Integer({ description: 'in the same programmes, when their last cycle was closed' })),
    }),
  ),
  chapters: Type.Array(
    Type.Object({
      programmeId: Uuid,
      chapter: Type.String(),
      label: Type.String(),
      lights: LightTally,
      redBefore: nullable(Type.Integer()),
    }),
  ),
  worst: Type.Array(WorstTask, { description: 'red first, by the table of rules, the longest first' }),
  trend: nullable(
    Type.Object(
      {
        before: LightTally,
        now: LightTally,
        cycles: Type.Array(Type.Object({ programmeId: Uuid, period: Type.String(), closedAt: Moment })),
      },
      { description: 'programmes with a closed cycle: their lights when it was closed, and now' },
    ),
  ),
  history: Type.Array(
    Type.Object({ period: Type.String(), closedOn: Day, programmes: Type.Integer(), lights: LightTally }),
    { description: 'how the lights stood at the close of each period, the oldest first' },
  ),
})
export type Cockpit = Static<typeof Cockpit>

export const TaskLights = Type.Object({
  light: nullable(LightSchema),
  reasons: Type.Array(Reason),
  grade: Type.Enum(LIGHT_GRADES),
  rulesVersion: nullable(Type.Integer()),
  since: nullable(Day),
  checkOn: nullable(Day),
  changes: Type.Array(
    Type.Object({
      at: Moment,
      light: Type.Enum([...LIGHTS, 'none']),
      reasons: Type.Array(Reason),
      rulesVersion: Type.Integer(),
    }),
  ),
})
export type TaskLights = Static<typeof TaskLights>

export const LightRules = Type.Object({
  version: Type.Integer(),
  rules: Type.Array(Type.Object({ id: Type.String(), light: LightSchema, sentence: Type.String() })),
})
export type LightRules = Static<typeof LightRules>
