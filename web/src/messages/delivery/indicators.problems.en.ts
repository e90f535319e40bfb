import type { Worded } from '../worded.ts'
import type { indicatorsProblemsZh } from './indicators.problems.zh-CN.ts'

export const indicatorsProblemsEn: Worded<typeof indicatorsProblemsZh> = {
  indicator_not_found: {
    title: 'There is no such indicator',
    todo: 'It may not be shared with you. Go back to the list.',
  },
  indicator_not_yours: { title: 'This indicator is kept by {{owner}}', todo: 'Ask them to change it.' },
  indicator_not_supplier: {
    title: 'Your organization does not supply this',
    todo: 'Figures come from the supplier or the keeper.',
  },
  indicator_verify_own: {
    title: 'Your own figure cannot be verified by you',
    todo: 'Choose another grade; somebody else verifies.',
  },
  indicator_retired: { title: 'This indicator is retired', todo: '{{reason}}' },
  indicator_target_unfit: { title: '{{field}} does not fit', todo: 'Expected {{expected}}.' },
  indicator_commitment_unfit: {
    title: 'This commitment cannot become an indicator',
    todo: 'Confirm it as a target in its document first.',
  },
  indicator_commitment_taken: { title: 'This target is an indicator already', todo: 'Open it from the list.' },
  indicator_revision_reason: { title: 'There is a figure of {{period, period}}', todo: 'Say why it is revised.' },
  indicator_observation_unchanged: {
    title: 'The figure of {{period, period}} is the same',
    todo: 'Nothing needs to be sent.',
  },
  indicator_period_ahead: {
    title: '{{period, period}} is not over',
    todo: 'Only periods that are over can be observed.',
  },
  indicator_part_circle: {
    title: 'An indicator cannot be part of itself',
    todo: 'Remove the part that closes the circle.',
  },
  indicator_part_unknown: { title: 'There is no such lower indicator', todo: 'Choose again.' },
  indicator_task_unknown: { title: 'There is no such task', todo: 'Choose again.' },
}
