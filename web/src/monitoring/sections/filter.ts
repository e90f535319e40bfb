import type { SectionMap } from '../../../../src/monitoring/schemas.ts'
import { CLASSES, percentOf, rankOf, type WaterClass } from '../shared/classes.ts'

export type MappedSection = SectionMap['items'][number]

/** What stands in the address of the list of sections. */
export interface SectionsSearch {
  /** 2026-03; the newest month of each section where it is left out. */
  month?: string
  q?: string
  river?: string
  /** GB/T 2260: sections that have it as one of their sides, or lie in it. */
  place?: string
  /** Only what is worse than its target. */
  worse?: boolean
  /** The section chosen on the map. */
  at?: string
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/
const text = (value: unknown, form = /^.{1,100}$/) =>
  typeof value === 'string' && form.test(value) ? value : undefined

export function readSectionsSearch(search: Record<string, unknown>): SectionsSearch {
  const found = {
    month: text(search.month, MONTH),
    q: text(search.q),
    river: text(search.river),
    place: text(search.place, /^\d{6}$/),
    worse: search.worse === true || search.worse === 'true' ? true : undefined,
    at: text(search.at, /^[0-9a-f-]{36}$/),
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
}

/** What stands in the address of one section. */
export interface SectionSearch {
  year?: number
  /** The month whose derivation is open. */
  month?: string
  /** An assessment by its number: one that stood before, or as others link to it. */
  assessment?: number
  parameter?: string
}

export function readSectionSearch(search: Record<string, unknown>): SectionSearch {
  const number = (value: unknown, form: RegExp) =>
    typeof value === 'number' || typeof value === 'string'
      ? form.test(String(value))
        ? Number(value)
        : undefined
      : undefined
  const found = {
    year: number(search.year, /^(20|21)\d\d$/),
    month: text(search.month, MONTH),
    assessment: number(search.assessment, /^[1-9]\d{0,14}$/),
    parameter: text(search.parameter, /^[A-Za-z0-9]{1,64}$/),
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
}

/** GB/T 2260: whether a place lies in another one, or is it. */
const isWithin = (code: string, place: string) => code.startsWith(place.replace(/(?:0000|00)$/, ''))

/** The sections that are asked for, those worse than their target first, then by class from the worst. */
export function filtered(items: readonly MappedSection[], { q, river, place, worse }: SectionsSearch): MappedSection[] {
  const word = q?.toLowerCase()
  return items
    .filter(({ section, ...one }) => {
      const places = [one.jurisdiction, one.upstream?.code, one.downstream?.code]
      return (
        (!word || [section.name, section.code, one.river].some((said) => said.toLowerCase().includes(word))) &&
        (!river || one.river === river) &&
        (!place || places.some((code) => code !== undefined && isWithin(code, place))) &&
        (!worse || one.assessment?.meets === false)
      )
    })
    .sort((one, other) => weightOf(other) - weightOf(one))
}

function weightOf({ assessment }: MappedSection): number {
  if (!assessment?.class) return -1
  return rankOf(assessment.class) + (assessment.meets === false ? 10 : 0)
}

export const riversOf = (items: readonly MappedSection[]): string[] =>
  [...new Set(items.map(({ river }) => river).filter(Boolean))].sort((one, other) => one.localeCompare(other, 'zh'))

export interface Shares {
  sections: number
  /** Sections with a class. */
  assessed: number
  byClass: Readonly<Record<WaterClass, number>>
  /** Percent in classes I to III. */
  good: string | null
  withTarget: number
  met: number
  passRate: string | null
}

/** How many sections there are of each class, and how many met their target. */
export function sharesOf(items: readonly MappedSection[]): Shares {
  const classes = items.flatMap(({ assessment }) => assessment?.class ?? [])
  const byClass = Object.fromEntries(
    CLASSES.map((one) => [one, classes.filter((found) => found === one).length]),
  ) as Record<WaterClass, number>
  const judged = items.filter(({ assessment }) => typeof assessment?.meets === 'boolean')
  const met = judged.filter(({ assessment }) => assessment?.meets).length
  return {
    sections: items.length,
    assessed: classes.length,
    byClass,
    good: percentOf(byClass.I + byClass.II + byClass.III, classes.length),
    withTarget: judged.length,
    met,
    passRate: percentOf(met, judged.length),
  }
}

/** The month before, or after. */
export function monthFrom(month: string, step: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const at = new Date(Date.UTC(year, number - 1 + step, 1))
  return at.toISOString().slice(0, 7)
}
