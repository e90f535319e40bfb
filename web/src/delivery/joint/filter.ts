export type EscalationView = 'open' | 'mine' | 'forMe' | 'all'

export interface EscalationSearch {
  view?: EscalationView
  q?: string | undefined
}

const views: readonly string[] = ['open', 'mine', 'forMe', 'all']

/** What of an address the list of matters understands. */
export function readEscalationSearch(search: Readonly<Record<string, unknown>>): EscalationSearch {
  const { view, q } = search
  return {
    ...(typeof view === 'string' && views.includes(view) ? { view: view as EscalationView } : {}),
    ...(typeof q === 'string' && q ? { q } : {}),
  }
}
