import { Refusal } from '../../platform/refusal.ts'

/** What reporting refuses. */
export const reportingRefusals = {
  obligationNotFound: (id: string) =>
    new Refusal('not_found', 'obligation_not_found', `There is no report owed under ${id}.`, { id }),
  reportNotFound: (id: string) => new Refusal('not_found', 'report_not_found', `There is no report ${id}.`, { id }),
  cycleNotFound: (id: string) => new Refusal('not_found', 'cycle_not_found', `There is no cycle ${id}.`, { id }),
  programmeNotFound: (id: string) =>
    new Refusal('not_found', 'reporting_programme_not_found', `There is no programme ${id}.`, { id }),
  programmeRetired: (title: string, reason: string) =>
    new Refusal('conflict', 'cycle_programme_retired', `“${title}” is retired (${reason}): it has no more cycles.`, {
      title,
      reason,
    }),
  evidenceNotFound: (id: string) =>
    new Refusal('not_found', 'evidence_not_found', `There is no evidence ${id}.`, { id }),
  contradictionNotFound: (id: string) =>
    new Refusal('not_found', 'contradiction_not_found', `There is no contradiction ${id}.`, { id }),
  stateUnfit: (id: string, state: string, event: string) =>
    new Refusal('conflict', 'obligation_state_unfit', `A report that is ${state} cannot take the step ${event}.`, {
      id,
      state,
      event,
    }),
  notYourReport: (unit: string) =>
    new Refusal('forbidden', 'report_of_another_unit', `${unit} owes this report, and reports itself.`, { unit }),
  notYourReview: (unit: string) =>
    new Refusal('forbidden', 'review_of_another_unit', `This report goes to ${unit}, which decides on it.`, { unit }),
  ownReview: () =>
    new Refusal('forbidden', 'own_report', 'Nobody decides on a report of his own: another person has to.'),
  notYourCycle: (owner: string) =>
    new Refusal('forbidden', 'cycle_of_another_office', `${owner} keeps this programme and its cycles.`, { owner }),
  owesNoMore: (unit: string) =>
    new Refusal(
      'conflict',
      'unit_owes_no_more',
      `${unit} answers for this task no more: give it the task again, and it owes the report again.`,
      { unit },
    ),
  reasonNeeded: () => new Refusal('invalid', 'return_reason_needed', 'Say why the report is returned.'),
  cycleClosed: (period: string) =>
    new Refusal('conflict', 'cycle_closed', `The cycle ${period} is closed: reports are no longer taken.`, { period }),
  cycleState: (period: string, expected: string) =>
    new Refusal('conflict', 'cycle_state_unfit', `The cycle ${period} is not ${expected}.`, { period, expected }),
  cycleNotBegun: (period: string, startsOn: string) =>
    new Refusal('conflict', 'cycle_not_begun', `The period ${period} begins on ${startsOn}.`, { period, startsOn }),
  periodInvalid: (period: string, frequency: string) =>
    new Refusal('invalid', 'period_invalid', `${period} is no period of a programme that reports by ${frequency}.`, {
      period,
      frequency,
    }),
  cycleExists: (period: string) =>
    new Refusal('conflict', 'cycle_exists', `The programme has a cycle ${period} already.`, { period }),
  progressNeeded: () =>
    new Refusal('invalid', 'progress_needed', 'Say what was done: a report without a word of progress says nothing.'),
  problemsNeeded: (claim: string) =>
    new Refusal('invalid', 'problems_needed', `A report that claims ${claim} says what stands in the way.`, { claim }),
  doneIncomplete: (percent: number) =>
    new Refusal('invalid', 'done_incomplete', `What is done is 100 % done, not ${percent} %.`, { percent }),
  partUnfit: (obligationId: string, state: string) =>
    new Refusal(
      'conflict',
      'part_unfit',
      `A report to build on was not submitted, or not to this unit (${state}). Load it again.`,
      { obligationId, state },
    ),
  milestoneUnknown: (id: string) =>
    new Refusal('invalid', 'milestone_unknown', `Milestone ${id} is none of this unit's in this task.`, { id }),
  figurePeriodUnfit: (period: string) =>
    new Refusal('invalid', 'figure_period_unfit', `"${period}" is no period: 2026, 2026H1, 2026Q3 or 2026-05.`, {
      period,
    }),
  figureUnfit: (value: number) =>
    new Refusal('invalid', 'figure_unfit', `${value} is too large for a figure.`, { value }),
  figureUnknown: (id: string, period: string) =>
    new Refusal('invalid', 'figure_unknown', `The task has no indicator ${id}.`, { id, period }),
  figureTwice: (period: string) =>
    new Refusal('invalid', 'figure_twice', `The figure of ${period} stands twice in the report.`, { period }),
  milestoneInFuture: (id: string, doneOn: string) =>
    new Refusal(
      'invalid',
      'milestone_in_future',
      `A milestone cannot have been reached on ${doneOn}: that is to come.`,
      {
        id,
        doneOn,
      },
    ),
  evidenceUnknown: (id: string) =>
    new Refusal('invalid', 'evidence_unknown', `Evidence ${id} is none of this task that this unit may attach.`, {
      id,
    }),
  submissionTaken: (key: string) =>
    new Refusal('conflict', 'submission_key_taken', 'This Idempotency-Key was used for another report.', { key }),
  evidenceNotAnswerable: () =>
    new Refusal(
      'forbidden',
      'evidence_not_answerable',
      'Only who answers for the task, or its office, gives evidence.',
    ),
  fileNeeded: () => new Refusal('invalid', 'evidence_file_needed', 'Send one file, or say in words what is known.'),
  fileTooLarge: (name: string, limit: number) =>
    new Refusal('too_large', 'evidence_too_large', `${name} is larger than ${limit} bytes.`, { name, limit }),
  fileKind: (name: string) =>
    new Refusal('invalid', 'evidence_kind', `${name} is no kind of file that is taken as evidence.`, { name }),
  fileEmpty: (name: string) => new Refusal('invalid', 'evidence_empty', `${name} is empty.`, { name }),
  fieldInvalid: (field: string, expected: string) =>
    new Refusal('invalid', 'evidence_field_invalid', `${field}: expected ${expected}.`, { field, expected }),
  sourceNeeded: () => new Refusal('invalid', 'evidence_source_needed', 'A measurement names the system it comes from.'),
  ownEvidence: () =>
    new Refusal('forbidden', 'own_evidence', 'Who gave the evidence does not verify it: another organization does.'),
  evidenceVerified: () => new Refusal('conflict', 'evidence_verified', 'The evidence is verified already.'),
  contradictionSettled: () => new Refusal('conflict', 'contradiction_settled', 'It is settled already.'),
}
