import { Refusal } from '../../platform/refusal.ts'
import type { QuestionFault } from './rules/question.ts'

/** Persons whom a unit may ask a question of in a day; the database says the same (migrations/0030_guards.sql). */
const MOST_PERSONS_A_DAY = 1000

/** What verification refuses. None of it names a person. Codes are public: never renamed, never reused. */
export const verificationRefusals = {
  questionNotFound: (id: string) =>
    new Refusal('not_found', 'verification_question_not_found', 'There is no such question.', { id }),
  notProvider: () =>
    new Refusal(
      'forbidden',
      'verification_not_provider',
      'A question is offered by the organization that holds the data.',
    ),
  notLoaded: () =>
    new Refusal(
      'invalid',
      'verification_not_loaded',
      'The resource has no data here yet: load them before offering a question.',
    ),
  questionUnfit: (faults: readonly QuestionFault[]) =>
    new Refusal(
      'invalid',
      'verification_question_unfit',
      `${faults.length} places of the question have to be mended.`,
      {
        fields: faults.map(({ field }) => field).join(', '),
        faults,
      },
    ),
  questionChanged: () =>
    new Refusal(
      'conflict',
      'verification_question_changed',
      'The question is not offered in this wording any more. Load it again.',
    ),
  subjectUnfit: (place: number) =>
    new Refusal(
      'invalid',
      'verification_subject_unfit',
      `The number of person ${place} is none: its check character does not fit. Nothing was asked.`,
      { place },
    ),
  subjectsUnfit: (most: number) =>
    new Refusal('invalid', 'verification_subjects_unfit', `The question is for 1 to ${most} different persons.`, {
      most,
    }),
  subjectInText: (field: string) =>
    new Refusal(
      'invalid',
      'verification_subject_in_text',
      `The field ${field} names the number of a person. It is kept: write it without.`,
      { field },
    ),
  limitUnfit: (least: string, most: string, step: string) =>
    new Refusal(
      'invalid',
      'verification_limit_unfit',
      `The limit is one from ${least} to ${most}, in steps of ${step}.`,
      {
        ...{ least, most, step },
      },
    ),
  consentUnfit: () =>
    new Refusal(
      'invalid',
      'verification_consent_unfit',
      'Each person has to have agreed: with a reference, given no later than today, and not expired.',
    ),
  askedEnough: (perDay: number, perYear: number) =>
    new Refusal(
      'conflict',
      'verification_asked_enough',
      `Of one person this may be asked ${perDay} times in a day and ${perYear} times in a year, by all units together.`,
      { perDay, perYear },
    ),
  unitAskedEnough: () =>
    new Refusal(
      'conflict',
      'verification_unit_asked_enough',
      `Your organization asks this of ${MOST_PERSONS_A_DAY} persons a day at most.`,
      { most: MOST_PERSONS_A_DAY },
    ),
  notFound: (id: string) =>
    new Refusal('not_found', 'verification_not_found', 'There is no such verification for your organization.', { id }),
}
