import { Refusal } from '../../platform/refusal.ts'

/** What is wrong with one row of what was sent. */
export interface RowFault {
  /** As who sent it counts them, from 1. */
  row: number
  field: string
  code: string
  found: string
  expected: string
}

/** What is refused about observations. */
export const observationRefusals = {
  rowsUnfit: (faults: readonly RowFault[], count = faults.length) =>
    new Refusal(
      'invalid',
      'observation_rows_unfit',
      `${count} values have to be mended first, the first in row ${faults[0]?.row ?? 0} (${faults[0]?.field ?? ''}: ${faults[0]?.expected ?? ''}). Nothing was taken.`,
      { count, faults: faults.slice(0, 1000) },
    ),
  conflicting: (conflicts: readonly RowFault[], count: number) =>
    new Refusal(
      'conflict',
      'observation_conflicting',
      `${count} moments have another value already, the first in row ${conflicts[0]?.row ?? 0}. Nothing was taken. Send it as a correction, with a reason, where the new values are right.`,
      { count, conflicts: conflicts.slice(0, 1000) },
    ),
  notFound: (id: string) =>
    new Refusal('not_found', 'observation_not_found', 'There is no such observation, or you may not see it.', { id }),
  batchNotFound: (id: number) =>
    new Refusal('not_found', 'observation_batch_not_found', 'There is no such batch, or you may not see it.', { id }),
  conflictNotFound: (id: number) =>
    new Refusal('not_found', 'observation_conflict_not_found', 'There is no such open conflict, or it is not yours.', {
      id,
    }),
  notYours: (datastream: number) =>
    new Refusal('forbidden', 'datastream_not_yours', `You do not write into the datastream ${datastream}.`, {
      datastream,
    }),
  monthRetired: (month: string, origin: string, row: number) =>
    new Refusal(
      'conflict',
      'observation_month_retired',
      `Of ${month} only sums of ${origin} data are kept: nothing can be added to it. The first such value is in row ${row}.`,
      { month, origin, row },
    ),
  retentionRuleTaken: (origin: string) =>
    new Refusal('conflict', 'retention_rule_taken', `A rule for ${origin} data is in force; retire it first.`, {
      origin,
    }),
  retentionRuleNotFound: (id: string) =>
    new Refusal('not_found', 'retention_rule_not_found', 'There is no such rule in force.', { id }),
  spanTooLong: (by: string, most: number) =>
    new Refusal(
      'too_large',
      'observation_span_too_long',
      `Means by ${by} are given for at most ${most} days at once.`,
      {
        by,
        most,
      },
    ),
}
