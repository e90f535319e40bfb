export const TABS = ['questions', 'asked', 'answered', 'check'] as const

/** What stands in the address of verification. */
export interface VerificationSearch {
  tab?: (typeof TABS)[number]
}

export function readVerificationSearch(search: Readonly<Record<string, unknown>>): VerificationSearch {
  const tab = TABS.find((one) => one === search.tab)
  return tab ? { tab } : {}
}
