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
import type { AgreementContent } from './rules/content.ts'

// What the agreements' API sends and takes. The content is rules/content.ts; what is sent is read by rules/readContent.ts.

export const AGREEMENT_PLACE = cursorOf('agreements', 'moment', 'uuid')

const Code = Type.String({ pattern: '^[0-9]{6}$', description: 'GB/T 2260' })
export const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })
export const VersionState = Type.Enum(['draft', 'offered', 'signed', 'declined'])
const NullableYear = Type.Unsafe<number | null>({ type: ['integer', 'null'] })
export const Content = Type.Unsafe<AgreementContent>({
  type: 'object',
  additionalProperties: true,
  required: ['agreement', 'evidence'],
  description: 'the agreement as its formulas run, and where their inputs come from',
})

export const Form = Type.Object({
  id: Type.String(),
  name: Type.String(),
  content: Content,
  given: Type.Array(Type.String(), { description: 'inputs that are given by hand, with their source' }),
  openTerms: Type.Array(Type.String(), { description: 'terms that the parties have to fill in' }),
})
export type Form = Static<typeof Form>
export const FormList = Type.Object({ items: Type.Array(Form) })
export type FormList = Static<typeof FormList>

const Party = Type.Object({
  name: Type.String(),
  role: Type.String(),
  jurisdiction: nullable(Type.Object({ code: Type.String(), name: Type.String() })),
  organization: nullable(Type.Object({ id: Uuid, name: Type.String() })),
  signature: nullable(Type.Object({ userName: Type.String(), organizationName: Type.String(), at: Moment })),
})
export type Party = Static<typeof Party>

const listed = {
  id: Uuid,
  number: Type.Integer({ description: 'of the version' }),
  name: Type.String(),
  state: VersionState,
  firstYear: NullableYear,
  lastYear: NullableYear,
  parties: Type.Array(Party),
  drafter: Type.Object({ id: Uuid, name: Type.String() }),
  at: Moment,
  signedAt: nullableText(),
}
export const AgreementItem = Type.Object(listed)
export type AgreementItem = Static<typeof AgreementItem>
const filter = {
  state: Type.Optional(VersionState),
  q: Type.Optional(Type.String({ maxLength: 100, format: 'line' })),
}
export const AgreementFilter = Type.Object(filter, closed)
export type AgreementFilter = Static<typeof AgreementFilter>
export const AgreementQuery = Type.Object({ ...listQuery(AGREEMENT_PLACE), ...filter }, closed)
export type AgreementQuery = Static<typeof AgreementQuery>
export const AgreementList = listOf(AgreementItem)
export type AgreementList = Static<typeof AgreementList>

export const AgreementDetail = Type.Object({
  ...listed,
  revision: Type.Integer(),
  content: Content,
  sha256: Sha256,
  offeredAt: nullableText(),
  declinedBy: nullableText(),
  declinedReason: nullableText(),
  given: Type.Array(Type.String()),
  openTerms: Type.Array(Type.String()),
  versions: Type.Array(Type.Object({ number: Type.Integer(), state: VersionState, name: Type.String(), at: Moment })),
  mayEdit: Type.Boolean(),
  maySignFor: nullableText({ description: 'the party for which your organization may sign now' }),
})
export type AgreementDetail = Static<typeof AgreementDetail>

const PartyChoice = Type.Object({ name: Text(100), jurisdictionCode: Code, organizationId: Uuid }, closed)
export type PartyChoice = Static<typeof PartyChoice>
const Decimal = Type.String({ pattern: '^[0-9]{1,15}(\\.[0-9]{1,10})?$' })
const Name = Text(100)
const Year = Type.Integer({ minimum: 2000, maximum: 2199 })
const PartyName = '^[^\\s].{0,99}$'
export const SharingChoice = Type.Object(
  {
    name: Text(200),
    years: Type.Tuple([Year, Year]),
    host: Name,
    others: Type.Array(Name, { minItems: 1, maxItems: 19 }),
    by: Type.Union([
      Type.Object(
        {
          kind: Type.Literal('periods'),
          periods: Type.Array(
            Type.Object(
              { fromYear: Year, toYear: Year, weights: Type.Record(Type.String({ pattern: PartyName }), Decimal) },
              closed,
            ),
            { minItems: 1, maxItems: 50 },
          ),
          ceilings: Type.Optional(
            Type.Record(
              Type.String({ pattern: PartyName }),
              Type.Object({ perYearYuan: Type.Optional(Decimal), totalYuan: Type.Optional(Decimal) }, closed),
            ),
          ),
        },
        closed,
      ),
      Type.Object(
        { kind: Type.Literal('merger'), assetsWeight: Type.String({ pattern: '^(0(\\.[0-9]{1,6})?|1)$' }) },
        closed,
      ),
    ]),
  },
  { ...closed, description: 'shared revenue of a relocated enterprise, a park, or after a merger' },
)
const SentContent = Type.Unsafe<unknown>({ type: 'object' })
export const NewAgreement = Type.Object(
  {
    form: Type.Optional(Text(100)),
    content: Type.Optional(SentContent),
    sharing: Type.Optional(SharingChoice),
    name: Type.Optional(Text(200)),
    parties: Type.Optional(Type.Array(PartyChoice, { maxItems: 20 })),
  },
  { ...closed, description: 'of a published form, of a rule of sharing, or of content of one’s own' },
)
export type NewAgreement = Static<typeof NewAgreement>
export const DraftEdit = Type.Object(
  {
    content: Type.Optional(SentContent),
    name: Type.Optional(Text(200)),
    parties: Type.Optional(Type.Array(PartyChoice, { maxItems: 20 })),
  },
  closed,
)
export type DraftEdit = Static<typeof DraftEdit>
export const Signing = Type.Object({ sha256: Sha256 }, { ...closed, description: 'the digest of what was read' })
export const Declining = Type.Object({ reason: LongText(1000) }, closed)
export const VersionQuery = Type.Object(
  { version: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })) },
  closed,
)
