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
  layerWithdrawn: (name: string, reason: string) =>
    new Refusal('conflict', 'blueprint_layer_withdrawn', `The layer “${name}” is withdrawn (${reason}).`, {
      name,
      reason,
    }),
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
  keyUnknown: (key: string) =>
    new Refusal('invalid', 'blueprint_key_unknown', `The layer has no feature ${key} now. Nothing was applied.`, {
      key,
    }),
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
}
