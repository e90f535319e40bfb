import type { ParsingInput } from '../input.ts'
import type { Finding, NamedRole, ResponsibilityEntry, Role, Span } from '../types.ts'
import type { Collectives } from './collectives.ts'
import { type Folded, unfold } from './fold.ts'
import type { Item } from './items.ts'
import { type LeadRule, levelOfName } from './leadRule.ts'
import type { Phrase } from './phrases.ts'
import { type Spelled, spellOut } from './spell.ts'

/** What every finder of this folder shares for one document. */
export interface Context {
  input: ParsingInput
  collectives: Collectives
  rule: LeadRule | null
}

/** A name with its role, before the whole document has said whose a bare department is. */
export interface Draft {
  spelled: Spelled
  role: Role
  span: Span
  /** Answers for something of its own beside a lead. */
  own?: boolean
}

/** An entry whose bare names are not yet restored. */
export interface EntryDraft {
  /** View offsets. */
  start: number
  end: number
  drafts: Draft[]
  open: boolean
  /** A list in brackets, under a label or in a table, not a sentence. */
  list: boolean
  findings: Finding[]
}

/** How sure a name must be: in a list under a label anything that can be a name is one; in a sentence only known ones. */
export type Strictness = 'label' | 'verb' | 'strict'

/** Words that a stray item may be and no body is. */
const NOT_A_BODY =
  /^\d|\d{4}年|年底|月底|(?:年|月|日|季度)(?:前|底|底前|内)?$|完成|长期|持续|时限|^无$|^全部$|以下|下同|排名|不分先后|详见|附件|^本|试行|^见|具体任务|不再|涉及的|^等|任务|工作$|建设$|制度$|机制$|规划$|方案$|项目$|措施$|进展$|落实$|负责$/
const RUNNING_TEXT =
  /[的了着是把被将使得于在为“”《》"。!?;:%％=<>]|推进|加强|完善|建立|开展|按照|根据|列入|组织|实施|确保|做好|不断|以上|纳入/
const GARBLED = /[?\uFFFD\uE000-\uF8FF□]|[a-z]{3,}|[A-Z]{6,}/

/** Turns a phrase into an entry; null when it names nobody. */
export function draftEntry(
  phrase: Phrase,
  folded: Folded,
  viewSpan: Span,
  strictness: Strictness,
  context: Context,
  list: boolean,
): EntryDraft | null {
  const draft: EntryDraft = { start: viewSpan[0], end: viewSpan[1], drafts: [], open: phrase.open, list, findings: [] }
  const { view } = context.input
  // One run of prefixes over all groups: A牵头,B、C配合 share 省 as one list does.
  const items: Item[] = []
  for (const group of phrase.groups) {
    for (const item of group.items) {
      item.role = item.remark ?? group.role
      items.push(item)
    }
  }
  const anyKnown = items.some((item) => item.reading.known)
  for (const spelled of spellOut(items, context.collectives)) {
    const { item } = spelled
    const [start, end] = unfold(folded, item.start, item.end)
    const span = view.span(start, end)
    if (spelled.doubtful && spelled.name.length > 0) {
      const unfit =
        NOT_A_BODY.test(spelled.name) ||
        RUNNING_TEXT.test(spelled.name) ||
        spelled.name.length < 3 ||
        spelled.name.length > 24
      if (GARBLED.test(spelled.name) && spelled.name.length >= 3 && anyKnown) {
        draft.findings.push({
          code: 'unit_garbled',
          message: `“${spelled.name}” stands where a unit is named and cannot be read as one.`,
          span,
        })
        continue
      }
      if (unfit || strictness === 'strict' || (strictness === 'verb' && !anyKnown)) continue
      draft.findings.push({
        code: 'unit_unrecognized',
        message: `“${spelled.name}” stands where a unit is named and has the form of none.`,
        span,
      })
    }
    if (spelled.undefinedCollective)
      draft.findings.push({
        code: 'collective_undefined',
        message: `“${spelled.name}” names several jurisdictions, and the document does not say which.`,
        span,
      })
    draft.drafts.push({ spelled, role: item.role ?? 'responsible', span })
  }
  if (draft.drafts.length === 0) return null
  return draft
}

/** Roles once all names of an entry are known: behind a lead everybody takes part; a rule of the document may name the lead. */
export function settleRoles(draft: EntryDraft, rule: LeadRule | null): void {
  const { drafts } = draft
  if (
    draft.list &&
    rule &&
    !drafts.some((one) => one.role === 'lead') &&
    drafts.some((one) => one.role === 'responsible')
  ) {
    const candidates = drafts.filter((one) => one.role === 'responsible')
    const leads =
      rule.by === 'marked'
        ? candidates.filter((one) => one.spelled.item.marked)
        : candidates
            .filter(
              (one) =>
                one.spelled.kind === 'unit' && (rule.level === null || levelOfName(one.spelled.name) === rule.level),
            )
            .slice(0, 1)
    // A first-ranked set leads as nobody in particular: then nobody is promoted.
    if (rule.by === 'first' && rule.level === null && candidates[0]?.spelled.kind === 'class') leads.length = 0
    for (const lead of leads) lead.role = 'lead'
  }
  const lead = drafts.findIndex((one) => one.role === 'lead')
  if (lead < 0) return
  // A list has one lead for all it names; in a sentence, whoever answers for something before the lead still does.
  for (let i = draft.list ? 0 : lead; i < drafts.length; i++) {
    const one = drafts[i] as Draft
    if (one.role === 'responsible' && !one.own) one.role = 'participant'
  }
}

/** Finishes an entry: canonical spans, quote, provision; each name once for each role. */
export function finishEntry(draft: EntryDraft, input: ParsingInput): ResponsibilityEntry {
  const span = input.view.span(draft.start, draft.end)
  const units: (NamedRole & { span: Span })[] = []
  const classes: (NamedRole & { span: Span })[] = []
  const seen = { unit: new Set<string>(), class: new Set<string>() }
  for (const { spelled, role, span: printed } of draft.drafts) {
    const { kind, name } = spelled
    if (seen[kind].has(name)) continue
    seen[kind].add(name)
    const named = kind === 'unit' ? units : classes
    named.push({ name, role, span: printed })
  }
  return { quote: input.quote(span), span, provision: input.provisionAt(draft.start), open: draft.open, units, classes }
}
