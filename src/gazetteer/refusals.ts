import { Refusal } from '../platform/refusal.ts'

/** What the gazetteer refuses. */
export const gazetteerRefusals = {
  boundaryFileInvalid: (expected: string, found: string) =>
    new Refusal('invalid', 'boundary_file_invalid', `Expected ${expected}, found ${found}. Nothing was imported.`, {
      expected,
      found,
    }),
  /** One feature of an import. `feature` counts from 1, `field` is its path in the feature. */
  boundaryFeatureInvalid: (feature: number, field: string, expected: string, found: string) =>
    new Refusal(
      'invalid',
      'boundary_feature_invalid',
      `Feature ${feature}, ${field}: expected ${expected}, found ${found}. Nothing was imported.`,
      { feature, field, expected, found },
    ),
  jurisdictionUnknown: (code: string) =>
    new Refusal('invalid', 'jurisdiction_unknown', `There is no jurisdiction ${code} in GB/T 2260.`, { code }),
  organizationNotFound: (id: string) =>
    new Refusal('not_found', 'organization_not_found', `There is no organization ${id}.`, { id }),
  clusterNotFound: (id: string) => new Refusal('not_found', 'cluster_not_found', `There is no cluster ${id}.`, { id }),
  nameTaken: (name: string, organizationId: string, organizationName: string) =>
    new Refusal(
      'conflict',
      'organization_name_taken',
      `${organizationName} already bears the name ${name} at that time. Add the name to it, or give dates that do not meet.`,
      { name, organizationId, organizationName },
    ),
  nameNamesNoBody: (name: string) =>
    new Refusal('invalid', 'organization_name_unclear', `${name} does not name one body: it stands for a set.`, {
      name,
    }),
  nameNeedsPlace: (name: string) =>
    new Refusal(
      'invalid',
      'organization_name_needs_place',
      `${name} begins with a rank that its jurisdiction does not have. Give the jurisdiction, or the full name.`,
      { name },
    ),
  datesReversed: (from: string, to: string) =>
    new Refusal('invalid', 'organization_dates_reversed', `It cannot end (${to}) before it began (${from}).`, {
      from,
      to,
    }),
  notProvisional: (id: string, state: string) =>
    new Refusal(
      'conflict',
      'organization_not_provisional',
      `Only a provisional organization can be confirmed or merged; this one is ${state}.`,
      {
        id,
        state,
      },
    ),
  mergeIntoItself: (id: string) =>
    new Refusal('invalid', 'organization_merge_target', 'Merge it into another organization that is confirmed.', {
      id,
    }),
  relationIncomplete: (kind: string, missing: string) =>
    new Refusal('invalid', 'organization_relation_incomplete', `A relation ${kind} needs ${missing}.`, {
      kind,
      missing,
    }),
}
