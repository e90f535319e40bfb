import type { Trx } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/refusal.ts'
import { itemsOf, type StandingVersion, standingVersion } from '../agreements/index.ts'
import type { Fen } from '../rules/money.ts'
import { type Settled, type SettledLine, settle } from '../rules/settle.ts'
import { statementRefusals as refusals } from './refusals.ts'
import { changedMonths } from './rules/changes.ts'
import { type Given, inputsFrom, yearsNeeded } from './rules/inputs.ts'
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
  const needed = yearsNeeded(content, year)
  const sections = await loadSectionYears(trx, needed, itemsOf(content.agreement))
  for (const one of needed)
    if (!sections.some(({ section, year: of }) => section === one.section && of === one.year))
      throw refusals.evidenceMissing(one.section, one.year)
  const before = content.evidence.some(({ kind }) => kind === 'settledBefore') ? await settledBefore(trx, id, year) : {}
  return {
    sections,
    before,
    result: settle(content.agreement, { year, inputs: inputsFrom(content, year, sections, given, before) }),
  }
}

/**
 * What has changed behind a statement since it was prepared, and what its year comes to on that: of a posted one the
 * difference to all that was settled, of an open one the whole. Nothing is kept; money is put before the parties by people.
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
  if (months.length === 0) return { months, lines: [], problem: null }
  try {
    const { result } = await reckon(trx, version, year, evidence.given)
    const earlier = statement.state === 'posted' ? (await earlierLines(trx, agreementId, year)).lines : []
    return { months, lines: differenceLines(result.lines, earlier).map(withoutWhy), problem: null }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { months, lines: [], problem: { code: error.code, detail: error.message, facts: { ...error.facts } } }
  }
}

const withoutWhy = ({ part, from, to, amountFen }: SettledLine) => ({ part, from, to, amountFen })
