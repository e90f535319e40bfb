import type { Comparator, DeadlineEntry, Role, Span } from './parsing/types.ts'
import type { CommitmentKind } from './schemas.ts'

export interface DerivedResponsibility {
  kind: 'unit' | 'class'
  printed: string
  role: Role
  span: Span
  /** Address of the provision whose assignment covers a target, project … that names nobody itself. */
  inheritedFrom: string | null
}

export interface DerivedCommitment {
  kind: CommitmentKind
  title: string
  /** The sentences that create it, repairs applied, without the brackets that name the units. */
  text: string
  /** Canonical place of those sentences. */
  span: Span
  provision: string
  chapter: string
  responsibilities: readonly DerivedResponsibility[]
  open: boolean
  deadline: { date: string | null; recurs: DeadlineEntry['recurs']; quote: string; span: Span | null } | null
  target: {
    subject: string
    comparator: Comparator
    value: number | string
    unit: string
    year: number | null
    damaged: boolean
  } | null
  project: { name: string; stage: string | null; box: string | null } | null
}
