/** What is looked for and by what it is narrowed: the words of the page's address. */
export interface SearchFilter {
  q?: string
  document?: string
  jurisdiction?: string
  year?: string
  kind?: string
}

export const facets = ['document', 'jurisdiction', 'year', 'kind'] as const
export type FacetName = (typeof facets)[number]

export function readFilter(search: Readonly<Record<string, unknown>>): SearchFilter {
  const filter: SearchFilter = {}
  for (const name of ['q', ...facets] as const) {
    const value = search[name]
    if (typeof value === 'string' && value !== '') filter[name] = value
  }
  return filter
}

export function changeFilter(filter: SearchFilter, part: { [name in keyof SearchFilter]?: string | undefined }) {
  return readFilter({ ...filter, ...part })
}

export const countConditions = (filter: SearchFilter) => facets.filter((name) => filter[name] !== undefined).length
