/** Rows that a holding takes. */
export const MOST_ROWS = 200_000
/** Bytes of one load, as a file or as JSON. */
export const MOST_BYTES = 20 * 1024 * 1024
/** Items that together identify a row. */
export const MOST_KEY_ITEMS = 10
/** Characters of a key: it stands in an index. */
export const LONGEST_KEY = 500
/** Characters of a text whose item tells no length. */
export const LONGEST_TEXT = 4000
/** Faults of one load that are counted one by one. */
export const MOST_FAULTS = 20_000
/** Faults that are told. */
export const MOST_TOLD = 1000
/** Rows of each kind that a preview shows. */
export const MOST_EXAMPLES = 20
/** Rows of one page of what is handed over. */
export const MOST_SHARED = 5000
