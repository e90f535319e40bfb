/**
 * Everything the alignment API sends and takes. Spans are [start, end) in UTF-16 units of the canonical text of the
 * version that the alignment was made with; a provision's `text` begins at its span's start. An address is that of the
 * outline, with `§2` for the second part of one provision, and `§1` alone for a text without headings. In an address of
 * the API it is percent-encoded as one piece (`encodeURIComponent`).
 */

export * from './schemas/alignment.ts'
export * from './schemas/evidence.ts'
export * from './schemas/matrix.ts'
export * from './schemas/reviews.ts'
export * from './schemas/weights.ts'
