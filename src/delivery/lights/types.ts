export type { LightRuleId } from './rules/lightRules.ts'

/** 红黄绿灯: grey says that nothing is known yet, closed that the task is signed off (已销号). */
export const LIGHTS = ['red', 'yellow', 'grey', 'green', 'closed'] as const
export type Light = (typeof LIGHTS)[number]

/** What stands behind a light, from nothing to independently checked: of several, the weakest. */
export const LIGHT_GRADES = ['none', 'statement', 'document', 'measured', 'verified'] as const
export type LightGrade = (typeof LIGHT_GRADES)[number]

/** One thing that a reason speaks of: which unit, what, and the day it was due or is. */
export interface LightSubject {
  organizationId?: string
  /** Its name at that time. */
  organization?: string
  /** A milestone's title, an indicator's name, a notice's number. */
  title?: string
  /** The day it was due, or is due. */
  dueOn?: string
  /** A contradiction's kind. */
  kind?: string
}

/** Why: the rule of the table, and what it found. */
export interface LightReason {
  rule: string
  subjects: LightSubject[]
}

/** The chapter under which light_count and light_snapshot sum all chapters of a programme. */
export const ALL_CHAPTERS = '*'
