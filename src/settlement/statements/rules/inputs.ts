import { classNumber, type Measured, WATER_CLASSES, type WaterClass } from '../../../monitoring/index.ts'
import { Exact } from '../../../platform/exact.ts'
import {
  type AgreementContent,
  type EvidenceRule,
  fieldsUsed,
  inputsGiven,
  itemsOf,
  openTargets,
  provides,
  type RiverTarget,
} from '../../agreements/index.ts'
import { settlementRefusals } from '../../refusals.ts'
import type { Inputs, Row } from '../../rules/evaluate.ts'
import { yearInputs } from '../../rules/evidence.ts'
import type { Fen } from '../../rules/money.ts'
import { statementRefusals as refusals } from '../refusals.ts'
import type { SectionYear } from '../sectionYears.ts'

/** A fact that no station measures (an inflow, an index of the national centre), with where it is from. */
export interface Given {
  name: string
  value: string
  source: string
}

/** A section in a year. */
export interface SectionAndYear {
  section: string
  year: number
}

/** Which sections and years the evidence rules of an agreement ask for, each once. */
export function yearsNeeded({ evidence }: Pick<AgreementContent, 'evidence'>, year: number): SectionAndYear[] {
  const needed = evidence.flatMap((rule) => neededBy(rule, year))
  return [...new Map(needed.map((one) => [`${one.year} ${one.section}`, one])).values()]
}

/**
 * What is not there of the sections and years that an agreement asks for. The year itself must be; other years (the one
 * before, the base) only where a formula has come to need them: `neededInput` is the input that it asked for.
 */
export function yearMissing(
  { evidence }: Pick<AgreementContent, 'evidence'>,
  year: number,
  sections: readonly SectionYear[],
  neededInput?: string,
): SectionAndYear | undefined {
  const isThere = (one: SectionAndYear) =>
    sections.some(({ section, year: of }) => section === one.section && of === one.year)
  return evidence
    .filter((rule) => (neededInput === undefined ? isOfTheYear(rule) : provides(rule, neededInput)))
    .flatMap((rule) => neededBy(rule, year))
    .find((one) => !isThere(one))
}

const isOfTheYear = ({ kind }: EvidenceRule) => kind === 'sectionYear' || kind === 'rivers'

function neededBy(rule: EvidenceRule, year: number): SectionAndYear[] {
  switch (rule.kind) {
    case 'sectionYear':
      return rule.sections.map((section) => ({ section, year }))
    case 'yearBefore':
      return rule.sections.map((section) => ({ section, year: year - 1 }))
    case 'base':
      return yearsOf(rule.years).map((one) => ({ section: rule.section, year: one }))
    case 'rivers':
      return rule.rivers.map(({ section }) => ({ section, year }))
    case 'settledBefore':
      return []
  }
}

const yearsOf = ([first, last]: readonly [number, number]) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)

/**
 * The inputs of the formulas, from the years of the sections and what was given by hand. What was not measured is absent,
 * so that a formula that needs it is refused by name.
 * @throws Refusal statement_given_unknown, formula_input_missing, formula_input_invalid, agreement_term_open
 */
export function inputsFrom(
  content: AgreementContent,
  year: number,
  sections: readonly SectionYear[],
  given: readonly Given[],
  { settledBefore = {}, terms = {} }: Beside = {},
): Inputs {
  const wanted = inputsGiven(content)
  for (const { name } of given) if (!wanted.includes(name)) throw refusals.givenUnknown(name, wanted)
  const facts = new Map(given.map(({ name, value }) => [name, readGiven(name, value)]))
  if (facts.size !== given.length) throw refusals.givenUnknown('the same name twice', wanted)
  const found = (section: string, of: number) => sections.find((one) => one.section === section && one.year === of)
  const { agreement } = content
  const items = itemsOf(agreement)
  let inputs: Inputs = Object.fromEntries([...facts].filter(([name]) => !name.startsWith('inflow.')))
  for (const rule of content.evidence)
    inputs = { ...inputs, ...inputsOf(rule, { agreement, year, items, facts, found, settledBefore, terms }) }
  return inputs
}

/** What inputs rest on beside sections and given facts. */
interface Beside {
  /** What each party received for the years before. */
  settledBefore?: Readonly<Record<string, Fen>>
  /** Targets that somebody wants to try. */
  terms?: Readonly<Record<string, string>>
}

interface Ground extends Required<Beside> {
  agreement: AgreementContent['agreement']
  year: number
  items: readonly string[]
  facts: ReadonlyMap<string, string>
  found(section: string, year: number): SectionYear | undefined
}

function inputsOf(rule: EvidenceRule, ground: Ground): Inputs {
  const { year, items, found } = ground
  switch (rule.kind) {
    case 'sectionYear': {
      const target = rule.target ?? targetByTerm(ground.agreement, year, ground.terms)
      if (target === null && fieldsUsed(ground.agreement).has('meets')) throw targetOpen(ground, 'targetClass')
      return overSections(rule.sections, target, (section) => found(section, year), items)
    }
    case 'yearBefore': {
      const target = rule.target ?? targetByTerm(ground.agreement, year, ground.terms)
      // Half of the sections would say nothing of the whole; a target that is open says nothing either.
      if (target === null || rule.sections.some((section) => !found(section, year - 1))) return {}
      const rows = overSections(rule.sections, target, (section) => found(section, year - 1), items).months
      const rate = passRateOf(rows as readonly Row[])
      return rate === null ? {} : { passRateBefore: rate }
    }
    case 'base':
      return baseMeans(rule, ground)
    case 'rivers':
      return { rivers: rule.rivers.map((river) => riverRow(river, ground)) }
    case 'settledBefore':
      return Object.fromEntries(
        rule.parties.map((party) => [`had.${party}`, Exact.of(ground.settledBefore[party] ?? 0).over(100)]),
      )
  }
}

/** Several sections: the months of all, the worst class; means only of one alone. */
function overSections(
  names: readonly string[],
  target: WaterClass | null,
  found: (section: string) => SectionYear | undefined,
  items: readonly string[],
): Inputs {
  const years = names.map((name) => ({ name, inputs: assessed(found(name), target, items) }))
  const [only] = years
  if (only && years.length === 1) return only.inputs
  const months = years.flatMap(({ name, inputs }) =>
    ((inputs.months ?? []) as readonly Row[]).map((row) => ({ ...row, name: `${name} ${row.name}` })),
  )
  const classes = years.map(({ inputs }) => inputs.class as number | undefined)
  // One section without a class leaves the worst one unknown.
  return { months, ...(classes.includes(undefined) ? {} : { class: Math.max(...(classes as number[])) }) }
}

function assessed(year: SectionYear | undefined, target: WaterClass | null, items: readonly string[]): Inputs {
  const months = year?.months ?? []
  return yearInputs(
    items,
    target,
    months.map(({ month, values }) => ({ month, values: values as Readonly<Record<string, Measured>> })),
    year?.water,
  )
}

function passRateOf(rows: readonly Row[]): Exact | null {
  const measured = rows.filter((row) => row.measured)
  if (measured.length === 0) return null
  return Exact.of(measured.filter((row) => row.meets).length).over(measured.length)
}

/** The mean of the annual means; an item that one of the years lacks has none. */
function baseMeans(rule: Extract<EvidenceRule, { kind: 'base' }>, { items, found }: Ground): Inputs {
  const years = yearsOf(rule.years).map((year) => assessed(found(rule.section, year), null, items))
  return Object.fromEntries(
    items.flatMap((item) => {
      const means = years.map((inputs) => inputs[`mean.${item}`])
      if (means.some((mean) => mean === undefined)) return []
      return [[`base.${item}`, Exact.sum(means as Exact[]).over(means.length)]]
    }),
  )
}

const classByNumber = (number: unknown): WaterClass | null => WATER_CLASSES[Number(number) - 1] ?? null

/** Where a rule leaves the target open: the class that the term `targetClass` says, or that somebody wants to try. */
export function targetByTerm(
  agreement: AgreementContent['agreement'],
  year: number,
  terms: Readonly<Record<string, string>> = {},
): WaterClass | null {
  const value = terms.targetClass ?? agreement.terms.targetClass?.value ?? null
  return classByNumber(value !== null && typeof value === 'object' ? value[year] : value)
}

const targetOpen = ({ agreement }: Ground, name: string) =>
  settlementRefusals.termOpen(agreement.zh, name, '目标未见公开文本，请各方商定。')

function riverRow(river: RiverTarget, ground: Ground): Row {
  const { section } = river
  const { year, items, facts, found } = ground
  const inflow = facts.get(`inflow.${section}`)
  if (inflow === undefined) throw settlementRefusals.inputMissing(`inflow.${section}`)
  const { targetClass, targetPassRate } = targetsOf(river, ground)
  const { months, class: annual } = assessed(found(section, year), targetClass, items)
  const passRate = passRateOf((months ?? []) as readonly Row[])
  if (annual === undefined || passRate === null) throw settlementRefusals.inputMissing(`class.${section}`)
  return {
    name: section,
    inflow,
    class: annual as number,
    targetClass: classNumber(targetClass),
    passRate,
    targetPassRate,
  }
}

/** What a river owes: as agreed, or as somebody wants to try. @throws Refusal agreement_term_open */
function targetsOf(river: RiverTarget, ground: Ground): { targetClass: WaterClass; targetPassRate: string } {
  const { section } = river
  const targetClass = classByNumber(ground.terms[`riverClass.${section}`]) ?? river.targetClass
  const targetPassRate = ground.terms[`riverPassRate.${section}`] ?? river.targetPassRate
  const [open] = openTargets({ section, targetClass, targetPassRate })
  if (targetClass === null || targetPassRate === null) throw targetOpen(ground, open ?? section)
  return { targetClass, targetPassRate }
}

function readGiven(name: string, value: string): string {
  try {
    return Exact.of(value) && value
  } catch {
    throw settlementRefusals.inputInvalid(name, 'a decimal number', value.slice(0, 64))
  }
}
