import type { Trx } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/refusal.ts'
import { digestOf, itemsOf, type StandingVersion, standingVersion } from '../agreements/index.ts'
import type { Fen } from '../rules/money.ts'
import { type Settled, type SettledLine, settle } from '../rules/settle.ts'
import { statementRefusals as refusals } from './refusals.ts'
import { changedMonths } from './rules/changes.ts'
import { type Given, inputsFrom, yearMissing, yearsNeeded } from './rules/inputs.ts'
import { differenceLines } from './rules/lines.ts'
import type { StatementDetail, StatementNow } from './schemas.ts'
import { loadSectionYears, type SectionYear } from './sectionYears.ts'
import { earlierLines, settledBefore } from './store.ts'

/** What a year comes to on what is known now, and what that rests on. */
export interface Reckoned {
  sections: SectionYear[]
  before: Record<string, Fen>
  result: Settled
}

/** Reckons a year of a signed version. @throws Refusal statement_evidence_missing, formula_* … */
export async function reckon(
  trx: Trx,
  { id, content }: Pick<StandingVersion, 'id' | 'content'>,
  year: number,
  given: readonly Given[],
): Promise<Reckoned> {
  const sections = await loadSectionYears(trx, yearsNeeded(content, year), itemsOf(content.agreement))
  const missing = yearMissing(content, year, sections)
  if (missing) throw refusals.evidenceMissing(missing.section, missing.year)
  const before = await hadBefore(trx, { id, content }, year)
  const inputs = inputsFrom(content, year, sections, given, { settledBefore: before })
  try {
    return { sections, before, result: settle(content.agreement, { year, inputs }) }
  } catch (error) {
    throw withWhatIsMissing(error, content, year, sections)
  }
}

/** What the parties received for the years before, where the agreement asks. */
const hadBefore = async (trx: Trx, { id, content }: Pick<StandingVersion, 'id' | 'content'>, year: number) =>
  content.evidence.some(({ kind }) => kind === 'settledBefore') ? settledBefore(trx, id, year) : {}

/** An input that is not there because a year of a section is not: that year is named. */
function withWhatIsMissing(
  error: unknown,
  content: StandingVersion['content'],
  year: number,
  sections: readonly SectionYear[],
): unknown {
  if (!(error instanceof Refusal) || error.code !== 'formula_input_missing') return error
  const missing = yearMissing(content, year, sections, String(error.facts.name))
  return missing ? refusals.evidenceMissing(missing.section, missing.year) : error
}

/**
 * What has changed behind a statement since it was prepared (its data, what was had before it, a line that was struck), and
 * what its year comes to on that: of a posted one the difference to all that was settled, of an open one the whole. Nothing
 * is kept; money is put before the parties by people.
 */
export async function statementNow(
  trx: Trx,
  statement: Pick<StatementDetail, 'agreementId' | 'year' | 'state' | 'evidence'>,
): Promise<StatementNow> {
  const { agreementId, year, evidence } = statement
  const version = await standingVersion(trx, agreementId, year)
  const items = itemsOf(version.content.agreement)
  const now = await loadSectionYears(
    trx,
    evidence.sections.map(({ section, year: of }) => ({ section, year: of })),
    items,
  )
  const months = changedMonths(evidence.sections as SectionYear[], now, items).map((one) => ({
    ...one,
    items: [...one.items],
  }))
  const isPosted = statement.state === 'posted'
  const settled = await earlierLines(trx, agreementId, year)
  const had = await hadBefore(trx, version, year)
  const isSettledOtherwise = (isPosted && settled.struck > 0) || digestOf(had) !== digestOf(evidence.settledBefore)
  if (months.length === 0 && !isSettledOtherwise) return { months, lines: [], problem: null }
  try {
    const { result } = await reckon(trx, version, year, evidence.given)
    const earlier = isPosted ? settled.lines : []
    return { months, lines: differenceLines(result.lines, earlier).map(withoutWhy), problem: null }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { months, lines: [], problem: { code: error.code, detail: error.message, facts: { ...error.facts } } }
  }
}

const withoutWhy = ({ part, from, to, amountFen }: SettledLine) => ({ part, from, to, amountFen })
