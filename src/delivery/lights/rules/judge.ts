import { LIGHT_GRADES, type Light, type LightGrade, type LightReason } from '../types.ts'
import type { TaskEvidence } from './evidence.ts'
import { LIGHT_RULES, type LightRule } from './lightRules.ts'

export interface Judgement {
  light: Light
  /** The worst first; of green and grey the one that decides. */
  reasons: LightReason[]
  /** Place of the deciding rule in the table, from 1. */
  severity: number
  grade: LightGrade
  /** The next day on which time alone may change it. */
  checkOn: string | null
}

const WARNING: ReadonlySet<Light> = new Set(['red', 'yellow'])

/** The light of one task by the table of rules, on that day. */
export function judge(evidence: TaskEvidence, today: string): Judgement {
  const rules: readonly LightRule[] = LIGHT_RULES
  const reasons: LightReason[] = []
  let decided: { light: Light; severity: number } | undefined
  for (const [index, rule] of rules.entries()) {
    if (decided && !(WARNING.has(decided.light) && WARNING.has(rule.light))) break
    const subjects = rule.applies(evidence, today)
    if (subjects.length === 0) continue
    reasons.push({ rule: rule.id, subjects })
    decided ??= { light: rule.light, severity: index + 1 }
  }
  if (!decided) throw new Error('The last rule of the table holds for every task.')
  return { ...decided, reasons, grade: gradeOf(evidence), checkOn: nextTurn(evidence, today) }
}

/** The weakest grade among the last accepted reports of those who answer for the task. */
function gradeOf({ obligations }: TaskEvidence): LightGrade {
  const grades = obligations
    .filter(({ role, claim }) => role !== 'participant' && claim !== null)
    .map(({ grade }) => LIGHT_GRADES.indexOf(grade))
  return grades.length ? (LIGHT_GRADES[Math.min(...grades)] as LightGrade) : 'none'
}

function nextTurn(evidence: TaskEvidence, today: string): string | null {
  if (evidence.state === 'closed') return null
  const rules: readonly LightRule[] = LIGHT_RULES
  const turns = evidence.findings.flatMap(({ turnsOn }) => turnsOn ?? [])
  const days = [...turns, ...rules.flatMap((rule) => rule.turns?.(evidence) ?? [])].filter((day) => day > today)
  return days.length ? days.reduce((first, day) => (day < first ? day : first)) : null
}
