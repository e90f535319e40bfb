import type { alignmentProblemsZh } from './alignment.problems.zh-CN.ts'
import type { Worded } from './worded.ts'

export const alignmentProblemsEn: Worded<typeof alignmentProblemsZh> = {
  alignment_not_found: {
    title: 'There is no such comparison',
    todo: 'It does not exist, or one of its documents is not shared with your organization.',
  },
  alignment_not_yours: {
    title: 'You may not compare or check these two documents',
    todo: 'Only the coordination office, and who owns one of the two, may do so.',
  },
  alignment_of_one: { title: 'Both sides are the same document', todo: 'Choose two different documents.' },
  alignment_provision_unknown: {
    title: 'The comparison has no such provision',
    todo: 'A document may have a newer version: load the newest.',
  },
  alignment_tie_not_found: {
    title: 'There is no such tie',
    todo: 'The documents may have been compared anew: load the newest.',
  },
  aligning_failed: {
    title: '“{{upper}}” and “{{lower}}” could not be compared',
    todo: 'Try again later; if it goes on, tell your administrator the reason: {{reason}}.',
  },
  alignment_changed: {
    title: 'The documents or the comparison changed just now',
    todo: 'Load the newest, then try again.',
  },
  nothing_to_learn: {
    title: 'There is nothing new to learn from',
    todo: 'It takes a provision with something confirmed and something rejected.',
  },
}
