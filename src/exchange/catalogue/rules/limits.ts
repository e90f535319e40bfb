/** Longest texts of a description, in characters. */
export const LONGEST = {
  name: 200,
  abstract: 2000,
  formatDetail: 100,
  sharingCondition: 1000,
  legalBasis: 1000,
  openCondition: 1000,
  contact: 200,
  accessUrl: 1000,
  keyword: 50,
  code: 100,
  item: 100,
} as const

export const MOST_KEYWORDS = 20
export const MOST_RELATED = 50
export const MOST_COMMITMENTS = 20
/** Columns of one resource. */
export const MOST_ITEMS = 1000
/** Resources of one file, and its rows: one for each item. */
export const MOST_RESOURCES = 5000
export const MOST_ROWS = 100_000
/** Faults of one file that are kept: the first thousand of them are shown. */
export const MOST_FAULTS = 20_000
