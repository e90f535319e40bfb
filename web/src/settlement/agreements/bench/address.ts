import type { AgreementContent } from '../../../../../src/settlement/schemas.ts'
import { cellsOf, type Months, pasted, type Trial } from './request.ts'
import { firstYears } from './years.ts'

/** A trial as an address says it, in words; what was left as it is does not stand there. */
export interface TrialSearch {
  /** 2018,2019; empty: none was chosen. */
  years?: string
  data?: 'typed'
  /** JSON, by year and section: cells as a spreadsheet copies them, the parameters above twelve months. */
  typed?: string
  /** JSON, by year and name. */
  given?: string
  /** JSON, by name. */
  terms?: string
}

/** What somebody tries, in an address that can be sent. */
export function searchOf({ years, data, typed, given, terms }: Trial): TrialSearch {
  return {
    years: years.join(','),
    ...(data === 'typed' ? { data, ...inWords('typed', entries(typed, cellsText)) } : {}),
    ...inWords(
      'given',
      entries(given, (one) => (one.value.trim() ? one : '')),
    ),
    ...inWords(
      'terms',
      entries(terms, (value) => value.trim()),
    ),
  }
}

const inWords = (name: 'typed' | 'given' | 'terms', record: Readonly<Record<string, unknown>>): TrialSearch =>
  Object.keys(record).length > 0 ? { [name]: JSON.stringify(record) } : {}

/** What the bench begins with: what the address says, and the first years where it says none. */
export const trialOf = (search: TrialSearch, content: AgreementContent): Trial => ({
  years: search.years === undefined ? firstYears(content) : yearsIn(search.years),
  data: search.data ?? 'recorded',
  typed: entries(typedIn(search.typed), monthsOf),
  given: givenIn(search.given),
  terms: termsIn(search.terms),
})

/** What of an address the bench understands; nothing where it says nothing of a trial. */
export function readTrial(search: Readonly<Record<string, unknown>>): TrialSearch {
  const { years, data } = search
  return {
    ...(typeof years === 'string' && /^[\d,]*$/.test(years) ? { years: yearsIn(years).join(',') } : {}),
    ...(data === 'typed' ? { data } : {}),
    ...inWords('typed', typedIn(search.typed)),
    ...inWords('given', givenIn(search.given)),
    ...inWords('terms', termsIn(search.terms)),
  }
}

/** An address without the trial, for another one to take its place. */
export function withoutTrial<T extends TrialSearch>(search: T): Omit<T, keyof TrialSearch> {
  const { years: _, data: __, typed: ___, given: ____, terms: _____, ...rest } = search
  return rest
}

const yearsIn = (text: string): number[] =>
  [...new Set(text.split(',').map(Number).filter(isYear))].sort((one, other) => one - other).slice(0, 30)
const typedIn = (text: unknown) => entries(recordIn(text), (cells) => short(cells, 4000))
const termsIn = (text: unknown) => entries(recordIn(text), (value) => short(value, 41))
const givenIn = (text: unknown) =>
  entries(recordIn(text), (one) =>
    isRecord(one) && short(one.value, 41) ? { value: short(one.value, 41), source: short(one.source, 500) } : '',
  )

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isYear = (value: number) => Number.isInteger(value) && value >= 1900 && value <= 2199
const short = (value: unknown, longest: number) => (typeof value === 'string' && value.length <= longest ? value : '')

function recordIn(text: unknown): Readonly<Record<string, unknown>> {
  try {
    const said: unknown = JSON.parse(String(text))
    return isRecord(said) ? said : {}
  } catch {
    return {} // what somebody wrote by hand
  }
}

/** The entries of a record as they are wanted, without those that come to nothing. */
function entries<From, To>(record: Readonly<Record<string, From>>, want: (value: From) => To | ''): Record<string, To> {
  const found = Object.entries(record)
    .slice(0, 200)
    .map(([name, value]) => [name, want(value)] as const)
  return Object.fromEntries(found.flatMap(([name, wanted]) => (wanted === '' ? [] : [[name, wanted]])))
}

function cellsText(months: Months): string {
  const items = [...new Set(Object.values(months).flatMap((values) => Object.keys(values).filter(said(values))))]
  const rows = Array.from({ length: 12 }, (_, at) => items.map((item) => (months[at + 1]?.[item] ?? '').trim()))
  return items.length === 0
    ? ''
    : [items, ...rows]
        .map((cells) => cells.join('\t'))
        .join('\n')
        .trimEnd()
}
const said = (values: Months[number]) => (item: string) => (values[item] ?? '').trim() !== ''

function monthsOf(text: string): Months {
  const [items = [], ...rows] = cellsOf(text)
  return pasted({}, items, { month: 1, item: items[0] ?? '' }, rows)
}
