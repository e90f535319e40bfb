import { Refusal } from '../../platform/refusal.ts'

/** What is refused about an uploaded table as a whole; what is wrong with its rows is `observation_rows_unfit`. */
export const uploadRefusals = {
  fileMissing: () => new Refusal('invalid', 'upload_file_missing', 'Send one file, in the field "file" of a form.'),
  fieldInvalid: (field: string, expected: string) =>
    new Refusal('invalid', 'upload_field_invalid', `${field}: expected ${expected}.`, { field, expected }),
  tooLarge: (file: string, megabytes: number) =>
    new Refusal('too_large', 'upload_table_too_large', `${file} is larger than ${megabytes} MB. Send it in parts.`, {
      file,
      megabytes,
    }),
  tooManyRows: (most: number) =>
    new Refusal('too_large', 'upload_rows_too_many', `The table has more than ${most} rows. Send it in parts.`, {
      most,
    }),
  tooManyStations: (most: number) =>
    new Refusal(
      'too_large',
      'upload_stations_too_many',
      `The table names more than ${most} stations. Send it in parts.`,
      {
        most,
      },
    ),
  withoutTable: () =>
    new Refusal(
      'invalid',
      'upload_without_table',
      'No row heads the columns: one row must name the station (站点), the time (监测时间), and either parameter and value (监测项目, 监测值) or one column for each parameter (氨氮(mg/L)).',
    ),
  headingTwice: (heading: string) =>
    new Refusal('invalid', 'upload_heading_twice', `Two columns are headed ${heading}. Keep one of them.`, { heading }),
  noTable: (file: string) =>
    new Refusal('invalid', 'upload_no_table', `${file} is no table: neither CSV text nor a workbook.`, { file }),
  failed: (file: string, reason: string) =>
    new Refusal('invalid', 'upload_unreadable', `${file} cannot be read: ${reason}.`, { file, reason }),
  busy: () => new Refusal('busy', 'upload_queue_full', 'Other tables are being read. Try again in a minute.'),
  fileChanged: () =>
    new Refusal('conflict', 'upload_file_changed', 'This is not the file that was looked at. Look at it again first.'),
}
