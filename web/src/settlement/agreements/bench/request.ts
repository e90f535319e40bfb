import type { BenchAnswer, BenchRequest } from '../../../../../src/settlement/schemas.ts'
import type { SectionAndYear } from './needs.ts'
import { keyOf } from './needs.ts'

/** Months as they are typed: by month, by code of the parameter, as laboratories print them. */
export type Months = Readonly<Record<number, Readonly<Record<string, string>>>>

/** What somebody tries. */
export interface Trial {
  years: readonly number[]
  /** Whether the data are those on record, or what is typed counts before them. */
  data: 'recorded' | 'typed'
  typed: Readonly<Record<string, Months>>
  /** By name and year. */
  given: Readonly<Record<string, { value: string; source: string }>>
  /** Terms that are tried; an empty one is the agreement's own. */
  terms: Readonly<Record<string, string>>
}

export const givenKey = (name: string, year: number) => `${year} ${name}`

/** What of an agreement is tried: a version on record, or content that is being written. */
export type Tried = Pick<BenchRequest, 'agreementId' | 'version' | 'form' | 'content'>

/** The request; `asked` are the sections and years, and the names by hand, that the agreement needs. */
export function requestOf(
  trial: Trial,
  tried: Tried,
  asked: { sections: readonly SectionAndYear[]; given: readonly string[] },
): BenchRequest {
  const sections = trial.data === 'typed' ? asked.sections.flatMap((one) => sectionOf(one, trial.typed)) : []
  const given = trial.years.flatMap((year) =>
    asked.given.flatMap((name) => {
      const { value = '', source = '' } = trial.given[givenKey(name, year)] ?? {}
      return value.trim() ? [{ name, year, value: value.trim(), source: source.trim() || '试算' }] : []
    }),
  )
  const terms = Object.fromEntries(
    Object.entries(trial.terms).flatMap(([name, value]) => (value.trim() ? [[name, value.trim()]] : [])),
  )
  return {
    ...tried,
    years: [...trial.years],
    ...(sections.length > 0 ? { sections } : {}),
    ...(given.length > 0 ? { given } : {}),
    ...(Object.keys(terms).length > 0 ? { terms } : {}),
  }
}

/** A section year of which anything was typed; months without values were not measured. */
function sectionOf(one: SectionAndYear, typed: Trial['typed']): NonNullable<BenchRequest['sections']> {
  const months = Object.entries(typed[keyOf(one)] ?? {}).flatMap(([month, values]) => {
    const said = Object.entries(values).filter(([, value]) => value.trim() !== '')
    return said.length > 0
      ? [{ month: Number(month), values: Object.fromEntries(said.map(([item, value]) => [item, value.trim()])) }]
      : []
  })
  return months.length > 0 ? [{ ...one, months }] : []
}

/** Cells of a spreadsheet as they are pasted: lines and tabs. */
export const cellsOf = (text: string): string[][] =>
  text
    .replace(/\r/g, '')
    .replace(/\n+$/, '')
    .split('\n')
    .map((line) => line.split('\t').map((cell) => cell.trim()))

/** Pasted cells from one cell on; what reaches past the last month or item is left out. */
export function pasted(
  months: Months,
  items: readonly string[],
  from: { month: number; item: string },
  cells: readonly string[][],
): Months {
  const first = items.indexOf(from.item)
  const result: Record<number, Record<string, string>> = Object.fromEntries(
    Object.entries(months).map(([month, values]) => [month, { ...values }]),
  )
  for (const [down, line] of cells.entries()) {
    const month = from.month + down
    if (month > 12) break
    for (const [right, cell] of line.entries()) {
      const item = items[first + right]
      if (item !== undefined) result[month] = { ...result[month], [item]: cell }
    }
  }
  return result
}

export type Settled = NonNullable<BenchAnswer['items'][number]['settled']>

/** What each party gains more, or less, in a trial than without it. */
export function gained(trial: Settled, base: Settled): { name: string; fen: number }[] {
  const names = [...new Set([...Object.keys(trial.netFen), ...Object.keys(base.netFen)])]
  return names.map((name) => ({ name, fen: (trial.netFen[name] ?? 0) - (base.netFen[name] ?? 0) }))
}
