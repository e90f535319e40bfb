import { dateInWords, heading, type Paper, paragraph, quoted } from '../../papers/index.ts'
import type { Actor } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { findNotice } from '../supervision/noticeStore.ts'

/** 督办通知单: one matter to one unit (一事一单). A draft has neither number's force nor a day of issue, and says so. */
export async function noticePaper(trx: Trx, id: string, actor: Actor, today: string): Promise<Paper> {
  const notice = await findNotice(trx, id, actor, today)
  const draft = notice.state === 'draft'
  const issuedOn = notice.issuedOn ?? today
  return {
    mark: `${notice.owner.name}督办通知单`,
    number: draft ? null : notice.number,
    title: `关于${notice.title.replace(/^关于/, '')}的督办通知`,
    addressee: notice.unit.name,
    blocks: [
      heading(1, '一、督办事由'),
      ...paragraphsOf(notice.basis),
      heading(1, '二、办理要求'),
      ...paragraphsOf(notice.text),
      ...(notice.task
        ? [
            quoted(
              '本单所涉任务：台账第',
              {
                text: `${notice.task.number}号“${notice.task.title}”`,
                note: {
                  text: '任务及其规划原文',
                  path: `/tasks/${notice.task.id}`,
                  record: `任务${notice.task.number}“${notice.task.title}”`,
                },
              },
              '。',
            ),
          ]
        : []),
      heading(1, '三、办理时限'),
      paragraph(
        `请于${dateInWords(notice.dueOn)}前办结，并将办理情况及佐证材料报送${notice.owner.name}。`,
        notice.receiveBy ? `收到本单后，请于${dateInWords(notice.receiveBy)}前签收。` : '',
        {
          text: '逾期未办结的，所涉任务亮红灯。',
          note: {
            text: `督办单办理情况；红黄绿灯规则“督办单到期未办结的，红灯”`,
            path: `/supervision/${notice.id}`,
            record: draft ? `督办单“${notice.title}”` : `${notice.number}“${notice.title}”`,
          },
        },
      ),
    ],
    annexes: [],
    signature: { unit: notice.owner.name, date: issuedOn },
    ...(draft ? { remark: '本单尚未签发' } : notice.state === 'withdrawn' ? { remark: '本单已撤回' } : {}),
    printed: { unit: notice.owner.name, date: issuedOn },
  }
}

export function paragraphsOf(text: string) {
  return text
    .split(/\n+/)
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => quoted(line))
}
