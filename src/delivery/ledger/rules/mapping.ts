import { FIELDS, type Field, foldHeading, HEADINGS } from './fields.ts'

/** Which column (from 0) each field is read from; a field without a column is not in the file. */
export type Mapping = Partial<Record<Field, number>>

/**
 * The mapping that the headings suggest: the exact heading first, then one that holds a known one. No column serves two
 * fields. A person looks at it before anything is imported.
 */
export function guessMapping(headings: readonly string[]): Mapping {
  const folded = headings.map(foldHeading)
  const taken = new Set<number>()
  const mapping: Mapping = {}
  const take = (field: Field, fits: (heading: string, known: string) => boolean) => {
    if (mapping[field] !== undefined) return
    for (const known of HEADINGS[field].map(foldHeading)) {
      const column = folded.findIndex((heading, index) => !taken.has(index) && heading !== '' && fits(heading, known))
      if (column === -1) continue
      mapping[field] = column
      taken.add(column)
      return
    }
  }
  for (const field of FIELDS) take(field, (heading, known) => heading === known)
  for (const field of FIELDS) take(field, (heading, known) => known.length > 1 && heading.includes(known))
  return mapping
}

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
