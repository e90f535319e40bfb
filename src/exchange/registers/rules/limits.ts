// Bounds of what an administrator configures and a member writes. All of them are told in README.md.

/** Bytes of a schema as JSON. */
export const LARGEST_SCHEMA = 64 * 1024
/** Fields of an entry, and of a table within it. */
export const MOST_FIELDS = 60
export const MOST_INNER_FIELDS = 20
export const MOST_OPTIONS = 500
/** Rows of a table within an entry, values of a list. */
export const MOST_ROWS_WITHIN = 200
export const MOST_LISTED = 8
export const LONGEST_TEXT = 5000
export const LONGEST_TITLE = 60
export const LONGEST_DESCRIPTION = 500
/** Bytes of the content of an entry as JSON. */
export const LARGEST_CONTENT = 200 * 1024
/** Entries and rows of one imported file. */
export const MOST_IMPORTED = 5000
export const MOST_IMPORTED_ROWS = 20_000
