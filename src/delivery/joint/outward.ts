import type { Actor } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { notify } from '../../platform/notices/index.ts'

/** What units are told, in both languages; `{number}` and `{title}` are the matter's. */
const WORDS = {
  escalation_raised: ['有事项提请协调：{title}', 'A matter was raised: {title}'],
  escalation_risen: ['提请事项转上一层级：{title}', 'A matter went one tier up: {title}'],
  escalation_answered: [
    '提请事项已答复，请确认是否接受：{title}',
    'Your matter was answered, accept or contest: {title}',
  ],
  escalation_resolved: ['提请事项已议定：{title}', 'Your matter was decided: {title}'],
  meeting_convened: ['会议通知：{title}', 'You are invited: {title}'],
  meeting_moved: ['会议安排有变：{title}', 'The meeting was moved: {title}'],
  meeting_cancelled: ['会议取消：{title}', 'Cancelled: {title}'],
  meeting_reply_attend: ['会议回执（参加）：{title}', 'Reply, comes: {title}'],
  meeting_reply_deputy: ['会议回执（派员参加）：{title}', 'Reply, sends a deputy: {title}'],
  meeting_reply_absent: ['会议回执（请假）：{title}', 'Reply, does not come: {title}'],
  meeting_minuted: ['会议纪要已印发：{title}', 'Minutes were issued: {title}'],
  resolution_objected: ['成员单位对议定事项提出异议：{title}', 'A member objects to a resolution: {title}'],
} as const

/** Tells units, but not the one that acts, what happened to a matter or a meeting. */
export async function tell(
  trx: Trx,
  organizationIds: readonly string[],
  actor: Actor | null,
  kind: keyof typeof WORDS,
  subject: { id: string; title: string; revision?: number; key?: string },
): Promise<void> {
  const [title, titleEn] = WORDS[kind]
  const room = kind.startsWith('escalation') ? 'escalations' : 'meetings'
  const to = [...new Set(organizationIds)].filter((id) => id !== actor?.organizationId)
  await notify(
    trx,
    to.map((organizationId) => ({
      organizationId,
      kind: `delivery.${kind}`,
      title: title.replace('{title}', subject.title),
      titleEn: titleEn.replace('{title}', subject.title),
      link: `/${room}/${subject.id}`,
      key: `${kind}:${subject.id}:${subject.key ?? subject.revision ?? 0}`,
    })),
  )
}
