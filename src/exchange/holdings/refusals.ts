import { Refusal } from '../../platform/refusal.ts'
import type { TermsFault } from '../terms/index.ts'
import { MOST_ROWS, MOST_TOLD } from './limits.ts'
import type { RowFault } from './loading/faults.ts'

/** What loading data and using them refuses. Codes are public: never renamed, never reused. */
export const holdingRefusals = {
  resourceUnfit: () =>
    new Refusal(
      'conflict',
      'holding_resource_unfit',
      'Data are loaded for a resource that is published and says which items it has.',
    ),
  notProvider: () =>
    new Refusal('forbidden', 'holding_not_provider', 'Only the provider of this resource loads and reads its data.'),
  notFound: () => new Refusal('not_found', 'holding_not_found', 'No data of this resource have been loaded yet.'),
  rowUnknown: (number: number) =>
    new Refusal('not_found', 'holding_row_unknown', `There is no row ${number}, or it was removed.`, { number }),
  fileMissing: () => new Refusal('invalid', 'holding_file_missing', 'Send the table as the field `file` of a form.'),
  fileUnreadable: (file: string) =>
    new Refusal('invalid', 'holding_file_unreadable', `${file} is no table: neither CSV text nor a workbook (.xlsx).`, {
      file,
    }),
  fileTooLarge: (file: string, most: number) =>
    new Refusal('too_large', 'holding_file_too_large', `${file} is larger than ${most / 1024 / 1024} MB.`, {
      file,
      most: most / 1024 / 1024,
    }),
  fileChanged: (file: string) =>
    new Refusal(
      'conflict',
      'holding_file_changed',
      `${file} is not what was looked at, or the data have changed since. Look at it again first.`,
      { file },
    ),
  headingsMissing: (file: string, items: readonly string[]) =>
    new Refusal(
      'invalid',
      'holding_headings_missing',
      `${file}: no row heads the columns. One row must name the items: ${items.join(', ')}.`,
      { file, items: items.join('、') },
    ),
  tooManyRows: () =>
    new Refusal('too_large', 'holding_too_many_rows', `A holding takes ${MOST_ROWS} rows.`, { most: MOST_ROWS }),
  noRows: (file: string) =>
    new Refusal('invalid', 'holding_no_rows', `${file} has no row. What is to be removed, remove row by row.`, {
      file,
    }),
  fieldInvalid: (field: string, expected: string) =>
    new Refusal('invalid', 'holding_field_invalid', `${field}: expected ${expected}.`, { field, expected }),
  keyUnfit: (items: readonly string[]) =>
    new Refusal(
      'invalid',
      'holding_key_unfit',
      `Say which items identify a row, of those that the resource has: ${items.join(', ')}.`,
      { items: items.join('、') },
    ),
  keyChanged: (items: readonly string[]) =>
    new Refusal(
      'conflict',
      'holding_key_changed',
      `Rows are known again by ${items.join(', ')}. Other items identify them only where all rows are replaced.`,
      { items: items.join('、') },
    ),
  rowsUnfit: (file: string, count: number, faults: readonly RowFault[]) =>
    new Refusal(
      'invalid',
      'holding_rows_unfit',
      `${file}: ${count} cells have to be mended first. Nothing was loaded.`,
      {
        file,
        count,
        faults: faults.slice(0, MOST_TOLD),
      },
    ),
  keyCorrected: (item: string) =>
    new Refusal(
      'invalid',
      'holding_key_corrected',
      `${item} identifies the row. Remove the row, and load it anew under its right one.`,
      { item },
    ),
  nothingCorrected: () =>
    new Refusal('invalid', 'holding_nothing_corrected', 'The row says so already: nothing was corrected.'),

  agreementUnknown: (id: string) =>
    new Refusal('not_found', 'share_agreement_unknown', 'There is no such agreement of your unit.', { id }),
  notInForce: (state: 'suspended' | 'ended' | 'not_yet' | 'expired', since: string) =>
    new Refusal('forbidden', 'share_not_in_force', `The agreement is not in force (${state}, ${since}).`, {
      state,
      since,
    }),
  resourceWithdrawn: () =>
    new Refusal('forbidden', 'share_resource_withdrawn', 'The resource was withdrawn from the catalogue.'),
  nothingLoaded: () =>
    new Refusal('conflict', 'share_nothing_loaded', 'The provider has not loaded any data of this resource yet.'),
  notSubscribed: () =>
    new Refusal(
      'forbidden',
      'share_not_subscribed',
      'The agreement lets data be asked for, not followed: no subscription.',
    ),
  revisionAhead: (revision: number) =>
    new Refusal('invalid', 'share_revision_ahead', `The data are at revision ${revision}: there is none after it.`, {
      revision,
    }),
  filterUnreadable: () =>
    new Refusal(
      'invalid',
      'share_filter_unreadable',
      '`where` is a JSON list of at most 10 conditions: [{"item":"…","operator":"equals","values":["…"]}].',
    ),
  filterUnfit: (faults: readonly TermsFault[]) =>
    new Refusal(
      'invalid',
      'share_filter_unfit',
      `What is asked about has to be an agreed item that is not masked, in a form of its type: ${faults.map(({ item }) => item).join(', ')}.`,
      { items: faults.map(({ item }) => item).join('、'), faults },
    ),
}
