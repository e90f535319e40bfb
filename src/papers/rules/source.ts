import type { Note } from '../model.ts'

/** Pages by the first part of their path, as the menu names them. */
const PAGES: Readonly<Record<string, string>> = {
  tasks: '任务',
  cycles: '报送',
  cockpit: '总览',
  projects: '项目',
  scores: '考核得分',
  supervision: '督办',
  escalations: '提请事项',
  indicators: '指标',
  meetings: '会议',
}

/** What a note leads to, for who has no address to open: number and title of the record, or the page's name. */
export function sourceName({ path, record }: Note): string | null {
  if (record) return record
  return PAGES[/^\/(\w+)/.exec(path ?? '')?.[1] ?? ''] ?? null
}
