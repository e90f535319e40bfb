import { Exact } from '../../../platform/exact.ts'
import { type Measured, meanValue, takingPart } from '../../standards/measured.ts'
import { attestationRefusals as refusals } from '../refusals.ts'

/** What an agreement says where two laboratories disagree. */
export const DISAGREEMENTS = ['mean', 'upstream', 'downstream', 'arbitration'] as const
export type Disagreement = (typeof DISAGREEMENTS)[number]

export interface AttestationTerms {
  disagreement: Disagreement
  /** By how much two values may differ and agree: percent of their mean; of pH units. */
  tolerance: string
}

/** What one laboratory measured. */
export type Reading = { value: string; belowDetection: boolean }

export interface Attestation {
  outcome: 'agreed' | Disagreement | 'pending'
  /** Null: a third laboratory is awaited. */
  value: string | null
  belowDetection: boolean
  derivation: {
    upstream: Reading
    downstream: Reading
    third: Reading | null
    /** Of what takes part: half of a limit where a value lies below it. */
    difference: string
    /** Percent of the mean; null for pH, and where both are nothing. */
    percent: string | null
    tolerance: string
    disagreement: Disagreement
    why: 'bothBelowDetection' | 'withinTolerance' | 'beyondTolerance'
  }
}

/**
 * What stands of one sample that two laboratories measured: where they agree their mean, where both lie below detection the
 * higher of their limits, otherwise what the agreement says. A third laboratory decides alone, and only where it is asked.
 * @throws Refusal attestation_third_not_asked
 */
export function attest(
  parameter: string,
  { disagreement, tolerance }: AttestationTerms,
  upstream: Reading,
  downstream: Reading,
  third: Reading | null = null,
): Attestation {
  const [a, b] = [partOf(parameter, upstream), partOf(parameter, downstream)]
  const difference = a.minus(b).absolute()
  const mean = a.plus(b).over(2)
  const percent = parameter === 'ph' || mean.atMost(0) ? null : difference.times(100).over(mean)
  const agree = (percent ?? difference).atMost(tolerance)
  const both = upstream.belowDetection && downstream.belowDetection
  const derivation = {
    ...{ upstream, downstream, third, tolerance, disagreement, difference: difference.toText() },
    percent: percent?.roundedHalfEven(2).toText() ?? null,
    why: both ? ('bothBelowDetection' as const) : agree ? ('withinTolerance' as const) : ('beyondTolerance' as const),
  }
  const stands = (outcome: Attestation['outcome'], { value, belowDetection }: Reading) => {
    if (third && outcome !== 'arbitration') throw refusals.thirdNotAsked(outcome)
    return { outcome, value, belowDetection, derivation }
  }
  if (both) return stands('agreed', Exact.of(upstream.value).below(downstream.value) ? downstream : upstream)
  const ofBoth = { value: meanText(parameter, [upstream, downstream]), belowDetection: false }
  if (agree) return stands('agreed', ofBoth)
  switch (disagreement) {
    case 'mean':
      return stands('mean', ofBoth)
    case 'upstream':
      return stands('upstream', upstream)
    case 'downstream':
      return stands('downstream', downstream)
    case 'arbitration':
      return third
        ? stands('arbitration', third)
        : { outcome: 'pending', value: null, belowDetection: false, derivation }
  }
}

const partOf = (parameter: string, reading: Reading): Exact => takingPart(parameter, reading) ?? Exact.of(0n)

function meanText(parameter: string, readings: readonly Measured[]): string {
  const mean = meanValue(parameter, readings)
  return Exact.of(mean?.value ?? 0).toText()
}
