import { Refusal } from '../platform/refusal.ts'

/** What monitoring refuses. */
export const monitoringRefusals = {
  parameterUnknown: (code: string) =>
    new Refusal('invalid', 'parameter_unknown', `There is no parameter "${code}" in the catalogue.`, { code }),
  valueUnreadable: (parameter: string, found: string, expected: string) =>
    new Refusal('invalid', 'measured_value_unreadable', `${parameter}: expected ${expected}, found "${found}".`, {
      parameter,
      found,
      expected,
    }),
  valueImpossible: (parameter: string, found: string, least: string, most: string, unit: string) =>
    new Refusal(
      'invalid',
      'measured_value_impossible',
      `${parameter}: expected a value from ${least} to ${most} ${unit}, found ${found}.`,
      { parameter, found, least, most, unit },
    ),
  unitUnfit: (parameter: string, found: string, expected: readonly string[]) =>
    new Refusal(
      'invalid',
      'unit_unfit',
      `${parameter} is not given in "${found}". Expected one of: ${expected.join(', ')}.`,
      { parameter, found, expected },
    ),
  versionMissing: (standard: string, date: string, since: string) =>
    new Refusal(
      'invalid',
      'standard_version_missing',
      `No version of ${standard} is on record for ${date}: the first one is in force from ${since}.`,
      { standard, date, since },
    ),
  inputInvalid: (field: string, expected: string, found: string) =>
    new Refusal('invalid', 'assessment_input_invalid', `${field}: expected ${expected}, found ${found}.`, {
      field,
      expected,
      found,
    }),
}
