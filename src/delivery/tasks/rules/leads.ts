export type AssignmentRole = 'lead' | 'participant' | 'responsible'

/** A unit that a commitment names, as dispatch looks at it. */
export interface NamedUnit {
  organizationId: string
  name: string
  printed: string
  role: AssignmentRole
  /** Kind of body, and the jurisdiction it belongs to (GB/T 2260; null where not known). */
  kind: string
  jurisdiction: string | null
  /** The printed unit was split: this is one of several that hold its duties today. */
  split?: boolean
}

export interface ProposedUnit extends NamedUnit {
  /** Why the role is not the one the plan names; null where it is. */
  because: 'first_department' | 'first_named' | 'split' | null
}

/** The rule by which a plan that names no lead says who leads. */
export type LeadRule = 'first_department' | 'first_named' | 'none'

/**
 * Who leads where a plan only says who is responsible. `first_department`: 责任单位中排名第一的区直单位为牵头单位 (桂政发〔2018〕1号):
 * the first department of the province itself, not of a city, nor a body that answers to the nation; the others take part. `first_named`:
 * the first unit named. A single unit answers alone, and a plan that names a lead is left as it is; of a lead that was split
 * since, the first of its successors leads and the others take part: a question to the office.
 */
export function proposeLeads(units: readonly NamedUnit[], rule: LeadRule): ProposedUnit[] {
  const asNamed = units.map((unit) => ({ ...unit, because: null }))
  if (units.some(({ role }) => role === 'lead')) return oneLeadOfEachSplit(asNamed)
  if (rule === 'none' || units.length < 2) return asNamed
  const lead = rule === 'first_named' ? units[0] : (units.find(isProvincialDepartment) ?? null)
  if (!lead) return asNamed
  return units.map((unit) =>
    unit === lead ? { ...unit, role: 'lead', because: rule } : { ...unit, role: 'participant', because: rule },
  )
}

function oneLeadOfEachSplit(units: readonly ProposedUnit[]): ProposedUnit[] {
  const led = new Set<string>()
  return units.map((unit) => {
    if (!unit.split || unit.role !== 'lead') return unit
    if (led.has(unit.printed)) return { ...unit, role: 'participant', because: 'split' }
    led.add(unit.printed)
    return { ...unit, because: 'split' }
  })
}

/**
 * Whether the plan itself calls a lead 牵头 where it names the units; else the role was read from its rule, and is proposed
 * anew from who the units are: a name does not tell a department of the region from a body that answers to the nation.
 */
export function saysWhoLeads(text: string, spans: readonly (readonly [number, number])[]): boolean {
  if (spans.length === 0) return true
  const from = Math.min(...spans.map(([start]) => start))
  const to = Math.max(...spans.map(([, end]) => end))
  const [before = ''] = text
    .slice(Math.max(0, from - 8), from)
    .split(/[。；;\n]/u)
    .slice(-1)
  const [after = ''] = text.slice(to, to + 8).split(/[。；;)）\n]/u)
  return /牵头|主办/u.test(before + text.slice(from, to) + after)
}

const DEPARTMENTS = new Set(['department', 'party_body', 'coordination_body', 'institution'])

function isProvincialDepartment({ kind, jurisdiction }: NamedUnit): boolean {
  return DEPARTMENTS.has(kind) && jurisdiction !== '000000' && (jurisdiction?.endsWith('0000') ?? false)
}

/** The rule that a plan states for itself, and the words in which it does. */
export interface StatedLeadRule {
  rule: LeadRule
  quote: string | null
}

/**
 * Looks for the rule in the text: 责任单位中排名第一的…为牵头单位. `first_department` where it speaks of departments of the region or
 * province (区直, 省直), `first_named` where it does not, `none` where the plan says nothing.
 */
export function statedLeadRule(text: string): StatedLeadRule {
  const at =
    /[^。；;\n]{0,20}排(?:名|列|序)?(?:在)?第一(?:位)?的?(?<who>[^，。；,;\n]{0,12}?)(?:为|作为|是)[^，。；,;\n]{0,8}?牵头(?:单位|部门)?/u.exec(
      text,
    )
  if (!at) return { rule: 'none', quote: null }
  const rule = /区直|省直|自治区|省/u.test(at.groups?.who ?? '') ? 'first_department' : 'first_named'
  return { rule, quote: at[0].trim() }
}
