import type {
  Agreement,
  AgreementContent,
  AgreementDetail,
  AgreementPart,
  NewAgreement,
  Term,
} from '../../../../../src/settlement/schemas.ts'
import { termsIn } from '../formula/templates.ts'
import { renamedIn } from '../formula/tree.ts'

export type Role = Agreement['parties'][string]

/** A party as it is being written: its name in the agreement, where it is, and which unit signs for it. */
export interface PartyRow {
  name: string
  role: Role
  jurisdiction: { code: string; name: string } | null
  organization: { id: string; name: string } | null
}

/** An agreement that is being written. Names are in lists, for they may be empty or the same for a while. */
export interface DraftModel {
  name: string
  agreement: Omit<Agreement, 'parties' | 'terms' | 'zh'>
  parties: readonly PartyRow[]
  terms: readonly { name: string; term: Term }[]
  evidence: AgreementContent['evidence']
  book: AgreementContent['book']
}

/** What is on record, or a published form, as a model to write on. */
export function modelOf(
  name: string,
  { agreement, evidence, book }: AgreementContent,
  known: readonly Pick<PartyRow, 'name' | 'jurisdiction' | 'organization'>[] = [],
): DraftModel {
  const { parties, terms, zh: _, ...rest } = agreement
  return {
    name,
    agreement: rest,
    parties: Object.entries(parties).map(([party, role]) => {
      const { jurisdiction = null, organization = null } = known.find((one) => one.name === party) ?? {}
      return { name: party, role, jurisdiction, organization }
    }),
    terms: Object.entries(terms).map(([term, value]) => ({ name: term, term: value })),
    evidence,
    book,
  }
}

/** A new agreement after a published form: what is known of that one (its day, its source, how well) is not known of this. */
export function modelOfForm(name: string, content: AgreementContent): DraftModel {
  const { signed: _, source: __, ...agreement } = content.agreement
  return modelOf(name, { ...content, agreement: { ...agreement, confidence: 'own' } })
}

export const modelOfDetail = ({ name, content, parties }: AgreementDetail): DraftModel =>
  modelOf(name, content, parties)

/** A blank agreement between an upstream and a downstream side, to be built from formula parts. */
export const blankModel = (): DraftModel => ({
  name: '',
  agreement: {
    ...{ id: 'own', version: 1, years: null, sections: [], items: [], confidence: 'own' },
    parts: [{ kind: 'transfer', zh: '', from: '', to: '', yuan: { kind: 'number', value: '' } }],
  },
  parties: [
    { name: '', role: 'upstream', jurisdiction: null, organization: null },
    { name: '', role: 'downstream', jurisdiction: null, organization: null },
  ],
  terms: [],
  evidence: [],
  book: undefined,
})

/** The model as what is sent. */
export function contentOf(model: DraftModel): AgreementContent {
  const { name, agreement, parties, terms, evidence, book } = model
  return {
    agreement: {
      ...agreement,
      zh: name.trim(),
      parties: Object.fromEntries(parties.map((one) => [one.name.trim(), one.role])),
      terms: Object.fromEntries(terms.map((one) => [one.name.trim(), trimmed(within(one.term, agreement.years))])),
    },
    evidence,
    ...(book ? { book } : {}),
  }
}

/** A term as it counts: values of years outside of the period are none, and one without any other is still open. */
function within(term: Term, years: Agreement['years']): Term {
  if (years === null || term.value === null || typeof term.value === 'string') return term
  const [first, last] = years
  const kept = Object.entries(term.value).filter(([year]) => Number(year) >= first && Number(year) <= last)
  return { ...term, value: kept.length > 0 ? Object.fromEntries(kept) : null }
}

/** Empty texts of a term are left out: they may be absent, not empty. */
function trimmed({ value, confidence, unit, source, note }: Term): Term {
  const said = (name: 'unit' | 'source' | 'note', text: string | undefined) =>
    text?.trim() ? { [name]: text.trim() } : {}
  return { value, confidence, ...said('unit', unit), ...said('source', source), ...said('note', note) }
}

/** Parties whose place and unit are named. */
export const choicesOf = ({ parties }: DraftModel): NonNullable<NewAgreement['parties']> =>
  parties.flatMap(({ name, jurisdiction, organization }) =>
    jurisdiction && organization
      ? [{ name: name.trim(), jurisdictionCode: jurisdiction.code, organizationId: organization.id }]
      : [],
  )

/** Names that stand twice: the record that is sent could keep only one of them. */
export const doubled = (names: readonly string[]): string[] => [
  ...new Set(names.map((name) => name.trim()).filter((name, at, all) => name !== '' && all.indexOf(name) !== at)),
]

/** A party under another name, everywhere. */
export function renameParty(model: DraftModel, at: number, name: string): DraftModel {
  const before = model.parties[at]?.name ?? ''
  const to = (one: string) => (one === before && before !== '' ? name : one)
  return {
    ...model,
    parties: model.parties.map((one, index) => (index === at ? { ...one, name } : one)),
    agreement: {
      ...model.agreement,
      parts: model.agreement.parts.map((part): AgreementPart => {
        if (part.kind === 'transfer') return { ...part, from: to(part.from), to: to(part.to) }
        const weights = Object.entries(part.weights).map(([party, weight]) => [to(party), weight])
        return { ...part, weights: Object.fromEntries(weights) }
      }),
    },
    evidence: model.evidence.map((rule) =>
      rule.kind === 'settledBefore' ? { ...rule, parties: rule.parties.map(to) } : rule,
    ),
  }
}

/** A term under another name, in every formula. */
export function renameTerm(model: DraftModel, at: number, name: string): DraftModel {
  const before = model.terms[at]?.name ?? ''
  const parts =
    before === '' ? model.agreement.parts : model.agreement.parts.map((part) => renamedIn(part, before, name))
  return {
    ...model,
    terms: model.terms.map((one, index) => (index === at ? { ...one, name } : one)),
    agreement: { ...model.agreement, parts },
  }
}

/** Other sections: rules of evidence forget those that are gone. */
export function withSections(model: DraftModel, sections: readonly string[]): DraftModel {
  return {
    ...model,
    agreement: { ...model.agreement, sections },
    evidence: model.evidence.flatMap((rule) => ruleOn(rule, sections)),
  }
}

function ruleOn(rule: DraftModel['evidence'][number], sections: readonly string[]): DraftModel['evidence'] {
  const [first] = sections
  switch (rule.kind) {
    case 'sectionYear':
    case 'yearBefore': {
      const left = rule.sections.filter((name) => sections.includes(name))
      // Where the only section gave way to another, the rule goes over to that.
      const next = left.length > 0 || first === undefined ? left : [first]
      return next.length > 0 ? [{ ...rule, sections: next }] : []
    }
    case 'base':
      if (sections.includes(rule.section)) return [rule]
      return first === undefined ? [] : [{ ...rule, section: first }]
    case 'rivers':
      return [{ ...rule, rivers: rule.rivers.filter(({ section }) => sections.includes(section)) }]
    case 'settledBefore':
      return [rule]
  }
}

/** Other parts: terms that they name and that are not there yet are added, open, to be filled in. */
export function withParts(model: DraftModel, parts: readonly AgreementPart[]): DraftModel {
  const known = new Set(model.terms.map(({ name }) => name))
  const added = termsIn(parts).filter((name) => !known.has(name))
  return {
    ...model,
    agreement: { ...model.agreement, parts },
    terms: [...model.terms, ...added.map((name) => ({ name, term: { value: null, confidence: 'own' as const } }))],
  }
}
