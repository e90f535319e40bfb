import type { Kind } from '../kinds.ts'

/** How sure a rule's source is: read in the official text; two sources; one; our own knowledge, to be confirmed. */
export type Confidence = 'official' | 'two' | 'one' | 'own'

export interface Source {
  readonly text: string
  readonly confidence: Confidence
}

/** Below either of these an overlap is a sliver (碎屑): a border drawn twice, not two designations of one ground. */
export interface Tolerance {
  readonly areaM2: number
  /** Of the overlap as a strip: twice its area over its perimeter. */
  readonly widthM: number
}

export interface OverlapRule {
  readonly code: OverlapRuleCode
  /** Pairs of kinds that cannot both hold one ground; the same kind twice: two features of it. */
  readonly pairs: readonly (readonly [Kind, Kind])[]
  /** Which layers are held against each other: `different` ones, a layer with `itself`, or `any`. */
  readonly layers: 'different' | 'itself' | 'any'
  /** Only where the two have classes that differ: two plans that designate the same ground differently. */
  readonly classesDiffer?: boolean
  /** Which of the kinds is to give way, where a source says so. */
  readonly yields?: Kind
  readonly tolerance: Tolerance
  readonly source: Source
}

/** 1:10 000 drawings show 5 m as half a millimetre; 200 m² is what the third land survey drew as its smallest built-up plot. */
const DRAWN: Tolerance = { areaM2: 200, widthM: 2 }
/** Farmland is kept to the parcel: 400 m² is its smallest plot in that survey. */
const PARCEL: Tolerance = { areaM2: 400, widthM: 2 }

const THREE_LINES: Source = {
  text: '《关于在国土空间规划中统筹划定落实三条控制线的指导意见》（2019）：三条控制线不交叉不重叠',
  confidence: 'own',
}

/** What two features cannot both say of one ground. */
export const OVERLAP_RULES: readonly OverlapRule[] = [
  {
    code: 'red_line_urban',
    pairs: [['ecological_red_line', 'urban_boundary']],
    layers: 'different',
    yields: 'urban_boundary',
    tolerance: DRAWN,
    source: THREE_LINES,
  },
  {
    code: 'farmland_urban',
    pairs: [['permanent_farmland', 'urban_boundary']],
    layers: 'different',
    yields: 'urban_boundary',
    tolerance: PARCEL,
    source: THREE_LINES,
  },
  {
    code: 'red_line_farmland',
    pairs: [['ecological_red_line', 'permanent_farmland']],
    layers: 'different',
    tolerance: PARCEL,
    source: THREE_LINES,
  },
  {
    code: 'spaces_overlap',
    pairs: [
      ['urban_space', 'agricultural_space'],
      ['urban_space', 'ecological_space'],
      ['agricultural_space', 'ecological_space'],
    ],
    layers: 'different',
    tolerance: DRAWN,
    source: { text: '《市级国土空间总体规划编制指南（试行）》（2020）：规划分区应不重叠', confidence: 'own' },
  },
  {
    code: 'zones_overlap',
    pairs: (['urban_space', 'agricultural_space', 'ecological_space', 'sea_zone'] as const).map(
      (kind) => [kind, kind] as const,
    ),
    layers: 'itself',
    tolerance: DRAWN,
    source: { text: '《市级国土空间总体规划编制指南（试行）》（2020）：规划分区应不重叠', confidence: 'own' },
  },
  {
    code: 'designations_differ',
    pairs: (['sea_zone', 'urban_boundary', 'nature_reserve', 'water_source'] as const).map(
      (kind) => [kind, kind] as const,
    ),
    layers: 'different',
    classesDiffer: true,
    tolerance: DRAWN,
    source: { text: '多规合一：同一空间在不同规划中的用途应一致', confidence: 'own' },
  },
]

/** Gaps between the three spaces within the outline of their jurisdiction. */
export const GAP_RULE = {
  code: 'spaces_gap',
  tolerance: { areaM2: 10_000, widthM: 20 } satisfies Tolerance,
  source: {
    text: '《市级国土空间总体规划编制指南（试行）》（2020）：规划分区应全域覆盖',
    confidence: 'own',
  } satisfies Source,
} as const

/** Shares (%) of the three spaces of a jurisdiction against the targets of their plan. */
export const SHARE_RULE = {
  code: 'space_share',
  /** Percentage points by which a share may be off its target. */
  tolerancePoints: 0.5,
  /** Where the layer's own document names no target: those of the cluster's plan. */
  targets: { ecological_space: 48.5, agricultural_space: 40.8, urban_space: 10.7 } as Readonly<
    Partial<Record<Kind, number>>
  >,
  source: {
    text: '《北部湾城市群发展规划》：生态、农业、城镇空间约占陆域面积的 48.5%、40.8%、10.7%',
    confidence: 'two',
  } satisfies Source,
} as const

/** Overlaps of less (m²) are what the grid of 1e-9 degree leaves over; they are nothing on the ground. */
export const NOTHING_M2 = 0.01

export type OverlapRuleCode =
  | 'red_line_urban'
  | 'farmland_urban'
  | 'red_line_farmland'
  | 'spaces_overlap'
  | 'zones_overlap'
  | 'designations_differ'
export type ConflictRuleCode = OverlapRuleCode | typeof GAP_RULE.code | typeof SHARE_RULE.code

export const CONFLICT_RULE_CODES: readonly ConflictRuleCode[] = [
  ...OVERLAP_RULES.map(({ code }) => code),
  GAP_RULE.code,
  SHARE_RULE.code,
]

/** The tolerance of a rule; a share has none on the ground. */
export function toleranceOf(code: string): Tolerance {
  if (code === GAP_RULE.code) return GAP_RULE.tolerance
  return OVERLAP_RULES.find((rule) => rule.code === code)?.tolerance ?? { areaM2: 0, widthM: 0 }
}

/** Where a rule is from. */
export function sourceOf(code: string): Source {
  if (code === GAP_RULE.code) return GAP_RULE.source
  if (code === SHARE_RULE.code) return SHARE_RULE.source
  return OVERLAP_RULES.find((rule) => rule.code === code)?.source ?? { text: '', confidence: 'own' }
}

/** What the rules look at of a feature. */
export interface Side {
  readonly layerId: string
  readonly kind: Kind
  readonly key: string
  readonly class: string | null
}

/**
 * The rule that forbids two features to share ground, and whether they change places in it: the rule's first kind is on
 * the left; of two of one kind the one whose layer and key come first. Null where both may hold.
 */
export function ruleBetween(one: Side, other: Side): { rule: OverlapRule; swapped: boolean } | null {
  const sameLayer = one.layerId === other.layerId
  if (sameLayer && one.key === other.key) return null
  for (const rule of OVERLAP_RULES) {
    if (rule.layers !== 'any' && (rule.layers === 'itself') !== sameLayer) continue
    if (rule.classesDiffer && (one.class === null || other.class === null || one.class === other.class)) continue
    for (const [left, right] of rule.pairs) {
      if (left === right) {
        if (one.kind === left && other.kind === left) return { rule, swapped: comesAfter(one, other) }
      } else if (one.kind === left && other.kind === right) return { rule, swapped: false }
      else if (one.kind === right && other.kind === left) return { rule, swapped: true }
    }
  }
  return null
}

function comesAfter(one: Side, other: Side): boolean {
  return one.layerId === other.layerId ? one.key > other.key : one.layerId > other.layerId
}

/** Kinds that a feature of this kind may be in conflict with. */
export function kindsAgainst(kind: Kind): Kind[] {
  const kinds = OVERLAP_RULES.flatMap(({ pairs }) =>
    pairs.flatMap(([left, right]) => (left === kind ? [right] : right === kind ? [left] : [])),
  )
  return [...new Set(kinds)]
}

/** Whether so small or so narrow an overlap is a sliver under the rule. */
export function isSliver(code: string, areaM2: number, widthM: number): boolean {
  if (code === SHARE_RULE.code) return false
  const tolerance = toleranceOf(code)
  return areaM2 < tolerance.areaM2 || widthM < tolerance.widthM
}

/** What stands of a conflict. */
export interface Known {
  readonly state: 'open' | 'accepted' | 'resolved'
  readonly areaM2: number
  readonly acceptedAreaM2: number | null
}

/** What a recheck does to a conflict. */
export type Outcome = 'found' | 'returned' | 'restored' | 'grown' | 'changed' | 'same' | 'resolved'

/** By how much (of itself) an area must differ to be another one: less is what a rounding makes of it. */
const SAME_SHARE = 1e-6

/**
 * What is to be done of a conflict that a check found as large as this (null: it is not there any more). One that was
 * accepted stays so while it grows by no more than the rule's tolerance; beyond it, it is open again. That holds for one
 * that was gone for a while as well: a layer put back, or the right file after a wrong one, takes nobody's word away.
 */
export function outcomeOf(code: string, known: Known | null, areaM2: number | null): Outcome {
  if (known === null) return 'found'
  if (areaM2 === null) return known.state === 'resolved' ? 'same' : 'resolved'
  const { acceptedAreaM2: accepted } = known
  const isWithin = accepted !== null && areaM2 <= accepted + growthOf(code, accepted)
  if (known.state === 'resolved') return isWithin ? 'restored' : 'returned'
  if (accepted !== null && !isWithin) return 'grown'
  return Math.abs(areaM2 - known.areaM2) > SAME_SHARE * Math.max(areaM2, known.areaM2) ? 'changed' : 'same'
}

/** By how much what was accepted may grow: a sliver's area, and always what a rounding makes of it. */
function growthOf(code: string, acceptedAreaM2: number): number {
  return Math.max(toleranceOf(code).areaM2, acceptedAreaM2 * SAME_SHARE)
}
