import { useTranslation } from 'react-i18next'
import type { AgreementItem, Term } from '../../../../src/settlement/schemas.ts'
import { comma } from '../../shell/punctuation.ts'
import { readable, useFormWord } from '../parts/names.ts'
import type { VersionState } from './filter.ts'
import '../../delivery/joint/matters.css'
import './agreements.css'

const LOOKS = { draft: 'extracted', offered: 'urgent', signed: 'confirmed', declined: 'rejected' } as const

export function StateBadge({ state }: { state: VersionState }) {
  const { t } = useTranslation()
  return <span className={`badge ${LOOKS[state]}`}>{t(`settlement.agreements.states.${state}`)}</span>
}

/** Parties whose signature is still to come; nobody's before a version is offered. */
export const waitingFor = ({ state, parties }: Pick<AgreementItem, 'state' | 'parties'>): string[] =>
  state === 'offered' ? parties.flatMap(({ name, signature }) => (signature ? [] : [name])) : []

/** The years of an agreement in words. */
export function useYears(): (of: Pick<AgreementItem, 'firstYear' | 'lastYear'>) => string {
  const { t } = useTranslation()
  return ({ firstYear, lastYear }) =>
    firstYear === null || lastYear === null
      ? t('settlement.agreements.yearsOpen')
      : firstYear === lastYear
        ? t('settlement.agreements.yearOne', { year: firstYear })
        : t('settlement.agreements.yearsFromTo', { first: firstYear, last: lastYear })
}

/** How well something is known: 待确认 stands out, the rest is told in plain words. */
export function ConfidenceMark({ confidence }: { confidence: Term['confidence'] }) {
  const { t } = useTranslation()
  return (
    <span
      className={confidence === 'own' ? 'badge extracted' : 'badge solid'}
      title={t(`settlement.agreements.confidenceMeans.${confidence}`)}
    >
      {t(`settlement.agreements.confidences.${confidence}`)}
    </span>
  )
}

/** The value of a term with its unit, one for each year where it changes; null where it is open. */
export function useTermValue(): (name: string, term: Pick<Term, 'value' | 'unit'>) => string | null {
  const { t, i18n } = useTranslation()
  const word = useFormWord()
  const one = (name: string, value: string, unit = '') =>
    `${readable(name, value, i18n.language)}${unit ? ` ${word(unit)}` : ''}`
  return (name, { value, unit }) => {
    if (value === null) return null
    if (typeof value === 'string') return one(name, value, unit)
    const entries = Object.entries(value)
    if (entries.length === 0) return null
    return yearRuns(entries)
      .map(({ first, last, value: of }) =>
        t(first === last ? 'settlement.agreements.inYear' : 'settlement.agreements.inYears', {
          ...{ first, last, value: one(name, of, unit) },
        }),
      )
      .join(comma())
  }
}

/** Years one after another with the same value are told once. */
export function yearRuns(entries: readonly (readonly [year: string, value: string])[]) {
  const runs: { first: number; last: number; value: string }[] = []
  for (const [year, value] of [...entries].sort(([one], [other]) => Number(one) - Number(other))) {
    const last = runs.at(-1)
    if (last && last.value === value && last.last === Number(year) - 1) last.last += 1
    else runs.push({ first: Number(year), last: Number(year), value })
  }
  return runs
}

/** What a share that is being written means: 0.8 is 80 %. One above the whole is most often a percentage without its sign. */
export function RateHint({ value }: { value: string }) {
  const { t } = useTranslation()
  if (!/^\d+(\.\d+)?$/.test(value)) return null
  if (Number(value) > 1)
    return (
      <small className="late" role="alert">
        {t('settlement.agreements.rateAbove', {
          value,
          percent: readable('passRate', value),
          meant: Number(value) / 100,
        })}
      </small>
    )
  return <small className="faint">{t('settlement.agreements.rateIs', { percent: readable('passRate', value) })}</small>
}
