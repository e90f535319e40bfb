const MB = 1024 * 1024

/** How much one file of spatial data may ask of us. They bound memory and time for hostile input. */
export const IMPORT_LIMITS = {
  /** As it arrives. */
  fileBytes: 200 * MB,
  /** All that an archive inflates to, counted while inflating. */
  unpackedBytes: 1024 * MB,
  /** One file of an archive. */
  partBytes: 768 * MB,
  archiveEntries: 500,
  features: 1_000_000,
  /** Positions of all geometries together. */
  vertices: 40_000_000,
  /** Positions of one geometry: one of a million has no reader. */
  featureVertices: 1_000_000,
  fields: 200,
  /** Problems that are told one by one; the rest is counted. */
  problems: 500,
  /** Positions of the preview. */
  previewVertices: 30_000,
  previewFeatures: 3_000,
  /** ms; then reading is given up. */
  milliseconds: 15 * 60_000,
} as const
