/** What of the upper document is shown. */
export const shows = ['carried_out', 'partly', 'not_found', 'not_applicable', 'weak', 'unreviewed'] as const
export type Show = (typeof shows)[number]

/** What the address of the view says. */
export interface ViewSearch {
  /** Address of the chosen upper provision. */
  at?: string
  show?: Show
}

export function readViewSearch(search: Readonly<Record<string, unknown>>): ViewSearch {
  const { at } = search
  const show = shows.find((one) => one === search.show)
  return { ...(typeof at === 'string' && at ? { at } : {}), ...(show ? { show } : {}) }
}
