import { Refusal } from '../../platform/refusal.ts'
import type { RegistryImportFault } from './importing/faults.ts'
import type { ContentFault } from './rules/checkContent.ts'
import type { SchemaFault } from './rules/checkSchema.ts'
import { LARGEST_CONTENT, MOST_IMPORTED, MOST_IMPORTED_ROWS } from './rules/limits.ts'

/** A standing entry that would not be valid any more, and why. */
export interface UnfitEntry {
  id: string
  name: string
  organization: string
  faults: readonly ContentFault[]
}

/** What shared registers refuse. Codes are public: never renamed, never reused. */
export const registryRefusals = {
  notFound: (code: string) => new Refusal('not_found', 'registry_not_found', 'There is no such register.', { code }),
  codeTaken: (code: string) =>
    new Refusal('conflict', 'registry_code_taken', `A register has the code ${code} already.`, { code }),
  schemaUnfit: (faults: readonly SchemaFault[]) =>
    new Refusal(
      'invalid',
      'registry_schema_unfit',
      `The schema is not one that is taken: ${faults[0]?.at} ${faults[0]?.code}, and ${faults.length - 1} more.`,
      { count: faults.length, faults },
    ),
  entriesUnfit: (count: number, entries: readonly UnfitEntry[]) =>
    new Refusal(
      'conflict',
      'registry_entries_unfit',
      `${count} published entries would not be valid any more. Give the field a default, or keep what they have.`,
      { count, entries },
    ),
  privacyKept: (field: string) =>
    new Refusal('invalid', 'registry_privacy_kept', `Whether ${field} is private stays as it is. Add another field.`, {
      field,
    }),
  keyKept: () =>
    new Refusal('invalid', 'registry_key_kept', 'By which fields entries are told apart (x-key) stays as it is.'),
  entryNotFound: (id: string) =>
    new Refusal('not_found', 'registry_entry_not_found', 'The register has no such entry for you.', { id }),
  notOwner: () =>
    new Refusal('forbidden', 'registry_entry_not_owner', 'Another organization owns this entry. It alone changes it.'),
  stateUnfit: (state: string, expected: string) =>
    new Refusal(
      'conflict',
      'registry_entry_state_unfit',
      `The entry is ${state}; this needs one that is ${expected}.`,
      {
        state,
        expected,
      },
    ),
  draftOpen: (number: number) =>
    new Refusal('conflict', 'registry_entry_draft_open', `Version ${number} is still a draft: go on with it.`, {
      number,
    }),
  entryUnfit: (faults: readonly ContentFault[]) =>
    new Refusal('invalid', 'registry_entry_unfit', `${faults.length} fields have to be mended first.`, {
      count: faults.length,
      faults: faults.slice(0, 200),
    }),
  entryTwice: (key: string) =>
    new Refusal('conflict', 'registry_entry_twice', `Your organization has an entry ${key} already.`, { key }),
  entryTooLarge: () =>
    new Refusal('too_large', 'registry_entry_too_large', `An entry holds ${LARGEST_CONTENT / 1024} KB at most.`, {
      most: LARGEST_CONTENT / 1024,
    }),
  filterUnfit: (field: string) =>
    new Refusal('invalid', 'registry_filter_unfit', `The register is not narrowed or sorted by ${field} in this way.`, {
      field,
    }),
  importWithoutTable: (file: string, headings: string) =>
    new Refusal('invalid', 'registry_import_without_table', `${file}: no row heads the columns ${headings}.`, {
      file,
      headings,
    }),
  importTooMany: (file: string) =>
    new Refusal(
      'too_large',
      'registry_import_too_many',
      `${file} holds more than ${MOST_IMPORTED} entries or ${MOST_IMPORTED_ROWS} rows. Send it in parts.`,
      { file, entries: MOST_IMPORTED, rows: MOST_IMPORTED_ROWS },
    ),
  rowsUnfit: (file: string, faults: readonly RegistryImportFault[]) =>
    new Refusal(
      'invalid',
      'registry_rows_unfit',
      `${file}: ${faults.length} cells have to be mended first. Nothing was imported.`,
      { file, count: faults.length, faults: faults.slice(0, 1000) },
    ),
  fileChanged: (file: string) =>
    new Refusal(
      'conflict',
      'registry_file_changed',
      `${file} is not the file that was looked at. Look at it again first.`,
      { file },
    ),
}
