import type { StatementDetail } from '../../../../src/settlement/schemas.ts'
import { usePreferences } from '../../shell/preferences.ts'
import { useParameters } from '../parts/names.ts'

type MonthValue = StatementDetail['evidence']['sections'][number]['months'][number]['values'][string]

/** A value of a month as laboratories print it; what was not measured is a dash, never a zero. */
export function printedValue(value: MonthValue | undefined): string {
  if (!value || value.value === null) return '—'
  return value.belowDetection ? `<${value.value}` : value.value
}

/** 2018-03: a month as addresses have it. */
export const monthAddress = (year: number, month: number) => `${year}-${String(month).padStart(2, '0')}`

/** What a month is called where it stands in a row of twelve: 3月, Mar. */
export function useMonth(): (month: number) => string {
  const { language } = usePreferences()
  return (month) =>
    language === 'en'
      ? new Intl.DateTimeFormat('en', { month: 'short' }).format(new Date(2000, month - 1, 1))
      : `${month}月`
}

/** What stands behind a month, by its kind. */
export interface Behind {
  assessment: string | null
  observations: string[]
  series: { datastream: string; first: string; last: string }[]
  attestations: string[]
}

/** Reads the ids that a month keeps: `assessments/7`, `observations/7_1767225600000`, `datastreams/7/2018-03-01/2018-03-31`. */
export function behindOf(provenance: readonly string[]): Behind {
  const behind: Behind = { assessment: null, observations: [], series: [], attestations: [] }
  for (const one of provenance) {
    const [kind, id = '', first = '', last = ''] = one.split('/')
    if (kind === 'assessments') behind.assessment = id
    else if (kind === 'attestations') behind.attestations.push(id)
    else if (kind === 'datastreams') behind.series.push({ datastream: id, first, last })
    else behind.observations.push(kind === 'observations' ? id : one)
  }
  return behind
}

/** The unit in which a parameter is kept; pH has none. */
export function useUnit(): (code: string) => string {
  const found = useParameters().data?.items ?? []
  const units = new Map(found.map(({ code, unit }) => [code, unit]))
  return (code) => units.get(code) ?? ''
}
