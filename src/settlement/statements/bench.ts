import { readPrinted } from '../../monitoring/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/refusal.ts'
import {
  type AgreementContent,
  contentOfForm,
  findAgreement,
  inputsGiven,
  itemsOf,
  openTerms,
  readContent,
} from '../agreements/index.ts'
import { type Fen, sumFen } from '../rules/money.ts'
import { settle } from '../rules/settle.ts'
import { Work } from '../rules/work.ts'
import { inputsFrom, yearsNeeded } from './rules/inputs.ts'
import type { BenchAnswer, BenchRequest } from './schemas.ts'
import { loadSectionYears, type SectionYear } from './sectionYears.ts'

/**
 * Tries an agreement on past years, stored or only thought of, with other terms where somebody asks what if. Nothing is
 * kept. What does not come out is told for its year; the other years still are.
 * @throws Refusal agreement_content_invalid, agreement_form_unknown, agreement_not_found, measured_value_unreadable
 */
export async function tryAgreement(trx: Trx, asked: BenchRequest): Promise<BenchAnswer> {
  const content = await contentAsked(trx, asked)
  const inline = (asked.sections ?? []).map(readSection)
  const items: BenchAnswer['items'] = []
  const work = new Work()
  const before: Record<string, Fen> = {}
  for (const year of [...asked.years].sort((one, other) => one - other)) {
    const needed = yearsNeeded(content, year)
    const isGiven = (one: { section: string; year: number }) =>
      inline.some(({ section, year: of }) => section === one.section && of === one.year)
    const stored = await loadSectionYears(
      trx,
      needed.filter((one) => !isGiven(one)),
      itemsOf(content.agreement),
    )
    const sections = [...inline, ...stored]
    const missing = needed.filter(
      (one) => !sections.some(({ section, year: of }) => section === one.section && of === one.year),
    )
    const outcome = outcomeOf(content, year, sections, asked, before, work)
    for (const [party, fen] of Object.entries(outcome.settled?.netFen ?? {}))
      before[party] = sumFen([before[party] ?? 0, fen])
    items.push({ year, missing, ...outcome })
  }
  return { given: inputsGiven(content), openTerms: openTerms(content), items }
}

function outcomeOf(
  content: AgreementContent,
  year: number,
  sections: readonly SectionYear[],
  { given = [], terms = {} }: BenchRequest,
  before: Readonly<Record<string, Fen>>,
  work: Work,
): Pick<BenchAnswer['items'][number], 'settled' | 'problem'> {
  try {
    const inputs = inputsFrom(
      content,
      year,
      sections,
      given.filter(({ year: of }) => of === undefined || of === year),
      { settledBefore: before, terms },
    )
    const { lines, payments, netFen, notDue } = settle(content.agreement, { year, inputs, terms, work })
    return {
      settled: { lines: [...lines], payments: [...payments], netFen: { ...netFen }, notDue: [...notDue] },
      problem: null,
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { settled: null, problem: { code: error.code, detail: error.message, facts: { ...error.facts } } }
  }
}

async function contentAsked(
  trx: Trx,
  { agreementId, version, form, content }: BenchRequest,
): Promise<AgreementContent> {
  if (content !== undefined) return readContent(content)
  if (agreementId !== undefined) return (await findAgreement(trx, agreementId, version)).content
  return contentOfForm(form ?? '')
}

/** Months as they are printed, read as laboratories print them. */
function readSection({ section, year, months }: NonNullable<BenchRequest['sections']>[number]): SectionYear {
  return {
    section,
    year,
    knownAt: '',
    months: months.map(({ month, values }) => ({
      month,
      class: null,
      provenance: [],
      values: Object.fromEntries(
        Object.entries(values).map(([item, printed]) => {
          const { value, belowDetection } = readPrinted(item, printed)
          return [item, { value, belowDetection }]
        }),
      ),
    })),
  }
}
