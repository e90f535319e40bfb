import type { Worded } from '../worded.ts'
import type { retentionZh } from './retention.zh-CN.ts'

export const retentionEn: Worded<typeof retentionZh> = {
  title: 'Retention',
  lede: 'How long observations are kept one by one, who says so, and what goes with the next run. Without a rule everything is kept.',
  bounds: {
    stays: 'Sums of days and months, latest values, assessments and corrections are always kept.',
    few: 'Where a month has 31 values or fewer, as in manual monitoring, each of them is kept.',
    notice:
      'A month is announced first, and goes a week later at the earliest; one that is not assessed, is to be assessed anew or has values to decide on does not go.',
    back: 'What is gone does not come back, and such a month takes no more data.',
  },
  mayRetire: 'The coordinating office sets and ends rules; every step is in the audit log.',
  mayNot:
    'The coordinating office sets and ends rules; others see them, and turn to the office while a month is announced.',
  rules: 'Rules',
  keeps: 'kept for {{count}} months after the month itself',
  keepsAll: 'kept without limit',
  onBasis: 'On the ground of {{basis}}.',
  setBy: 'set by {{organization}}, {{name}}, {{moment}}',
  endedAt: 'ended {{moment}}',
  ended: 'Rules that were ended ({{count}})',
  add: 'Set a limit',
  addTitle: '{{origin}}: how long to keep its data',
  keepMonths: 'Months kept after the month itself',
  keepMonthsHint: 'A whole number from 12 to 600; 36 keeps three years',
  basis: 'On what ground (optional)',
  basisHint: 'such as the regulation and its article',
  means: 'Single values up to {{month}} will be announced, and then be gone.',
  read: 'The monitoring units have been asked; what is gone does not come back',
  readNeeded: 'Ask them first, and tick this',
  end: 'End the rule',
  endAsk: '{{origin}}: end its rule?',
  endText: 'Nothing more goes by it, announced months included; what is gone stays gone.',
  next: 'The next run',
  nextLede: 'once a day; as of now, by the rules in force',
  nothing: 'By the rules in force nothing is due',
  takesOut: 'The next run takes out {{formatted}} values for good',
  takesNone: 'The next run takes out nothing',
  heads: { month: 'Month', origin: 'Origin', observations: 'Values', step: 'What comes of it' },
  steps: {
    goes: 'its week is over: goes with the next run',
    rests: 'announced: goes on {{moment}} at the earliest',
    announced: 'due: announced with the next run',
    waits: 'waits: {{why}}',
    gone: 'gone since {{moment}}',
  },
  blocks: {
    not_assessed: 'a section or station is not assessed',
    assessment_due: 'data are to be assessed anew',
    conflicts_open: 'values wait for a decision',
  },
}
