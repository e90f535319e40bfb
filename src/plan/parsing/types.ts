import type { Format, Span } from '../reading/types.ts'

export type { Span }

/** A heading of the document and the text it governs. `id` is its address: the marker path, stable over a re-parse. */
export interface OutlineNode {
  id: string
  parent: string | null
  level: number
  marker: string
  title: string
  /** The heading itself (marker and title). */
  span: Span
  /** All that the heading governs, from its first character to the start of the next node of the same or a higher level. */
  extent: Span
}

export type Role = 'lead' | 'participant' | 'responsible'

export interface NamedRole {
  name: string
  role: Role
}

/** One place of the text that assigns units. */
export interface ResponsibilityEntry {
  quote: string
  span: Span
  provision: string
  /** The list ends in 等. */
  open: boolean
  /** Units spelled out, with the shared prefix or head restored, each with the span of the printed form it came from. */
  units: readonly (NamedRole & { span: Span })[]
  /** Sets the text names and does not list: 有关地级以上市政府. */
  classes: readonly (NamedRole & { span: Span })[]
}

export type Comparator = '=' | '>=' | '<=' | '>' | '<' | '~'

export interface TargetEntry {
  quote: string
  span: Span
  provision: string
  year: number | null
  subject: string
  comparator: Comparator
  value: number | string
  unit: string
  damaged?: true
}

export type RepairKind = 'page_number' | 'lost_decimal' | 'lost_percent' | 'lost_latin' | 'figure_caption'

/** One place where extraction damaged the text. `fix` replaces `span`; null where the document cannot prove it. */
export interface RepairEntry {
  quote: string
  span: Span
  kind: RepairKind
  fix: string | null
  /** Why the repair is believed: `sums to 100`, `page sequence 3 to 5`, `agrees with …`. */
  reason: string
}

export interface Finding {
  code: string
  message: string
  span: Span
}

/** A named work: an item of a 专栏 or a list of works named in the text. */
export interface ProjectEntry {
  name: string
  quote: string
  span: Span
  provision: string
  /** What the text does with it: 建设, 推进, 加快, 研究 … */
  stage: string | null
  /** The 专栏 (or table) that lists it, if any. */
  box: string | null
}

export interface PlaceEntry {
  name: string
  span: Span
  provision: string
}

/** A time by which something is due: `2020年底前` is 2020-12-31; `每年6月底` recurs. */
export interface DeadlineEntry {
  quote: string
  span: Span
  provision: string
  /** ISO date of the last day, or null where it recurs or is open (`长期`). */
  date: string | null
  recurs: 'year' | 'half_year' | 'quarter' | 'month' | null
}

/** An arrangement the text calls for: 联席会议, 协调机制, 补偿机制 … */
export interface MechanismEntry {
  name: string
  quote: string
  span: Span
  provision: string
}

/** Zoning the text imposes: three spaces, three lines, what is forbidden where. */
export interface ZoneEntry {
  name: string
  quote: string
  span: Span
  provision: string
}

/** What parsing yields. The first seven keys are the parse contract; the rest feeds the register. */
export interface ParsedDocument {
  document: { title: string; number?: string; issuer?: string; date?: string; format: Format; sha256: string }
  text: string
  outline: readonly OutlineNode[]
  responsibilities: readonly ResponsibilityEntry[]
  targets: readonly TargetEntry[]
  repairs: readonly RepairEntry[]
  findings: readonly Finding[]
  projects: readonly ProjectEntry[]
  places: readonly PlaceEntry[]
  deadlines: readonly DeadlineEntry[]
  mechanisms: readonly MechanismEntry[]
  zones: readonly ZoneEntry[]
}
