export const GRADES = ['statement', 'document', 'measured', 'verified'] as const
export type Grade = (typeof GRADES)[number]

/** 自述 < 文件 < 监测 < 核验. */
export function strength(grade: Grade): number {
  return GRADES.indexOf(grade)
}

/** What a report stands on: its strongest evidence; without any, its own word. */
export function gradeOf(evidence: readonly Grade[]): Grade {
  return evidence.reduce<Grade>((best, one) => (strength(one) > strength(best) ? one : best), 'statement')
}
