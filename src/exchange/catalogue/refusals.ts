import { Refusal } from '../../platform/refusal.ts'
import type { ImportFault } from './importing/faults.ts'
import type { DescribedField } from './rules/gaps.ts'
import { MOST_RESOURCES, MOST_ROWS } from './rules/limits.ts'

/** What the catalogue refuses. Codes are public: never renamed, never reused. */
export const catalogueRefusals = {
  notFound: (id: string) =>
    new Refusal('not_found', 'resource_not_found', 'The catalogue has no such resource for you.', { id }),
  notCompiler: () =>
    new Refusal(
      'forbidden',
      'resource_not_compiler',
      'Your organization does not keep the catalogue for this provider: it is neither yours nor of a member of your cluster.',
    ),
  stateUnfit: (state: string, expected: string) =>
    new Refusal('conflict', 'resource_state_unfit', `The version is ${state}; this needs one that is ${expected}.`, {
      state,
      expected,
    }),
  draftOpen: (number: number) =>
    new Refusal('conflict', 'resource_draft_open', `Version ${number} is still a draft: go on with it.`, { number }),
  incomplete: (fields: readonly DescribedField[]) =>
    new Refusal('invalid', 'resource_incomplete', `Before it is published it must say: ${fields.join(', ')}.`, {
      fields: fields.join(', '),
    }),
  withheldOpen: () =>
    new Refusal(
      'invalid',
      'resource_withheld_open',
      'What is not shared with other departments cannot be open to society.',
    ),
  itemTwice: (name: string) =>
    new Refusal('invalid', 'resource_item_twice', `Two items are called ${name}. Keep one of them.`, { name }),
  commitmentUnknown: (count: number) =>
    new Refusal(
      'invalid',
      'resource_commitment_unknown',
      `${count} of the commitments are none that you see. Choose them from the register.`,
      { count },
    ),
  refreshAhead: (day: string) =>
    new Refusal(
      'invalid',
      'resource_refresh_ahead',
      `${day} has not come yet: an update is recorded once it was made.`,
      {
        day,
      },
    ),
  codesUsedUp: () =>
    new Refusal(
      'conflict',
      'resource_codes_used_up',
      'All 99,999 codes of this class are given out for this provider. Choose another class (目).',
    ),
  providersUsedUp: () =>
    new Refusal('conflict', 'resource_providers_used_up', 'All 999 numbers of providers of this place are given out.'),
  creditCodeInvalid: (found: string) =>
    new Refusal(
      'invalid',
      'credit_code_invalid',
      `${found} is no unified social credit code: its last character does not check.`,
      {
        found,
      },
    ),
  providerUnknown: (id: string) =>
    new Refusal('not_found', 'resource_provider_unknown', 'This organization has no resource in the catalogue yet.', {
      id,
    }),
  creditCodeTaken: (code: string) =>
    new Refusal('conflict', 'credit_code_taken', `${code} is another provider’s.`, { code }),
  importWithoutTable: (file: string) =>
    new Refusal(
      'invalid',
      'resource_import_without_table',
      `${file}: no row heads the columns. One row must name at least two of 信息资源名称, 信息资源提供方, 信息资源摘要, 共享类型, 更新周期 …`,
      { file },
    ),
  importWithoutName: (file: string, sheet: string) =>
    new Refusal('invalid', 'resource_import_without_name', `${file} ${sheet}: no column is headed 信息资源名称.`, {
      file,
      sheet,
    }),
  importUnreadable: (file: string) =>
    new Refusal(
      'invalid',
      'resource_import_unreadable',
      `${file} is no table: neither CSV text nor a workbook (.xlsx).`,
      {
        file,
      },
    ),
  importTooMany: (file: string) =>
    new Refusal(
      'too_large',
      'resource_import_too_many',
      `${file} holds more than ${MOST_RESOURCES} resources or ${MOST_ROWS} rows. Send it in parts.`,
      { file, resources: MOST_RESOURCES, rows: MOST_ROWS },
    ),
  rowsUnfit: (file: string, faults: readonly ImportFault[]) =>
    new Refusal(
      'invalid',
      'resource_rows_unfit',
      `${file}: ${faults.length} cells have to be mended first. Nothing was imported.`,
      { file, count: faults.length, faults: faults.slice(0, 1000) },
    ),
  fileChanged: (file: string) =>
    new Refusal(
      'conflict',
      'resource_file_changed',
      `${file} is not the file that was looked at. Look at it again first.`,
      {
        file,
      },
    ),
}
