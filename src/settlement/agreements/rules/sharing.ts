import type { Agreement, AgreementPart, Term } from '../../rules/agreement.ts'
import { difference, input, named, number, product, type Quantity, quotient, sum, term } from '../../rules/formula.ts'
import type { AgreementContent } from './content.ts'

/** How the revenue of a relocated enterprise, a jointly built park or a merged enterprise is shared. Amounts in yuan. */
export interface Sharing {
  name: string
  years: readonly [first: number, last: number]
  /** Where the enterprise stands: it collects, pays the others, and keeps what is left. */
  host: string
  others: readonly string[]
  by:
    | {
        kind: 'periods'
        periods: readonly { fromYear: number; toYear: number; weights: Readonly<Record<string, string>> }[]
        ceilings?: Readonly<Record<string, { perYearYuan?: string; totalYuan?: string }>>
      }
    /** After a merger: by what each part has of assets and of profits (a loss counts as nothing). */
    | { kind: 'merger'; assetsWeight: string }
}

/**
 * A sharing rule as an agreement: its revenue is given each year with its source, the rest is reckoned, signed, objected to
 * and posted as any other. The host keeps what is not paid, so that the parts sum to the revenue.
 */
export function sharingContent(sharing: Sharing): AgreementContent {
  const { name, years, host, others } = sharing
  const parts = others.map(
    (party): AgreementPart => ({
      kind: 'transfer',
      zh: `利益分享（${party}）`,
      from: host,
      to: party,
      yuan: amountOf(sharing, party),
    }),
  )
  const agreement: Agreement = {
    id: 'sharing',
    version: 1,
    zh: name,
    years,
    parties: Object.fromEntries([host, ...others].map((party) => [party, 'both'])),
    sections: [],
    items: [],
    terms: termsOf(sharing),
    parts,
    confidence: 'own',
  }
  const limited = sharing.by.kind === 'periods' ? Object.entries(sharing.by.ceilings ?? {}) : []
  const parties = limited.flatMap(([party, { totalYuan }]) => (totalYuan === undefined ? [] : [party]))
  return { agreement, evidence: parties.length > 0 ? [{ kind: 'settledBefore', parties }] : [], book: 'sharing' }
}

function termsOf({ years, host, others, by }: Sharing): Record<string, Term> {
  if (by.kind === 'merger') return { assetsWeight: own(by.assetsWeight) }
  const [first, last] = years
  const weights = [host, ...others].map((party) => {
    const values: Record<number, string> = {}
    for (let year = first; year <= last; year++) {
      const period = by.periods.find(({ fromYear, toYear }) => fromYear <= year && year <= toYear)
      // Outside of every period all of it is the host's.
      values[year] = period ? (period.weights[party] ?? '0') : party === host ? '1' : '0'
    }
    return [`weight.${party}`, own(values)] as const
  })
  const ceilings = Object.entries(by.ceilings ?? {}).flatMap(([party, { perYearYuan, totalYuan }]) => [
    ...(perYearYuan === undefined ? [] : [[`ceilingPerYear.${party}`, { ...own(perYearYuan), unit: '元' }] as const]),
    ...(totalYuan === undefined ? [] : [[`ceilingTotal.${party}`, { ...own(totalYuan), unit: '元' }] as const]),
  ])
  return Object.fromEntries([...weights, ...ceilings])
}

const own = (value: Term['value']): Term => ({ value, confidence: 'own' })

function amountOf({ host, others, by }: Sharing, party: string): Quantity {
  const all = [host, ...others]
  if (by.kind === 'merger') return product(input('revenue'), named('分享比例', mergedShare(all, party)))
  const share = quotient(term(`weight.${party}`), sum(...all.map((one) => term(`weight.${one}`))))
  const { perYearYuan, totalYuan } = by.ceilings?.[party] ?? {}
  const limits: Quantity[] = [
    ...(perYearYuan === undefined ? [] : [term(`ceilingPerYear.${party}`)]),
    ...(totalYuan === undefined ? [] : [difference(term(`ceilingTotal.${party}`), input(`had.${party}`))]),
  ]
  const due = product(input('revenue'), named('分享比例', share))
  if (limits.length === 0) return due
  return { kind: 'greatest', of: [number(0), { kind: 'least', of: [due, ...limits] }] }
}

/** Share by assets and by profits, weighted; a loss counts as nothing. */
function mergedShare(all: readonly string[], party: string): Quantity {
  const profit = (one: string): Quantity => ({ kind: 'greatest', of: [number(0), input(`profits.${one}`)] })
  return sum(
    product(term('assetsWeight'), quotient(input(`assets.${party}`), sum(...all.map((one) => input(`assets.${one}`))))),
    product(difference(number(1), term('assetsWeight')), quotient(profit(party), sum(...all.map(profit)))),
  )
}
