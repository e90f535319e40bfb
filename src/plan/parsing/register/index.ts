import type { ParsingInput } from '../input.ts'
import type { MechanismEntry, ProjectEntry, ZoneEntry } from '../types.ts'
import { forEachClause } from './clauses.ts'
import { MECHANISM, WORK, ZONE } from './marks.ts'
import { mechanismFinder } from './mechanisms.ts'
import { projectFinder } from './projects.ts'
import { zoneFinder } from './zones.ts'

export { findDeadlines } from './deadlines.ts'
export { findPlaces } from './places.ts'

/** Works, mechanisms and zones, in one walk over the clauses of the text. */
export function findNamed(input: ParsingInput): {
  projects: ProjectEntry[]
  mechanisms: MechanismEntry[]
  zones: ZoneEntry[]
} {
  const projects = projectFinder(input)
  const mechanisms = mechanismFinder(input)
  const zones = zoneFinder(input)
  forEachClause(input, (start, end, marks) => {
    if (marks & WORK) projects.visit(start, end, marks)
    if (marks & MECHANISM) mechanisms.visit(start, end, marks)
    if (marks & ZONE) zones.visit(start, end, marks)
  })
  return { projects: projects.entries(), mechanisms: mechanisms.entries(), zones: zones.entries() }
}
