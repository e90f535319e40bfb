import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import type { ProgrammeFacts } from './facts.ts'
import type { CLASS_WORDS, ELEMENT_WORDS } from './rules/projects.ts'

export interface ProjectFact {
  id: string
  name: string
  code: string | null
  class: keyof typeof CLASS_WORDS
  unit: string
  place: string | null
  totalWan: number | null
  /** Its places on the lists of these years; those it was removed from are not among them. */
  listed: {
    year: number
    class: keyof typeof CLASS_WORDS
    plannedWan: number | null
    investedWan: number | null
    month: string | null
    grade: 'statement' | 'document' | 'measured' | 'verified' | null
    source: string | null
  }[]
  elements: { kind: keyof typeof ELEMENT_WORDS; needed: string | null; granted: string | null }[]
}

/** Projects of the programme's plan or tied to its tasks, as the actor may see them. What is only proposed is none yet. */
export async function projectFactsOf(
  trx: Trx,
  programme: ProgrammeFacts,
  from: number,
  to: number,
): Promise<ProjectFact[]> {
  const { rows } = await sql<ProjectFact>`
    select p.id, p.name, p.code, p.class, u.name as unit, j.short_name as place, p.investment_total_wan as "totalWan",
      (select coalesce(json_agg(json_build_object('year', y.year, 'class', y.class, 'plannedWan', y.planned_wan,
          'investedWan', g.invested_wan, 'month', g.month, 'grade', g.grade, 'source', g.source) order by y.year), '[]')
        from project_year y left join lateral (
          select n.invested_wan, n.month, n.grade, n.source from project_progress n
          where n.project_id = y.project_id and left(n.month, 4) = y.year::text
          order by n.month desc, n.version desc limit 1) g on true
        where y.project_id = p.id and y.removed_on is null and y.year between ${from} and ${to}) as listed,
      (select coalesce(json_agg(json_build_object('kind', e.kind, 'needed', e.needed::text, 'granted', e.granted::text)
        order by e.kind), '[]') from project_element e where e.project_id = p.id) as elements
    from project p join organization u on u.id = p.organization_id
      left join jurisdiction j on j.code = p.jurisdiction_code
    where p.class <> 'proposed' and (p.document_id = ${programme.documentId}::uuid or exists (
      select from project_of_task o join task t on t.id = o.task_id
      where o.project_id = p.id and t.programme_id = ${programme.id}::uuid))
    order by p.name, p.id`.execute(trx)
  return rows
}
