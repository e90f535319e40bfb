import type { Worded } from '../worded.ts'
import type { papersZh } from './papers.zh-CN.ts'

export const papersEn: Worded<typeof papersZh> = {
  title: 'Official papers',
  lede: 'Laid out by GB/T 9704-2012 and drafted, in Chinese, from what the programmes hold; every figure names its source. Look first, then download.',
  kind: 'Kind',
  kinds: {
    decomposition: 'Task decomposition table',
    evaluation: 'Annual evaluation',
    midterm: 'Mid-term evaluation (draft)',
    notice: 'Supervision notice',
    minutes: 'Minutes of a meeting',
  },
  programme: 'Programme',
  meeting: 'Meeting',
  notice: 'Supervision notice',
  year: 'Year',
  choose: 'Choose',
  docx: 'Download the paper (.docx)',
  xlsx: 'Download the rows (.xlsx)',
  print: 'Print this preview',
  empty: 'Nothing to write about yet',
  emptyLede: 'Dispatch tasks of a programme, hold a meeting or issue a supervision notice first.',
  notHere: 'There is no such paper, or it is not yours to see',
  chooseFirst: 'Choose one to see it here',
  drafting: 'Drafting…',
  numberOpen: '(number to be given)',
  signer: 'Signed by: {{name}}',
  annex: 'Annexes: ',
  annexNumber: 'Annex {{n}}',
  notes: 'Sources',
  source: 'Show',
}
