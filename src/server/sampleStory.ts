import type { ReportContent } from '../delivery/reporting/schemas.ts'

/** What the units of one task say of the half-year that has ended; all of it says that it is a sample. */
export interface Story {
  claim: ReportContent['claim']
  percent: number
  progress: string
  problems: string
  /** Whether the first milestone was reached in its time. */
  keptFirst: boolean
}

const WELL: readonly Story[] = [
  {
    ...{ claim: 'on_track', percent: 45, keptFirst: true },
    ...{ progress: '（示例）已完成现场调查和方案编制，按计划推进。', problems: '' },
  },
  {
    ...{ claim: 'on_track', percent: 60, keptFirst: true },
    ...{ progress: '（示例）第一批工程已开工，年度投资完成过半。', problems: '' },
  },
]
const BEHIND: Story = {
  ...{ claim: 'behind', percent: 20, keptFirst: true },
  progress: '（示例）用海审批尚在办理，进度滞后。',
  problems: '（示例）需要协调用海指标。',
}
const BLOCKED: Story = {
  ...{ claim: 'blocked', percent: 10, keptFirst: true },
  progress: '（示例）跨市标准尚未统一，联合执法暂未启动。',
  problems: '（示例）两市执行标准不一致，需上级协调。',
}
const DONE: Story = {
  ...{ claim: 'done', percent: 100, keptFirst: true },
  progress: '（示例）清理任务全部完成，已通过验收。',
  problems: '',
}

/** One task done, one behind, one blocked, the others well: a sample in which all is well would teach nothing. */
export function storyOf(place: number): Story {
  if (place === 1) return BEHIND
  if (place === 2) return DONE
  if (place === 4) return BLOCKED
  return WELL[place % WELL.length] ?? BEHIND
}

/** A report in the words of the story. */
export const reportOf = ({ claim, percent, progress, problems }: Story, consolidates: string[]): ReportContent => ({
  ...{ claim, percent, progress, problems, consolidates },
  ...{ next: claim === 'done' ? '' : '（示例）继续推进。', figures: [], milestones: [], evidence: [] },
})
