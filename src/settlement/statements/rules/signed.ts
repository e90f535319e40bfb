import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { WATER_CLASSES } from '../../../monitoring/index.ts'
import { type AgreementContent, digestOf, inputsGiven, readContent } from '../../agreements/index.ts'
import type { Derivation } from '../../rules/formula.ts'
import type { Settled, SettledLine } from '../../rules/settle.ts'
import { settle } from '../../rules/settle.ts'
import type { StoredEvidence } from '../tables.ts'
import { inputsFrom } from './inputs.ts'
import { type JudgedYear, judgedYears } from './judged.ts'

/** What the parties of a statement sign, whole: the agreement's version, what the year rests on, and what it comes to. */
export interface SignedContent {
  agreement: AgreementContent
  year: number
  evidence: StoredEvidence
  result: Settled
  lines: readonly SettledLine[]
}

/** The digest that a party signs. Of the agreement it covers that version's own digest, which its parties signed before. */
export const statementDigest = (of: Omit<SignedContent, 'agreement'> & { agreementSha256: string }): string =>
  digestOf({
    agreement: of.agreementSha256,
    ...{ year: of.year, evidence: of.evidence, result: of.result, lines: of.lines },
  })

/** The same of what came whole, on the digest that was computed of its agreement. */
const digestOfSigned = ({ agreement: _, ...rest }: SignedContent, agreementSha256: string): string =>
  statementDigest({ ...rest, agreementSha256 })

const Fen = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
const Name = Type.String({ minLength: 1, maxLength: 500 })
const AnyDerivation = Type.Unsafe<Derivation>({ type: 'object' })
const Payment = { from: Name, to: Name, amountFen: Fen }
const AnyLine = Type.Object({ part: Name, ...Payment, derivation: AnyDerivation })
const AnySection = Type.Object({
  section: Name,
  year: Type.Integer({ minimum: 1900, maximum: 2199 }),
  water: Type.Optional(Type.Enum(['river', 'lake'])),
  knownAt: Type.String({ maxLength: 40 }),
  months: Type.Array(
    Type.Object({
      month: Type.Integer({ minimum: 1, maximum: 12 }),
      values: Type.Record(
        Type.String(),
        Type.Object({
          value: Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: 64 }),
          belowDetection: Type.Optional(Type.Boolean()),
          of: Type.Optional(Type.Enum(['datum', 'mean'])),
        }),
      ),
      class: Type.Unsafe<(typeof WATER_CLASSES)[number] | null>({
        type: ['string', 'null'],
        enum: [...WATER_CLASSES, null],
      }),
      provenance: Type.Array(Type.String({ maxLength: 500 })),
    }),
    { maxItems: 12 },
  ),
})
const AnySigned = Type.Object({
  agreement: Type.Object({}),
  year: Type.Integer({ minimum: 2000, maximum: 2199 }),
  evidence: Type.Object({
    sections: Type.Array(AnySection),
    given: Type.Array(Type.Object({ name: Name, value: Type.String({ maxLength: 64 }), source: Name })),
    settledBefore: Type.Record(Type.String(), Type.Integer()),
  }),
  result: Type.Object({
    lines: Type.Array(AnyLine),
    payments: Type.Array(Type.Object(Payment)),
    notDue: Type.Array(Type.Object({ part: Name, derivation: AnyDerivation })),
  }),
  lines: Type.Array(AnyLine, { maxItems: 1000 }),
})

/** Whether the amounts are what the agreement makes of the evidence, worked out here: unknown where it cannot be. */
export type Reckoning = 'same' | 'differs' | 'unknown'

export interface ReadStatement {
  signed: SignedContent
  /** The version that it rests on, as it is shown, with its own digest. */
  agreement: { content: AgreementContent; given: string[]; sha256: string }
  /** Computed here, and nowhere taken over. */
  sha256: string
  judged: readonly JudgedYear[]
  reckoning: Reckoning
}

/** How deep a derivation goes at most: a formula of ours does not come near it. */
const MOST_DEPTH = 200

/**
 * Reads what a statement says from text that came from elsewhere, and works out anew what can be: its digest, how its months
 * are judged, and what the year comes to.
 * @returns null: it is no statement as this software knows them
 */
export function readSigned(text: string, serial: number): ReadStatement | null {
  try {
    const value: unknown = JSON.parse(text)
    if (!Value.Check(AnySigned, value)) return null
    const signed = value as Static<typeof AnySigned> as unknown as SignedContent
    const agreement = readContent(signed.agreement)
    const derivations = [...signed.lines, ...signed.result.lines, ...signed.result.notDue]
    if (!derivations.every(({ derivation }) => isDerivation(derivation))) return null
    const shown = { content: agreement, given: inputsGiven(agreement), sha256: digestOf(signed.agreement) }
    const judged = judgedYears(agreement, signed.evidence.sections)
    const reckoning = reckonedAnew(signed, agreement, serial)
    return { signed, agreement: shown, sha256: digestOfSigned(signed, shown.sha256), judged, reckoning }
  } catch {
    // Whatever our own code throws at content of another shape: it is none that could be signed here.
    return null
  }
}

function isDerivation(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null || depth > MOST_DEPTH) return false
  const { kind, value: shown, name = '', at = '', of } = value as Partial<Record<keyof Derivation, unknown>>
  const isNamed = [kind, shown, name, at].every((one) => typeof one === 'string')
  return isNamed && Array.isArray(of) && of.every((one) => isDerivation(one, depth + 1))
}

/** A first statement's lines are the year's; those of a later one are a difference to what is not told with it. */
function reckonedAnew(
  { year, evidence, result, lines }: SignedContent,
  agreement: AgreementContent,
  serial: number,
): Reckoning {
  const { sections, given, settledBefore } = evidence
  try {
    const inputs = inputsFrom(agreement, year, sections, given, { settledBefore })
    const isSame = digestOf(settle(agreement.agreement, { year, inputs })) === digestOf(result)
    return isSame && (serial > 1 || digestOf(lines) === digestOf(result.lines)) ? 'same' : 'differs'
  } catch {
    return 'unknown'
  }
}
