import { columnsOf } from '../../../plan/reading/index.ts'
import { FIELDS, type Field, HEADINGS } from './fields.ts'

/** Which column (from 0) each field is read from; a field without a column is not in the file. */
export type Mapping = Partial<Record<Field, number>>

/** The mapping that the headings suggest. A person looks at it before anything is imported. */
export const guessMapping = (headings: readonly string[]): Mapping => columnsOf(headings, HEADINGS)

/** What is wrong with a mapping, in the words of its fields; null when rows can be read by it. */
export function mappingProblem(
  mapping: Mapping,
  columns: number,
): { field: Field; why: 'missing' | 'outside' | 'twice' } | null {
  const seen = new Set<number>()
  for (const field of FIELDS) {
    const column = mapping[field]
    if (column === undefined) continue
    if (column >= columns) return { field, why: 'outside' }
    if (seen.has(column)) return { field, why: 'twice' }
    seen.add(column)
  }
  if (mapping.title === undefined) return { field: 'title', why: 'missing' }
  if (mapping.lead === undefined && mapping.responsible === undefined) return { field: 'lead', why: 'missing' }
  return null
}
