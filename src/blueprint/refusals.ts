import { Refusal } from '../platform/refusal.ts'

/** What the blueprint refuses. Codes are public: never renamed, never reused. */
export const blueprintRefusals = {
  layerNotFound: (id: string) =>
    new Refusal('not_found', 'blueprint_layer_not_found', 'There is no such layer, or it is not shared with you.', {
      id,
    }),
  featureNotFound: (id: string) =>
    new Refusal(
      'not_found',
      'blueprint_feature_not_found',
      'There is no such feature, or its layer is not yours to see.',
      {
        id,
      },
    ),
  layerNotYours: (name: string, owner: string) =>
    new Refusal(
      'forbidden',
      'blueprint_layer_not_yours',
      `The layer “${name}” is kept by ${owner}: only it, and the office that coordinates the cluster, change it.`,
      { name, owner },
    ),
  placeNotYours: (place: string) =>
    new Refusal(
      'forbidden',
      'blueprint_place_not_yours',
      `The place ${place} lies outside the jurisdiction of the layer's organization, and in no cluster that it coordinates.`,
      { place },
    ),
  layerWithdrawn: (name: string, reason: string) =>
    new Refusal('conflict', 'blueprint_layer_withdrawn', `The layer “${name}” is withdrawn (${reason}).`, {
      name,
      reason,
    }),
  layerTakenOff: (name: string, reason: string) =>
    new Refusal(
      'not_found',
      'blueprint_layer_taken_off',
      `The layer “${name}” was not on the blueprint then${reason && ` (${reason})`}: it is on no map and in no download.`,
      { name, reason },
    ),
  layerNotWithdrawn: (name: string) =>
    new Refusal('conflict', 'blueprint_layer_not_withdrawn', `The layer “${name}” is not withdrawn.`, { name }),
  layerChanged: (name: string, revision: number) =>
    new Refusal(
      'conflict',
      'blueprint_layer_changed',
      `Somebody changed the layer “${name}” in the meantime: it is at revision ${revision} now. Load it again.`,
      { name, revision },
    ),
  basisMissing: () =>
    new Refusal(
      'invalid',
      'blueprint_basis_missing',
      'Say what the layer rests on: a document of the register, or a printed legal basis.',
    ),
  documentUnknown: (id: string) =>
    new Refusal('invalid', 'blueprint_document_unknown', 'There is no such document that you can read.', { id }),
  provisionUnknown: (provision: string) =>
    new Refusal('invalid', 'blueprint_provision_unknown', `The document has no provision ${provision}.`, { provision }),
  /** One feature that cannot be taken. `feature` counts from 1, `field` is its path in the feature. */
  featureInvalid: (feature: number, field: string, expected: string, found: string) =>
    new Refusal(
      'invalid',
      'blueprint_feature_invalid',
      `Feature ${feature}, ${field}: expected ${expected}, found ${found}. Nothing was applied.`,
      { feature, field, expected, found },
    ),
  /** A geometry that is none: where, and why. */
  geometryInvalid: (feature: number, key: string, reason: string, place: readonly [number, number] | null) =>
    new Refusal(
      'invalid',
      'blueprint_geometry_invalid',
      `Feature ${feature} (${key}), geometry: expected a valid one, found ${reason}${place ? ` at ${place.join(', ')}` : ''}. Nothing was applied.`,
      { feature, key, reason, place },
    ),
  keyTwice: (key: string, first: number, second: number) =>
    new Refusal(
      'invalid',
      'blueprint_key_twice',
      `Features ${first} and ${second} have the same key ${key} at the same time. Nothing was applied.`,
      { key, first, second },
    ),
  stateOverlaps: (feature: number, key: string, other: string) =>
    new Refusal(
      'invalid',
      'blueprint_state_overlaps',
      `Feature ${feature} (${key}): another state of it, from ${other}, is in force at the same time. Nothing was applied.`,
      { feature, key, other },
    ),
  dayTooEarly: (day: string, latest: string) =>
    new Refusal(
      'invalid',
      'blueprint_day_too_early',
      `The layer holds states that began on ${latest}: a file that is in force from ${day} on would take them away. Name a day from ${latest} on, or apply it as a correction. Nothing was applied.`,
      { day, latest },
    ),
  keyUnknown: (key: string) =>
    new Refusal('invalid', 'blueprint_key_unknown', `The layer has no feature ${key} now. Nothing was applied.`, {
      key,
    }),
  featureRefused: (rule: string) =>
    new Refusal(
      'invalid',
      'blueprint_feature_refused',
      `The database does not take one of the features (${rule}). Nothing was applied.`,
      { rule },
    ),
  nothingChanged: () =>
    new Refusal(
      'conflict',
      'blueprint_nothing_changed',
      'The layer holds exactly this already: there is nothing to apply.',
    ),
  rangeInvalid: (field: string, expected: string, found: string) =>
    new Refusal('invalid', 'blueprint_range_invalid', `${field}: expected ${expected}, found ${found}.`, {
      field,
      expected,
      found,
    }),
  tileOutside: (z: number, x: number, y: number) =>
    new Refusal(
      'not_found',
      'blueprint_tile_outside',
      `There is no tile ${z}/${x}/${y}: its zoom has ${2 ** z} a side.`,
      {
        z,
        x,
        y,
      },
    ),
  tileFailed: (z: number, x: number, y: number, reason: string) =>
    new Refusal('conflict', 'blueprint_tile_failed', `The tile ${z}/${x}/${y} could not be made (${reason}).`, {
      z,
      x,
      y,
      reason,
    }),

  // Files on their way in: each names the file, and nothing was applied.
  importEmpty: (file: string) =>
    new Refusal('invalid', 'import_empty', `${file} holds no features: check that it is the right file.`, { file }),
  importFormatUnknown: (file: string, found: string) =>
    new Refusal(
      'invalid',
      'import_format_unknown',
      `${file} is no spatial data that can be read (${found}): give GeoJSON, a zipped Shapefile, GeoPackage, KML, or CSV with coordinates.`,
      { file, found },
    ),
  importPartsMissing: (file: string, missing: string) =>
    new Refusal(
      'invalid',
      'import_parts_missing',
      `${file} came without ${missing}: pack all files of the same name (.shp, .shx, .dbf, .prj) into one .zip.`,
      { file, missing },
    ),
  importTruncated: (file: string, says: number, has: number) =>
    new Refusal(
      'invalid',
      'import_truncated',
      `${file} was cut off: it says that it has ${says} bytes, and has ${has}. Copy it again from where it comes from.`,
      { file, says, has },
    ),
  importDamaged: (file: string, found: string) =>
    new Refusal('invalid', 'import_damaged', `${file} is damaged (${found}): export it again.`, { file, found }),
  importUnreadable: (file: string, found: string) =>
    new Refusal('invalid', 'import_unreadable', `${file} cannot be read (${found}): export it again.`, { file, found }),
  importEncodingUnknown: (file: string) =>
    new Refusal(
      'invalid',
      'import_encoding_unknown',
      `The texts of ${file} are neither UTF-8 nor GBK: choose the encoding, or export it as UTF-8.`,
      { file },
    ),
  importNested: (file: string, entry: string) =>
    new Refusal('invalid', 'import_nested', `${file} holds another archive (${entry}): unpack that one first.`, {
      file,
      entry,
    }),
  importSourceUnknown: (source: string, known: string) =>
    new Refusal('invalid', 'import_source_unknown', `The file has no layer ${source}: it has ${known}.`, {
      source,
      known,
    }),
  importTooLarge: (file: string, found: string, limit: string) =>
    new Refusal('too_large', 'import_too_large', `${file} has ${found}, more than ${limit}: split it.`, {
      file,
      found,
      limit,
    }),
  importNoCoordinates: (file: string, columns: string) =>
    new Refusal(
      'invalid',
      'import_no_coordinates',
      `${file} has no columns of longitude and latitude (its columns: ${columns}): say which they are.`,
      { file, columns },
    ),
  importFailed: (file: string, reason: string) =>
    new Refusal(
      'invalid',
      'import_failed',
      `${file} could not be worked on (${reason}): split it, or export it again.`,
      {
        file,
        reason,
      },
    ),
  spatialBusy: (most: number) =>
    new Refusal('busy', 'spatial_busy', `${most} files are being worked on or wait already: try again in a minute.`, {
      most,
    }),
  importNotFound: (id: string) =>
    new Refusal('not_found', 'import_not_found', 'There is no such upload of yours.', { id }),
  importNotReady: (state: string) =>
    new Refusal('conflict', 'import_not_ready', `The upload is ${state}: it cannot be applied now.`, { state }),
  importFileMissing: () =>
    new Refusal('invalid', 'import_file_missing', 'Send one file of spatial data as the form field “file”.'),
  importSettingsInvalid: (expected: string) =>
    new Refusal('invalid', 'import_settings_invalid', `The settings are not as expected: ${expected}.`, { expected }),
  importHasProblems: (fatal: number, first: string) =>
    new Refusal(
      'invalid',
      'import_has_problems',
      `${fatal === 1 ? '1 problem has' : `${fatal} problems have`} to be put right in the file first. The first: ${first} Nothing was applied.`,
      { fatal, first },
    ),
  importNeedsCure: (curable: number, first: string) =>
    new Refusal(
      'conflict',
      'import_needs_cure',
      `${curable === 1 ? '1 geometry' : `${curable} geometries`} would be changed. The first: ${first} Look at them and accept the cures, or put the file right. Nothing was applied.`,
      { curable, first },
    ),

  // OGC API – Features.
  ogcParameterInvalid: (parameter: string, expected: string, found: string) =>
    new Refusal(
      'invalid',
      'ogc_parameter_invalid',
      `The parameter ${parameter} is “${found.slice(0, 100)}”: expected ${expected}.`,
      { parameter, expected, found: found.slice(0, 100) },
    ),
  ogcFilterInvalid: (reason: string) =>
    new Refusal('invalid', 'ogc_filter_invalid', `The filter is no CQL2 text that can be used: ${reason}.`, { reason }),
}
