import type { Worded } from '../worded.ts'
import type { sharingProblemsZh } from './sharingProblems.zh-CN.ts'

export const sharingProblemsEn: Worded<typeof sharingProblemsZh> = {
  share_request_not_found: {
    title: 'There is no such request',
    todo: 'It may not exist, or not be your organization’s.',
  },
  share_agreement_not_found: {
    title: 'There is no such agreement',
    todo: 'It may not exist, or not be your organization’s.',
  },
  share_dispute_not_found: {
    title: 'There is no such dispute',
    todo: 'It may not exist, or not be your organization’s.',
  },
  share_not_party: {
    title: 'This is not for your organization to do',
    todo: 'The provider answers, provides, suspends and withdraws; the recipient mends, accepts, gives up and disputes.',
  },
  share_step_unfit: {
    title: 'This does not go in its present state',
    todo: 'It may just have moved on. Load it again.',
  },
  share_own_resource: { title: 'This is your own organization’s resource', todo: 'Nothing has to be asked for.' },
  share_resource_unpublished: {
    title: 'The resource is not in the catalogue now',
    todo: 'Only what is published is asked for.',
  },
  share_withheld: {
    title: 'This resource cannot be granted now',
    todo: 'It is withheld or not in the catalogue. Its provider has to publish a version by which it is shared.',
  },
  share_terms_unfit: { title: '{{count}} things do not fit the resource', todo: 'Look at: {{first}}' },
  share_widened: { title: 'More than was asked for: {{parts}}', todo: 'Grant within what was asked for.' },
  share_until_past: {
    title: '{{day}} is over',
    todo: 'Choose a day after today; where the days that were asked for are over, it has to be asked for anew.',
  },
  share_from_past: { title: '{{day}} is over', todo: 'Choose today or a later day.' },
  share_words_missing: {
    title: 'Say why, or what',
    todo: 'The other side has to know the reason, or what is missing.',
  },
  share_brought_forward_already: {
    title: 'It was brought forward already',
    todo: 'Where the grounds are new, ask anew.',
  },
  share_provided_already: { title: 'It is recorded as provided already', todo: 'Load it again.' },
  share_withdrawn_already: { title: 'It is withdrawn from {{day}} on already', todo: 'You can choose an earlier day.' },
  share_deletion_confirmed: { title: 'The deletion is confirmed already', todo: 'Load it again.' },
  share_item_not_agreed: { title: '“{{item}}” is no item of the agreement', todo: 'Choose one of its items.' },
  share_not_corrected: {
    title: 'The data were not corrected since they were disputed',
    todo: 'Correct the row or load a new revision first, or answer that the value was not wrong.',
  },
  share_period_slower: {
    title: 'The term cannot be longer than {{days}} working days',
    todo: 'A place is stricter than the regulation, never slower.',
  },
  share_period_elsewhere: {
    title: '{{place}} is outside what you coordinate',
    todo: 'Enter the code of a member of the cluster, or of its province or city.',
  },
  share_choice_unfit: {
    title: 'This resource cannot be granted at once',
    todo: 'Only what is shared without condition can.',
  },
}
