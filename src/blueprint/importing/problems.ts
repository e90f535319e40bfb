import { detailOf } from '../faults.ts'
import { type FaultFacts, GEOMETRY_FAULTS } from '../geometry/normalize.ts'
import { IMPORT_LIMITS } from './limits.ts'
import type { Problem, ProblemCode } from './types.ts'

const severityOf = (code: ProblemCode): Problem['severity'] =>
  code in GEOMETRY_FAULTS ? GEOMETRY_FAULTS[code as keyof typeof GEOMETRY_FAULTS] : 'fatal'

type Told = Pick<Problem, 'feature' | 'key' | 'field' | 'code' | 'cure'> &
  Partial<Pick<Problem, 'place' | 'severity'>> & { facts?: FaultFacts }

/** Gathers problems: the first of them one by one, all of them counted. */
export class Problems {
  readonly items: Problem[] = []
  fatal = 0
  curable = 0

  add({ facts = {}, ...problem }: Told): void {
    const { code, severity = severityOf(code) } = problem
    if (severity === 'fatal') this.fatal++
    else this.curable++
    if (this.items.length >= IMPORT_LIMITS.problems) return
    const { place = null } = problem
    this.items.push({ ...problem, place, severity, facts, detail: detailOf(code, facts) })
  }
}
