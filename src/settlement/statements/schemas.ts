import { type Static, Type } from 'typebox'
import { WATER_CLASSES } from '../../monitoring/index.ts'
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
import type { Derivation } from '../rules/formula.ts'

// What the statements' API sends and takes. Amounts are whole fen (…Fen).

export const STATEMENT_PLACE = cursorOf('statements', 'moment', 'uuid')

const Year = Type.Integer({ minimum: 2000, maximum: 2199 })
const Fen = Type.Integer()
const PositiveFen = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })
const DerivationTree = Type.Unsafe<Derivation>({
  type: 'object',
  additionalProperties: true,
  description: 'a part of the formula with its value and name, and what it was made of, down to the inputs',
})
export const StatementState = Type.Enum(['open', 'posted', 'withdrawn'])
export const LineState = Type.Enum(['open', 'frozen', 'posted', 'struck'])

export const Given = Type.Object(
  { name: Text(100), value: Type.String({ pattern: '^-?[0-9]{1,20}(\\.[0-9]{1,20})?$' }), source: Text(500) },
  { ...closed, description: 'a fact that no station measures, with where it is from' },
)

const MonthValue = Type.Object({
  value: nullableText(),
  belowDetection: Type.Optional(Type.Boolean()),
  of: Type.Optional(Type.Enum(['datum', 'mean'])),
})
export const SectionYearShown = Type.Object({
  section: Type.String(),
  year: Type.Integer(),
  knownAt: Type.String(),
  months: Type.Array(
    Type.Object({
      month: Type.Integer(),
      values: Type.Record(Type.String(), MonthValue),
      class: nullableText(),
      provenance: Type.Array(Type.String(), { description: 'ids of what stands behind the month' }),
    }),
  ),
})

const WaterClassShown = nullable(Type.Enum([...WATER_CLASSES]))
export const JudgedYearShown = Type.Object(
  {
    section: Type.String(),
    sectionId: nullable(Uuid),
    year: Type.Integer(),
    target: WaterClassShown,
    items: Type.Array(Type.String()),
    months: Type.Array(
      Type.Object({
        month: Type.Integer(),
        class: WaterClassShown,
        meets: nullable(Type.Boolean()),
        decidedBy: Type.Array(Type.String(), { description: 'items worse than the target, else those of the class' }),
      }),
    ),
  },
  { description: 'months as the agreement judges them: by its items, against its target' },
)

const Line = Type.Object({
  number: Type.Integer(),
  part: Type.String(),
  from: Type.String(),
  to: Type.String(),
  amountFen: PositiveFen,
  derivation: DerivationTree,
  state: LineState,
  transferId: nullable(Type.Integer()),
})
export type Line = Static<typeof Line>

const Node = nullableText({ description: 'name of the node at which it was given; null: here' })
const Signature = Type.Object({ userName: Type.String(), organizationName: Type.String(), at: Moment, node: Node })
const PartyShown = Type.Object({
  name: Type.String(),
  organization: nullable(Type.Object({ id: Uuid, name: Type.String() })),
  netFen: Fen,
  signature: nullable(Signature),
})

export const Objection = Type.Object({
  id: Uuid,
  line: Type.Integer(),
  party: Type.String(),
  grounds: Type.String(),
  evidence: Type.Array(
    Type.Object({
      kind: Type.Enum(['observation', 'assessment', 'document', 'file', 'words']),
      id: Type.Optional(Type.String()),
      words: Type.String(),
    }),
  ),
  state: Type.Enum(['open', 'withdrawn', 'dismissed', 'upheld']),
  answer: nullableText(),
  answeredAt: nullableText(),
  answeredBy: nullableText(),
  at: Moment,
  userName: Type.String(),
  organizationName: Type.String(),
  node: Node,
  mayWithdraw: Type.Boolean(),
  mayAnswer: Type.Boolean(),
})
export type Objection = Static<typeof Objection>

const listed = {
  id: Uuid,
  agreementId: Uuid,
  agreementName: Type.String(),
  version: Type.Integer(),
  year: Type.Integer(),
  serial: Type.Integer({ description: '1; further ones say the difference after late data' }),
  state: StatementState,
  totalFen: Type.Integer({ minimum: 0 }),
  lineCount: Type.Integer(),
  frozenCount: Type.Integer(),
  awaits: Type.Array(Type.String(), { description: 'parties of an open statement that have not signed' }),
  awaitsOwn: Type.Boolean({ description: 'it waits for the signature of your unit' }),
  preparer: Type.String(),
  at: Moment,
  postedAt: nullableText(),
}
export const StatementItem = Type.Object(listed)
export type StatementItem = Static<typeof StatementItem>
export const StatementFilter = Type.Object(
  {
    agreement: Type.Optional(Uuid),
    year: Type.Optional(Year),
    state: Type.Optional(StatementState),
    waiting: Type.Optional(Type.Boolean({ description: 'those that wait for the signature of your unit' })),
  },
  closed,
)
export type StatementFilter = Static<typeof StatementFilter>
export const StatementQuery = Type.Object({ ...listQuery(STATEMENT_PLACE), ...StatementFilter.properties }, closed)
export type StatementQuery = Static<typeof StatementQuery>
export const StatementList = listOf(StatementItem)
export type StatementList = Static<typeof StatementList>

export const StatementDetail = Type.Object({
  ...listed,
  sha256: Sha256,
  reason: Type.String(),
  withdrawnReason: nullableText(),
  parties: Type.Array(PartyShown),
  lines: Type.Array(Line),
  payments: Type.Array(Type.Object({ from: Type.String(), to: Type.String(), amountFen: PositiveFen }), {
    description: 'of the whole year, after what flows both ways was set off',
  }),
  notDue: Type.Array(Type.Object({ part: Type.String(), derivation: DerivationTree })),
  evidence: Type.Object({
    sections: Type.Array(SectionYearShown),
    given: Type.Array(Given),
    settledBefore: Type.Record(Type.String(), Type.Integer()),
  }),
  judged: Type.Array(JudgedYearShown),
  ownParty: nullableText({ description: 'the party for which your organization signs' }),
  mayPrepare: Type.Boolean({ description: 'your organization may prepare the difference' }),
  mayWithdraw: Type.Boolean({
    description: 'it is open, and your organization prepared it or coordinates the parties',
  }),
  objections: Type.Array(Objection),
  maySignFor: nullableText({ description: 'the party for which your organization may sign, or object, now' }),
})
export type StatementDetail = Static<typeof StatementDetail>

export const StatementNow = Type.Object({
  months: Type.Array(
    Type.Object({
      section: Type.String(),
      year: Type.Integer(),
      month: Type.Integer(),
      items: Type.Array(Type.Object({ code: Type.String(), before: nullableText(), now: nullableText() })),
    }),
    { description: 'months whose data are not those that the statement rests on' },
  ),
  lines: Type.Array(
    Type.Object({ part: Type.String(), from: Type.String(), to: Type.String(), amountFen: PositiveFen }),
    {
      description:
        'of an open statement, what the year would come to; of a posted one, the difference to what was settled',
    },
  ),
  problem: nullable(
    Type.Object({ code: Type.String(), detail: Type.String(), facts: Type.Record(Type.String(), Type.Unknown()) }),
  ),
})
export type StatementNow = Static<typeof StatementNow>

export const NewStatement = Type.Object(
  {
    agreementId: Uuid,
    year: Year,
    given: Type.Optional(Type.Array(Given, { maxItems: 200 })),
    reason: Type.Optional(Type.String({ maxLength: 1000, format: 'prose' })),
  },
  closed,
)
export type NewStatement = Static<typeof NewStatement>
export const StatementSigning = Type.Object(
  { sha256: Sha256 },
  { ...closed, description: 'the digest of what was read' },
)
export const NewObjection = Type.Object(
  {
    line: Type.Integer({ minimum: 1, maximum: 1000 }),
    grounds: LongText(2000),
    evidence: Type.Array(
      Type.Object(
        {
          kind: Type.Enum(['observation', 'assessment', 'document', 'file', 'words']),
          id: Type.Optional(Text(200)),
          words: Text(500),
        },
        closed,
      ),
      { minItems: 1, maxItems: 50 },
    ),
  },
  closed,
)
export type NewObjection = Static<typeof NewObjection>
/** A file in the file store, for an objection to name as evidence of the kind `file`. */
export const StatementFile = Type.Object({
  id: Uuid,
  name: Type.String(),
  mediaType: Type.String(),
  bytes: Type.Integer(),
})
export type StatementFile = Static<typeof StatementFile>
export const Answer = Type.Object(
  { outcome: Type.Enum(['withdrawn', 'dismissed', 'upheld']), answer: LongText(2000) },
  closed,
)
export type Answer = Static<typeof Answer>
export const Withdrawal = Type.Object({ reason: LongText(1000) }, closed)

const Inline = Type.Object(
  {
    section: Text(100),
    year: Year,
    months: Type.Array(
      Type.Object(
        {
          month: Type.Integer({ minimum: 1, maximum: 12 }),
          values: Type.Record(
            Type.String({ pattern: '^[A-Za-z0-9]{1,60}$' }),
            Type.String({ maxLength: 64, format: 'line' }),
            {
              maxProperties: 100,
            },
          ),
        },
        closed,
      ),
      { maxItems: 12 },
    ),
  },
  { ...closed, description: 'months as they are printed: 0.5, <0.02, 断流; they count before what is on record' },
)
export const BenchRequest = Type.Object(
  {
    agreementId: Type.Optional(Uuid),
    version: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
    form: Type.Optional(Text(100)),
    content: Type.Optional(Type.Unsafe<unknown>({ type: 'object' })),
    years: Type.Array(Year, { minItems: 1, maxItems: 30 }),
    sections: Type.Optional(Type.Array(Inline, { maxItems: 100 })),
    given: Type.Optional(
      Type.Array(
        Type.Object(
          { ...Given.properties, year: Type.Optional(Year) },
          { ...closed, description: 'of one year, or of all' },
        ),
        { maxItems: 500 },
      ),
    ),
    terms: Type.Optional(
      Type.Record(
        Type.String({ pattern: '^[^\\s].{0,99}$' }),
        Type.String({ pattern: '^-?[0-9]{1,20}(\\.[0-9]{1,20})?$' }),
        { description: 'what if: these count before the agreement’s own', maxProperties: 200 },
      ),
    ),
  },
  closed,
)
export type BenchRequest = Static<typeof BenchRequest>
const Settled = Type.Object({
  lines: Type.Array(
    Type.Object({
      part: Type.String(),
      from: Type.String(),
      to: Type.String(),
      amountFen: Fen,
      derivation: DerivationTree,
    }),
  ),
  payments: Type.Array(Type.Object({ from: Type.String(), to: Type.String(), amountFen: Fen })),
  netFen: Type.Record(Type.String(), Fen),
  notDue: Type.Array(Type.Object({ part: Type.String(), derivation: DerivationTree })),
})
export const BenchAnswer = Type.Object({
  given: Type.Array(Type.String(), { description: 'inputs that are given by hand' }),
  openTerms: Type.Array(Type.String()),
  items: Type.Array(
    Type.Object({
      year: Type.Integer(),
      settled: nullable(Settled),
      problem: nullable(
        Type.Object({
          code: Type.String(),
          detail: Type.String(),
          facts: Type.Record(Type.String(), Type.Unknown()),
        }),
      ),
      missing: Type.Array(Type.Object({ section: Type.String(), year: Type.Integer() }), {
        description: 'section years of which nothing is known',
      }),
    }),
  ),
})
export type BenchAnswer = Static<typeof BenchAnswer>
