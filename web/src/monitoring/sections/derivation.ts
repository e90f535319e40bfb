import type { ItemClass, SectionAssessment } from '../../../../src/monitoring/index.ts'
import type { AssessmentDetail } from '../../../../src/monitoring/schemas.ts'
import { rankOf } from '../shared/classes.ts'
import { measuredText } from '../shared/values.ts'

/** Why what was measured took no part in the month. */
export interface Aside {
  parameter: string
  datastreams: readonly number[]
  why: 'otherOriginFirst' | 'attested' | 'noNumber'
}

/** The derivation as the server keeps it: what the standard said, and what the room added to it. */
export type Derivation = SectionAssessment & {
  water: 'river' | 'lake'
  aside?: readonly Aside[]
  pending?: readonly string[]
  /** Of a year: parameters with too few months. */
  short?: readonly { parameter: string; months: number; needed: number }[]
}

export const derivationOf = ({ derivation }: AssessmentDetail) => derivation as unknown as Derivation

/** Items in the order in which they explain the class: those that decide it, then from the worst to the best. */
export function orderedItems({ items, decidedBy }: Pick<Derivation, 'items' | 'decidedBy'>): ItemClass[] {
  const weight = (item: ItemClass) => rankOf(item.class) + (decidedBy.includes(item.code) ? 10 : 0)
  return [...items].sort((one, other) => weight(other) - weight(one))
}

export interface ValueChange {
  code: string
  before: string
  after: string
}

/** What became of the values from one assessment of a month to the next. */
export function changesBetween(before: AssessmentDetail['values'], after: AssessmentDetail['values']): ValueChange[] {
  const codes = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  const said = (of: AssessmentDetail['values'], code: string) => {
    const one = of[code]
    return one ? measuredText(one.value, one.belowDetection) : '—'
  }
  return codes.flatMap((code) => {
    const change = { code, before: said(before, code), after: said(after, code) }
    return change.before === change.after ? [] : [change]
  })
}

/** 表1 第7项, as it is said in the language of the page. */
export function placeText(place: string, language: string): string {
  const [, table, row] = /^表(\d+) 第(\d+)项$/.exec(place) ?? []
  return language === 'en' && table && row ? `Table ${table}, item ${row}` : place
}
