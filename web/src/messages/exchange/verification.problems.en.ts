import type { Worded } from '../worded.ts'
import type { verificationProblemsZh } from './verification.problems.zh-CN.ts'

export const verificationProblemsEn: Worded<typeof verificationProblemsZh> = {
  verification_question_not_found: { title: 'There is no such question', todo: 'Choose one from the list.' },
  verification_not_provider: {
    title: 'A question is offered by who holds the data',
    todo: 'Act for that organization.',
  },
  verification_not_loaded: {
    title: 'The resource has no data here yet',
    todo: 'Load them on the page of the resource, then offer a question.',
  },
  verification_question_unfit: {
    title: 'The question has to be mended',
    todo: 'Each place says what is wrong with it.',
  },
  verification_question_changed: {
    title: 'The question was changed, or is offered no more',
    todo: 'Load it again, then ask.',
  },
  verification_subject_unfit: {
    title: 'The number of person {{place}} is none',
    todo: 'Its check character does not fit: compare it with the card. Nothing was asked.',
  },
  verification_subjects_unfit: {
    title: 'Not for so many persons',
    todo: 'It is asked of 1 to {{most}} different persons at once.',
  },
  verification_subject_in_text: {
    title: 'A text names the number of a person',
    todo: 'Purpose, matter and reference are kept: write them without it.',
  },
  verification_limit_unfit: {
    title: 'The limit is none that is offered',
    todo: 'Choose one from {{least}} to {{most}}, in steps of {{step}}.',
  },
  verification_consent_unfit: {
    title: 'A consent is missing or has expired',
    todo: 'Each person has to have agreed: with a reference, no later than today, and not expired.',
  },
  verification_asked_enough: {
    title: 'Of this person it was asked as often as it may be',
    todo: '{{perDay}} times a day and {{perYear}} times a year at most, by all units together.',
  },
  verification_unit_asked_enough: {
    title: 'Your unit has asked this of {{most}} persons today',
    todo: 'That is the most in a day. Go on tomorrow.',
  },
  verification_not_found: {
    title: 'There is no such verification',
    todo: 'You see what your organization asked, and what it was asked.',
  },
}
