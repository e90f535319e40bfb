import { classNumber, type Measured, type WaterClass } from '../../../monitoring/index.ts'
import { Exact } from '../../../platform/exact.ts'
import { type AgreementContent, type EvidenceRule, inputsGiven, itemsOf } from '../../agreements/index.ts'
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

/** Which sections and years the evidence rules of an agreement ask for, each once. */
export function yearsNeeded(
  { evidence }: Pick<AgreementContent, 'evidence'>,
  year: number,
): { section: string; year: number }[] {
  const needed = evidence.flatMap((rule) => neededBy(rule, year))
  return [...new Map(needed.map((one) => [`${one.year} ${one.section}`, one])).values()]
}

function neededBy(rule: EvidenceRule, year: number): { section: string; year: number }[] {
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
 * @param settledBefore what each party received for the years before
 * @throws Refusal statement_given_unknown, formula_input_missing, formula_input_invalid
 */
export function inputsFrom(
  content: AgreementContent,
  year: number,
  sections: readonly SectionYear[],
  given: readonly Given[],
  settledBefore: Readonly<Record<string, Fen>> = {},
): Inputs {
  const wanted = inputsGiven(content)
  for (const { name } of given) if (!wanted.includes(name)) throw refusals.givenUnknown(name, wanted)
  const facts = new Map(given.map(({ name, value }) => [name, readGiven(name, value)]))
  if (facts.size !== given.length) throw refusals.givenUnknown('the same name twice', wanted)
  const found = (section: string, of: number) => sections.find((one) => one.section === section && one.year === of)
  const items = itemsOf(content.agreement)
  let inputs: Inputs = Object.fromEntries([...facts].filter(([name]) => !name.startsWith('inflow.')))
  for (const rule of content.evidence)
    inputs = { ...inputs, ...inputsOf(rule, { year, items, facts, found, settledBefore }) }
  return inputs
}

interface Ground {
  year: number
  items: readonly string[]
  facts: ReadonlyMap<string, string>
  found(section: string, year: number): SectionYear | undefined
  settledBefore: Readonly<Record<string, Fen>>
}

function inputsOf(rule: EvidenceRule, ground: Ground): Inputs {
  const { year, items, found } = ground
  switch (rule.kind) {
    case 'sectionYear':
      return overSections(rule.sections, rule.target, (section) => found(section, year), items)
    case 'yearBefore': {
      const rows = overSections(rule.sections, rule.target, (section) => found(section, year - 1), items).months
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
  target: WaterClass,
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

function assessed(year: SectionYear | undefined, target: WaterClass, items: readonly string[]): Inputs {
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
  const years = yearsOf(rule.years).map((year) => assessed(found(rule.section, year), 'III', items))
  return Object.fromEntries(
    items.flatMap((item) => {
      const means = years.map((inputs) => inputs[`mean.${item}`])
      if (means.some((mean) => mean === undefined)) return []
      return [[`base.${item}`, Exact.sum(means as Exact[]).over(means.length)]]
    }),
  )
}

function riverRow(
  { section, targetClass, targetPassRate }: { section: string; targetClass: WaterClass; targetPassRate: string },
  { year, items, facts, found }: Ground,
): Row {
  const inflow = facts.get(`inflow.${section}`)
  if (inflow === undefined) throw settlementRefusals.inputMissing(`inflow.${section}`)
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

function readGiven(name: string, value: string): string {
  try {
    return Exact.of(value) && value
  } catch {
    throw settlementRefusals.inputInvalid(name, 'a decimal number', value.slice(0, 64))
  }
}
