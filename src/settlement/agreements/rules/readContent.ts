import { WATER_CLASSES, type WaterClass } from '../../../monitoring/index.ts'
import { Exact } from '../../../platform/exact.ts'
import { isClean, isSaid, shown } from '../../../platform/http/index.ts'
import type { Agreement, AgreementPart, Term } from '../../rules/agreement.ts'
import { agreementRefusals as refusals } from '../refusals.ts'
import { type AgreementContent, type EvidenceRule, termsUsed } from './content.ts'
import { type At, readCondition, readQuantity } from './readFormula.ts'

const MOST = { parties: 20, sections: 50, items: 60, terms: 200, parts: 50, rules: 20, points: 100 }
const FIRST_YEAR = 2000
const LAST_YEAR = 2199
const CONFIDENCES = ['official', 'two', 'one', 'own'] as const
const ROLES = ['upstream', 'downstream', 'both', 'other'] as const

/**
 * What somebody sent as an agreement, read as one: every part of the formulas is known, every name is there.
 * @throws Refusal agreement_content_invalid with the place, what was expected and what was found
 */
export function readContent(value: unknown): AgreementContent {
  const at = root(value)
  const agreement = readAgreement(at('agreement'))
  const evidence = list(at('evidence'), MOST.rules).map((one) => readEvidence(one, agreement))
  const book = at('book')
  return {
    agreement,
    evidence,
    ...(book.value === undefined ? {} : { book: oneOf(book, ['compensation', 'sharing'] as const) }),
  }
}

function readAgreement(at: At): Agreement {
  const parties = Object.fromEntries(
    entries(at.field('parties'), MOST.parties).map(([name, one]) => [name, oneOf(one, ROLES)]),
  )
  if (Object.keys(parties).length < 2) throw refusals.contentInvalid(at.path('parties'), 'two parties or more', '')
  const terms = Object.fromEntries(entries(at.field('terms'), MOST.terms).map(([name, one]) => [name, readTerm(one)]))
  const parts = list(at.field('parts'), MOST.parts).map(readPart)
  if (parts.length === 0) throw refusals.contentInvalid(at.path('parts'), 'a part or more', '')
  for (const name of termsUsed({ parts }))
    if (!Object.hasOwn(terms, name)) throw refusals.contentInvalid(at.path('terms'), `the term "${name}"`, 'none')
  const pools = new Set(parts.flatMap((part) => (part.kind === 'transfer' ? [] : [part.pool])))
  for (const part of parts)
    for (const name of part.kind === 'transfer' ? [part.from, part.to] : Object.keys(part.weights))
      if (!Object.hasOwn(parties, name) && !pools.has(name))
        throw refusals.contentInvalid(at.path('parts'), Object.keys(parties).join(', '), name)
  const openPoints = at.field('openPoints')
  return {
    id: text(at.field('id'), 100),
    version: integer(at.field('version'), 1, 100_000),
    zh: text(at.field('zh'), 200),
    years: readYears(at.field('years')),
    ...said(at, 'signed', 40),
    parties,
    sections: list(at.field('sections'), MOST.sections).map((one) => text(one, 100)),
    items: list(at.field('items'), MOST.items).map((one) => text(one, 60)),
    terms,
    parts,
    confidence: oneOf(at.field('confidence'), CONFIDENCES),
    ...said(at, 'source', 500),
    ...(openPoints.value === undefined
      ? {}
      : { openPoints: list(openPoints, MOST.points).map((one) => text(one, 500)) }),
  }
}

function readYears(at: At): Agreement['years'] {
  if (at.value === null) return null
  const [first, last] = list(at, 2)
  if (!first || !last) throw refusals.contentInvalid(at.at, 'first and last year, or null', show(at.value))
  const years = [integer(first, FIRST_YEAR, LAST_YEAR), integer(last, FIRST_YEAR, LAST_YEAR)] as const
  if (years[0] > years[1]) throw refusals.contentInvalid(at.at, 'a first year that is not after the last', show(years))
  return years
}

function readTerm(at: At): Term {
  return {
    value: readTermValue(at.field('value')),
    confidence: oneOf(at.field('confidence'), CONFIDENCES),
    ...said(at, 'unit', 20),
    ...said(at, 'source', 500),
    ...said(at, 'note', 500),
  }
}

/** A text that may be left out. */
function said<Name extends string>(at: At, name: Name, most: number): Partial<Record<Name, string>> {
  const found = at.field(name)
  return found.value === undefined ? {} : ({ [name]: text(found, most) } as Partial<Record<Name, string>>)
}

function readTermValue(at: At): Term['value'] {
  if (at.value === null) return null
  if (typeof at.value === 'string') return decimal(at)
  return Object.fromEntries(
    entries(at, 100).map(([year, one]) => {
      if (!/^2[01]\d\d$/.test(year)) throw refusals.contentInvalid(one.at, 'a year', year)
      return [year, decimal(one)]
    }),
  )
}

function readPart(at: At): AgreementPart {
  const kind = oneOf(at.field('kind'), ['transfer', 'contribute', 'allocate'] as const)
  const when = at.field('when').value === undefined ? {} : { when: readCondition(at.field('when')) }
  const common = { zh: text(at.field('zh'), 200), yuan: readQuantity(at.field('yuan')), ...when }
  if (kind === 'transfer') {
    const [from, to] = [text(at.field('from'), 100), text(at.field('to'), 100)]
    if (from === to) throw refusals.contentInvalid(at.path('to'), 'another side than the one that pays', show(to))
    return { kind, ...common, from, to }
  }
  const weights = Object.fromEntries(
    entries(at.field('weights'), MOST.parties).map(([name, one]) => [name, readQuantity(one)]),
  )
  const pool = text(at.field('pool'), 100)
  if (isTaken(pool) || Object.hasOwn(weights, pool))
    throw refusals.contentInvalid(at.path('pool'), 'a pool with a name of its own', show(pool))
  return { kind, ...common, pool, weights }
}

function readEvidence(at: At, { sections, parties }: Agreement): EvidenceRule {
  const kind = oneOf(at.field('kind'), ['sectionYear', 'yearBefore', 'base', 'rivers', 'settledBefore'] as const)
  const section = (one: At) => oneOf(one, sections)
  const target = (one: At): WaterClass | null => (one.value === null ? null : oneOf(one, WATER_CLASSES))
  switch (kind) {
    case 'sectionYear':
    case 'yearBefore': {
      const named = list(at.field('sections'), MOST.sections).map(section)
      if (named.length === 0) throw refusals.contentInvalid(at.path('sections'), 'a section or more', '')
      return { kind, sections: named, target: target(at.field('target')) }
    }
    case 'base': {
      const years = readYears(at.field('years'))
      if (!years) throw refusals.contentInvalid(at.path('years'), 'first and last base year', 'null')
      return { kind, section: section(at.field('section')), years }
    }
    case 'rivers':
      return {
        kind,
        rivers: list(at.field('rivers'), MOST.sections).map((one) => ({
          section: section(one.field('section')),
          targetClass: target(one.field('targetClass')),
          targetPassRate: one.field('targetPassRate').value === null ? null : decimal(one.field('targetPassRate')),
        })),
      }
    case 'settledBefore':
      return { kind, parties: list(at.field('parties'), MOST.parties).map((one) => oneOf(one, Object.keys(parties))) }
  }
}

// Reading of plain values; every refusal names the place.

const show = (value: unknown) => shown(value, 80)

function place(value: unknown, at: string): At {
  const path = (name: string) => (at === '' ? name : `${at}.${name}`)
  return {
    value,
    at,
    path,
    field(name) {
      if (value === null || typeof value !== 'object' || Array.isArray(value))
        throw refusals.contentInvalid(at, 'an object', show(value))
      return place(Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined, path(name))
    },
    list: (most) => list(place(value, at), most),
    text: (most) => text(place(value, at), most),
    decimal: () => decimal(place(value, at)),
    oneOf: (words) => oneOf(place(value, at), words),
    integer: (least, most) => integer(place(value, at), least, most),
    refuse: (expected) => refusals.contentInvalid(at, expected, show(value)),
  }
}

function root(value: unknown): (name: string) => At {
  return (name) => place(value, '').field(name)
}

function list(at: At, most: number): At[] {
  if (!Array.isArray(at.value) || at.value.length > most)
    throw refusals.contentInvalid(at.at, `a list of at most ${most}`, show(at.value))
  return at.value.map((one, index) => place(one, `${at.at}[${index}]`))
}

function entries(at: At, most: number): [string, At][] {
  const { value } = at
  if (value === null || typeof value !== 'object' || Array.isArray(value) || Object.keys(value).length > most)
    throw refusals.contentInvalid(at.at, `an object of at most ${most} fields`, show(value))
  return Object.entries(value).map(([name, one]) => {
    if (name.length > 100 || !isSaid(name) || !isClean(name, 'line') || isTaken(name))
      throw refusals.contentInvalid(at.at, 'a name of at most 100 signs that can be seen', show(name))
    return [name, place(one, at.path(name))]
  })
}

/** Every object has these (`constructor`): what is kept under names would find them where nothing was said. */
const isTaken = (name: string) => name in Object.prototype

function text(at: At, most: number): string {
  const { value } = at
  if (typeof value !== 'string' || value.length > most || !isSaid(value) || !isClean(value, 'line'))
    throw refusals.contentInvalid(at.at, `a text of 1 to ${most} signs that can be seen`, show(value))
  return value
}

function decimal(at: At): string {
  const { value } = at
  const isNumber = typeof value === 'string' && value.length <= 40 && /^-?\d+(\.\d+)?$/.test(value)
  if (!isNumber) throw refusals.contentInvalid(at.at, 'a decimal number as text', show(value))
  return Exact.of(value) && value
}

function integer(at: At, least: number, most: number): number {
  const { value } = at
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
    throw refusals.contentInvalid(at.at, `a whole number from ${least} to ${most}`, show(value))
  return value
}

function oneOf<Word extends string>(at: At, words: readonly Word[]): Word {
  const found = words.find((word) => word === at.value)
  if (found === undefined) throw refusals.contentInvalid(at.at, words.join(', '), show(at.value))
  return found
}
