import { createHash } from 'node:crypto'
import { WATER_CLASSES, WATER_LIMITS, type WaterClass } from '../../../monitoring/index.ts'
import type { Agreement, AgreementPart } from '../../rules/agreement.ts'
import { BASE_YEARS } from '../../rules/agreements/index.ts'
import type { Condition, Quantity } from '../../rules/formula.ts'

/**
 * Where the inputs of the formulas come from. What no rule of these names is given by hand, with its source, when a
 * statement is prepared.
 */
export type EvidenceRule =
  /**
   * Months, class and means of a year: `months`, `class`, `mean.<item>`. Of several sections the months of all count, the
   * class is the worst, and there are no means. A target of null is open: whether a month meets it cannot be said.
   */
  | { kind: 'sectionYear'; sections: readonly string[]; target: WaterClass | null }
  /** Share of the measured months that met in the year before: `passRateBefore`. */
  | { kind: 'yearBefore'; sections: readonly string[]; target: WaterClass | null }
  /** Mean of the annual means over the base years: `base.<item>`. */
  | { kind: 'base'; section: string; years: readonly [first: number, last: number] }
  /**
   * Rows `rivers`: class and pass rate of each river's section; its inflow is given by hand as `inflow.<section>`. A target
   * of null is open, and asked for when the rows are needed.
   */
  | {
      kind: 'rivers'
      rivers: readonly RiverTarget[]
    }
  /** What parties received under this agreement for the years before, in yuan: `had.<party>`. */
  | { kind: 'settledBefore'; parties: readonly string[] }

/** A river's section with what it owes; null: the parties have not agreed on it. */
export interface RiverTarget {
  section: string
  targetClass: WaterClass | null
  targetPassRate: string | null
}

/** What the parties sign: the agreement as the rules run it, and where its inputs come from. */
export interface AgreementContent {
  agreement: Agreement
  evidence: readonly EvidenceRule[]
  /** The book of the ledger that it is posted in; without one, that of compensation. */
  book?: 'compensation' | 'sharing'
}

/** Items that a class is made of where the agreement names none: the 21 of the method. */
const ALL_ITEMS: readonly string[] = WATER_LIMITS.filter(({ inClass }) => inClass).map(({ code }) => code)

export const itemsOf = ({ items }: Pick<Agreement, 'items'>): readonly string[] =>
  items.length > 0 ? items : ALL_ITEMS

/** Every input and list of rows that an agreement's formulas name. */
export function inputsUsed(agreement: Pick<Agreement, 'parts'>): string[] {
  const found = new Set<string>()
  visitParts(agreement.parts, (quantity) => {
    if (quantity.kind === 'input') found.add(quantity.name)
    if (quantity.kind === 'sumOver' || quantity.kind === 'count') found.add(quantity.rows)
  })
  return [...found].sort()
}

/** Every field of rows that an agreement's formulas name. */
export function fieldsUsed(agreement: Pick<Agreement, 'parts'>): Set<string> {
  const found = new Set<string>()
  visitParts(agreement.parts, (quantity) => {
    if (quantity.kind === 'field') found.add(quantity.name)
  })
  return found
}

/** Every term that an agreement's formulas name. */
export function termsUsed(agreement: Pick<Agreement, 'parts'>): string[] {
  const found = new Set<string>()
  visitParts(agreement.parts, (quantity) => {
    if (quantity.kind === 'term') found.add(quantity.name)
  })
  return [...found].sort()
}

/** Inputs that nothing in the evidence rules provides: they are given by hand, with their source. */
export function inputsGiven({ agreement, evidence }: AgreementContent): string[] {
  const provided = (name: string) => evidence.some((rule) => provides(rule, name))
  const inflows = evidence.flatMap((rule) =>
    rule.kind === 'rivers' ? rule.rivers.map(({ section }) => `inflow.${section}`) : [],
  )
  return [...inputsUsed(agreement).filter((name) => !provided(name)), ...inflows]
}

/** Whether a rule of evidence gives this input. */
export function provides(rule: EvidenceRule, name: string): boolean {
  switch (rule.kind) {
    case 'sectionYear':
      return name === 'months' || name === 'class' || (rule.sections.length === 1 && name.startsWith('mean.'))
    case 'yearBefore':
      return name === 'passRateBefore'
    case 'base':
      return name.startsWith('base.')
    case 'rivers':
      return name === 'rivers'
    case 'settledBefore':
      return rule.parties.some((party) => name === `had.${party}`)
  }
}

/** Terms that a formula names, and targets of rivers, that are still open: the parties must fill them in. */
export function openTerms({ agreement, evidence }: AgreementContent): string[] {
  const terms = termsUsed(agreement).filter((name) => {
    const value = agreement.terms[name]?.value
    return value === undefined || value === null
  })
  return [...terms, ...evidence.flatMap((rule) => (rule.kind === 'rivers' ? rule.rivers.flatMap(openTargets) : []))]
}

/** Targets of a river that are open, as terms are called. */
export const openTargets = ({ section, targetClass, targetPassRate }: RiverTarget): string[] => [
  ...(targetClass === null ? [`riverClass.${section}`] : []),
  ...(targetPassRate === null ? [`riverPassRate.${section}`] : []),
]

const CLASS_OF_NUMBER: Readonly<Record<string, WaterClass>> = Object.fromEntries(
  WATER_CLASSES.map((name, at) => [String(at + 1), name]),
)

/**
 * Evidence rules for a published form: what its formulas ask for, from the sections that it names. A target that is not
 * public stays open.
 */
export function evidenceOf(agreement: Agreement): EvidenceRule[] {
  const used = inputsUsed(agreement)
  const { sections, terms } = agreement
  const [first] = sections
  if (first === undefined) return []
  const targetClass = (terms.targetClass ?? terms.baseClass)?.value
  const target = (typeof targetClass === 'string' && CLASS_OF_NUMBER[targetClass]) || null
  const rules: EvidenceRule[] = []
  if (used.some((name) => name === 'months' || name === 'class' || name.startsWith('mean.')))
    rules.push({
      kind: 'sectionYear',
      sections: used.some((name) => name.startsWith('mean.')) ? [first] : sections,
      target,
    })
  if (used.includes('passRateBefore')) rules.push({ kind: 'yearBefore', sections, target })
  const years = BASE_YEARS[agreement.id]
  if (years) rules.push({ kind: 'base', section: first, years })
  if (used.includes('rivers'))
    rules.push({
      kind: 'rivers',
      rivers: sections.map((section) => ({ section, targetClass: null, targetPassRate: null })),
    })
  return rules
}

/** Keys in order, so that the same content has the same digest wherever it was stored. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, one]) => [key, canonical(one)]),
  )
}

/** sha256 of plain data: what a signature is given to. */
export const digestOf = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(canonical(value)))
    .digest('hex')

function visitParts(parts: readonly AgreementPart[], see: (quantity: Quantity) => void): void {
  for (const part of parts) {
    visit(part.yuan, see)
    if (part.when) visitCondition(part.when, see)
    if (part.kind !== 'transfer') for (const weight of Object.values(part.weights)) visit(weight, see)
  }
}

function visit(quantity: Quantity, see: (quantity: Quantity) => void): void {
  see(quantity)
  switch (quantity.kind) {
    case 'sum':
    case 'product':
    case 'least':
    case 'greatest':
      for (const one of quantity.of) visit(one, see)
      break
    case 'difference':
      visit(quantity.of, see)
      visit(quantity.less, see)
      break
    case 'quotient':
      visit(quantity.of, see)
      visit(quantity.by, see)
      break
    case 'roundUp':
    case 'round':
    case 'named':
      visit(quantity.of, see)
      break
    case 'sumOver':
      visit(quantity.each, see)
      if (quantity.where) visitCondition(quantity.where, see)
      break
    case 'count':
      if (quantity.where) visitCondition(quantity.where, see)
      break
    case 'steps':
      visit(quantity.of, see)
      for (const { gives } of quantity.steps) visit(gives, see)
      visit(quantity.otherwise, see)
      break
    case 'choose':
      visitCondition(quantity.when, see)
      visit(quantity.gives, see)
      visit(quantity.otherwise, see)
      break
    case 'number':
    case 'term':
    case 'input':
    case 'field':
      break
  }
}

function visitCondition(condition: Condition, see: (quantity: Quantity) => void): void {
  switch (condition.kind) {
    case 'compare':
      visit(condition.left, see)
      visit(condition.right, see)
      break
    case 'all':
    case 'any':
      for (const one of condition.of) visitCondition(one, see)
      break
    case 'not':
      visitCondition(condition.of, see)
      break
  }
}
