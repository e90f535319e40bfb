import type { ListClass, ProjectClass } from '../tables.ts'

/** What a move must show: a decision with its reason, or besides it what proves that it happened. */
export type Proof = 'decision' | 'code' | 'start' | 'completion' | 'new_year'

const never = {
  proposed: null,
  reserve: null,
  preparing: null,
  starting: null,
  continuing: null,
  finished: null,
  stopped: null,
  transferred: null,
} as const satisfies Record<ProjectClass, null>

/**
 * From class × to class → what the move must show; null: there is no such move. 储备 → 前期 → 新开工 → 续建 → 竣工, with 停建
 * and 调出 as exits. A project that is under way when the pool takes it in enters as it is. Source: plan-supervision.md §3
 * (前期→新开工 on start evidence, 新开工→续建 on 1 January, →竣工 on acceptance; before the first approval there is a code).
 */
export const MOVES = {
  proposed: { ...never, reserve: 'decision', preparing: 'code', starting: 'start', continuing: 'start' },
  reserve: { ...never, preparing: 'code', transferred: 'decision' },
  preparing: { ...never, reserve: 'decision', starting: 'start', transferred: 'decision' },
  starting: { ...never, continuing: 'new_year', finished: 'completion', stopped: 'decision', transferred: 'decision' },
  continuing: { ...never, finished: 'completion', stopped: 'decision', transferred: 'decision' },
  finished: never,
  stopped: { ...never, continuing: 'start', transferred: 'decision' },
  transferred: { ...never, reserve: 'decision' },
} as const satisfies Record<ProjectClass, Record<ProjectClass, Proof | null>>

/** The moves that exist: one that does not cannot be written down. */
export type Move = {
  [From in ProjectClass]: {
    [To in ProjectClass]: (typeof MOVES)[From][To] extends null ? never : `${From}>${To}`
  }[ProjectClass]
}[ProjectClass]

export interface Claim {
  from: ProjectClass
  to: ProjectClass
  /** The code of GB/T 40058, or of the years before. */
  code: string | null
  /** Permit, start report, acceptance … in words; empty: none. */
  evidence: string
  /** The day of what proves it. */
  happenedOn: string | null
}

export type MoveFault = 'impossible' | 'by_itself' | 'no_code' | 'no_evidence' | 'no_day' | 'day_ahead'

/** Why a move cannot be made on the day `today`; null: it can. */
export function moveFault({ from, to, code, evidence, happenedOn }: Claim, today: string): MoveFault | null {
  const proof: Proof | null = MOVES[from][to]
  if (proof === null) return 'impossible'
  if (proof === 'new_year') return 'by_itself'
  if (proof === 'decision') return null
  if (code === null) return 'no_code'
  if (proof === 'code') return null
  if (evidence.trim() === '') return 'no_evidence'
  if (happenedOn === null) return 'no_day'
  return happenedOn > today ? 'day_ahead' : null
}

/** Where the classes to choose from lead, for the page. */
export function movesFrom(from: ProjectClass): ProjectClass[] {
  return (Object.keys(MOVES[from]) as ProjectClass[]).filter((to) => {
    const proof: Proof | null = MOVES[from][to]
    return proof !== null && proof !== 'new_year'
  })
}

/**
 * Whether 1 January has passed since a project started: then it is 续建 from that day on, by itself.
 * @returns the first of January on which it moved, or null
 */
export function continuesSince(one: { class: ProjectClass; classSince: string }, today: string): string | null {
  if (one.class !== 'starting') return null
  const since = Number(one.classSince.slice(0, 4))
  return Number(today.slice(0, 4)) > since ? `${since + 1}-01-01` : null
}

/**
 * The classes in which a project may stand on a year's list: as it is, or as the year is to make it. One class a year.
 * A project that started in an earlier year than the list's is 续建 there.
 */
export function listClasses(one: { class: ProjectClass; classSince: string }, year: number): ListClass[] {
  const startedBefore = one.class === 'starting' && Number(one.classSince.slice(0, 4)) < year
  const classes: Record<ProjectClass, ListClass[]> = {
    proposed: [],
    reserve: ['reserve', 'preparing'],
    preparing: ['preparing', 'starting'],
    starting: startedBefore ? ['continuing', 'finished'] : ['starting', 'finished'],
    continuing: ['continuing', 'finished'],
    finished: Number(one.classSince.slice(0, 4)) === year ? ['finished'] : [],
    stopped: [],
    transferred: [],
  }
  return classes[one.class]
}

/** Preparatory projects have no yearly investment; the others have one. */
export const investsInYear = (kind: ListClass): boolean => kind !== 'reserve' && kind !== 'preparing'
