import type { NewAgreement } from '../../../../../src/settlement/schemas.ts'

export type Sharing = NonNullable<NewAgreement['sharing']>

/** A rule of sharing as it is being typed. */
export interface SharingText {
  name: string
  first: number | null
  last: number | null
  host: string
  others: readonly string[]
  by: 'periods' | 'merger'
  assetsWeight: string
  periods: readonly { from: number | null; to: number | null; weights: Readonly<Record<string, string>> }[]
  ceilings: Readonly<Record<string, { perYear?: string; total?: string }>>
}

const DECIMAL = /^[0-9]{1,15}(\.[0-9]{1,10})?$/
const SHARE = /^(0(\.[0-9]{1,6})?|1)$/

/** Three years from this one, with one period over all of them. */
export const firstSharing = (year: number): SharingText => ({
  ...{ name: '', first: year, last: year + 2, host: '', others: [], by: 'periods', assetsWeight: '0.5' },
  periods: [{ from: year, to: year + 2, weights: {} }],
  ceilings: {},
})

export type SharingWrong = 'name' | 'years' | 'parties' | 'share' | 'periods' | 'weights' | 'ceilings'

/** What was typed as a rule of sharing; else the first thing that is wrong. */
export function sharingFrom(
  text: SharingText,
): { sharing: Sharing; wrong: null } | { sharing: null; wrong: SharingWrong } {
  const no = (wrong: SharingWrong) => ({ sharing: null, wrong })
  const { first, last } = text
  const name = text.name.trim()
  const host = text.host.trim()
  const others = text.others.map((one) => one.trim()).filter(Boolean)
  const names = [host, ...others]
  if (!name) return no('name')
  if (first === null || last === null || first > last) return no('years')
  if (!host || others.length === 0 || new Set(names).size !== names.length) return no('parties')
  const common = { name, years: [first, last] as [number, number], host, others }
  if (text.by === 'merger') {
    if (!SHARE.test(text.assetsWeight)) return no('share')
    return { sharing: { ...common, by: { kind: 'merger', assetsWeight: text.assetsWeight } }, wrong: null }
  }
  const periods = text.periods.map(({ from, to, weights }) => ({
    fromYear: from ?? 0,
    toYear: to ?? 0,
    weights: Object.fromEntries(names.map((one) => [one, weights[one] ?? ''])),
  }))
  if (periods.some(({ fromYear, toYear }) => fromYear < 2000 || toYear < fromYear)) return no('periods')
  if (overlap(periods)) return no('periods')
  const given = periods.flatMap(({ weights }) => Object.values(weights))
  if (given.some((weight) => !DECIMAL.test(weight))) return no('weights')
  if (periods.some(({ weights }) => Object.values(weights).every((weight) => Number(weight) === 0)))
    return no('weights')
  const ceilings = others.flatMap((one) => {
    const { perYear, total } = text.ceilings[one] ?? {}
    const of = { ...(perYear ? { perYearYuan: perYear } : {}), ...(total ? { totalYuan: total } : {}) }
    return Object.keys(of).length > 0 ? [[one, of] as const] : []
  })
  if (ceilings.some(([, of]) => Object.values(of).some((value) => !DECIMAL.test(value)))) return no('ceilings')
  const by = {
    ...{ kind: 'periods' as const, periods },
    ...(ceilings.length > 0 ? { ceilings: Object.fromEntries(ceilings) } : {}),
  }
  return { sharing: { ...common, by }, wrong: null }
}

const overlap = (periods: readonly { fromYear: number; toYear: number }[]) =>
  periods.some((one, at) =>
    periods.some((other, index) => index > at && one.fromYear <= other.toYear && other.fromYear <= one.toYear),
  )
