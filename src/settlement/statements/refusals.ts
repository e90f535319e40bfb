import { Refusal } from '../../platform/refusal.ts'

/** What statements refuse. Codes are public: never renamed, never reused. */
export const statementRefusals = {
  notFound: (id: string) =>
    new Refusal('not_found', 'statement_not_found', 'There is no such statement, or you are no party of it.', { id }),
  givenUnknown: (name: string, wanted: readonly string[]) =>
    new Refusal(
      'invalid',
      'statement_given_unknown',
      `"${name}" is not given by hand here${wanted.length > 0 ? `; these are: ${wanted.join(', ')}` : ''}.`,
      { name, wanted: wanted.join('、') },
    ),
  evidenceMissing: (section: string, year: number) =>
    new Refusal('conflict', 'statement_evidence_missing', `Nothing is known of ${section} in ${year}.`, {
      section,
      year,
    }),
  open: (id: string) =>
    new Refusal('conflict', 'statement_open', 'A statement for this year is still open: sign it, or withdraw it.', {
      id,
    }),
  unchanged: (year: number) =>
    new Refusal('conflict', 'statement_unchanged', `${year} comes to what has been settled: there is no difference.`, {
      year,
    }),
  stateUnfit: (state: string) =>
    new Refusal('conflict', 'statement_state_unfit', `The statement is ${state}, and not open any more.`, { state }),
  notParty: () =>
    new Refusal('forbidden', 'statement_not_party', 'Your organization signs for no party of this statement.'),
  notPreparer: () =>
    new Refusal(
      'forbidden',
      'statement_not_preparer',
      'Who prepared the statement takes it back, or the office that coordinates the parties; a party objects to a line.',
    ),
  signedBefore: (party: string) =>
    new Refusal('conflict', 'statement_signed_before', `${party} has signed this statement already.`, { party }),
  digestDiffers: (sha256: string) =>
    new Refusal('conflict', 'statement_digest_differs', 'What you have read is not what stands: read it again.', {
      sha256,
    }),
  lineUnknown: (line: number) =>
    new Refusal('not_found', 'statement_line_unknown', `The statement has no line ${line}.`, { line }),
  lineFrozen: (line: number) =>
    new Refusal('conflict', 'statement_line_frozen', `Line ${line} is frozen already, or settled.`, { line }),
  fileMissing: () => new Refusal('invalid', 'statement_file_missing', 'Send one file that is not empty.'),
  fileKind: (name: string) =>
    new Refusal('invalid', 'statement_file_kind', `${name} is no kind of file that is taken as evidence.`, { name }),
  fileTooLarge: (name: string, limit: number) =>
    new Refusal('too_large', 'statement_file_too_large', `${name} is larger than ${limit} MB.`, { name, limit }),
  filesEnough: (limit: number) =>
    new Refusal('conflict', 'statement_files_enough', `A party gives at most ${limit} files to a statement.`, {
      limit,
    }),
  fileUnknown: (id: string) =>
    new Refusal(
      'not_found',
      'statement_file_unknown',
      'There is no such file, or no objection that you see names it.',
      {
        id,
      },
    ),
  objectionNotFound: (id: string) =>
    new Refusal('not_found', 'objection_not_found', 'There is no such objection.', { id }),
  objectionAnswered: (state: string) =>
    new Refusal('conflict', 'objection_answered', `The objection is ${state} already.`, { state }),
  objectionNotYours: (outcome: string) =>
    new Refusal(
      'forbidden',
      'objection_not_yours',
      'Who objected takes it back; the office that coordinates the parties dismisses or upholds it.',
      { outcome },
    ),
}
