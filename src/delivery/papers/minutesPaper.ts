import { type Block, chineseNumber, dateInWords, heading, type Paper, paragraph, quoted } from '../../papers/index.ts'
import type { Actor } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { findMeeting } from '../joint/meetingStore.ts'
import type { MeetingDetail } from '../joint/schemas.ts'
import { paragraphsOf } from './noticePaper.ts'

const OUTCOME = { resolved: '议定', deferred: '暂缓，留待下次会议', raised: '提请上一层级' } as const

/** 会议纪要 (纪要格式, GB/T 9704-2012 §10.3): what was heard and decided, item by item, and who was there. */
export async function minutesPaper(trx: Trx, id: string, actor: Actor, today: string): Promise<Paper> {
  const meeting = await findMeeting(trx, id, actor)
  const issued = meeting.minutedAt ? todayInChina(new Date(meeting.minutedAt)) : null
  const decided = meeting.agenda.flatMap(({ resolutions }) => resolutions)
  return {
    mark: `${meeting.tier.name.replace(/会议$/, '')}会议纪要`,
    number: `（第${chineseNumber(meeting.session)}次）`,
    title: `${meeting.title}纪要`,
    addressee: null,
    blocks: [
      quoted(
        `${dateInWords(meeting.heldOn)}${meeting.heldAt ? ` ${meeting.heldAt}` : ''}，${meeting.title}${meeting.place ? `在${meeting.place}` : ''}召开，由${meeting.host.name}主持。会议审议`,
        {
          text: `${meeting.agenda.length}项议题`,
          note: { text: '会议议程中编制单位可查阅的议题', path: `/meetings/${meeting.id}`, record: meeting.title },
        },
        '，',
        {
          text: `议定${decided.length}项`,
          note: { text: '会议议定事项', path: `/meetings/${meeting.id}`, record: meeting.title },
        },
        '。纪要如下：',
      ),
      ...paragraphsOf(meeting.minutes),
      ...meeting.agenda.flatMap((item, index) => itemBlocks(item, index)),
      ...attendance(meeting),
    ],
    annexes: [],
    signature: null,
    ...(issued ? {} : { remark: '纪要尚未印发，以印发稿为准' }),
    printed: { unit: meeting.owner.name, date: issued ?? today },
  }
}

function itemBlocks(item: MeetingDetail['agenda'][number], index: number): Block[] {
  return [
    heading(1, `${chineseNumber(index + 1)}、${item.title}`),
    ...(item.escalation
      ? [
          quoted(`${item.escalation.raisedBy}提请：${item.escalation.wanted}`, {
            text: `（${item.escalation.number}）`,
            note: {
              text: '提请事项全文',
              path: `/escalations/${item.escalation.id}`,
              record: `${item.escalation.number}“${item.title}”`,
            },
          }),
        ]
      : []),
    ...paragraphsOf(item.discussion),
    ...conclusion(item),
    ...item.resolutions.flatMap((one) => [
      quoted(
        `${one.number}. ${one.text.startsWith(one.title) ? '' : `${one.title.replace(/[。；]$/u, '')}。`}${one.text}`,
        `（${[
          one.leads.length > 0 ? `${one.leads.map(({ name }) => name).join('、')}牵头` : '牵头单位未明确',
          ...(one.participants.length > 0 ? [`${one.participants.map(({ name }) => name).join('、')}配合`] : []),
          one.pace === 'ongoing' ? '长期坚持' : one.dueOn ? `${dateInWords(one.dueOn)}前完成` : '完成时限未定',
        ].join('；')}）`,
        ...(one.taskId
          ? [
              {
                text: '',
                note: { text: `议定事项已列为任务`, path: `/tasks/${one.taskId}`, record: `任务“${one.title}”` },
              },
            ]
          : []),
      ),
      ...one.objections
        .filter(({ withdrawnAt }) => withdrawnAt === null)
        .map((objection) => quoted(`${objection.organizationName}对第${one.number}项提出异议：${objection.text}`)),
    ]),
  ]
}

/** What came of a matter; what an item of the meeting's own concludes stands in its minutes and its resolutions. */
function conclusion({ escalation, outcome, discussion, resolutions }: MeetingDetail['agenda'][number]): Block[] {
  if (outcome !== null) return outcome === 'resolved' ? [] : [paragraph(`会议决定：${OUTCOME[outcome]}。`)]
  if (escalation) return [paragraph('本议题的结论尚未记录。')]
  return discussion.trim() === '' && resolutions.length === 0 ? [paragraph('本议题的纪要尚未记录。')] : []
}

/** 出席、请假、列席, heads in 黑体. */
function attendance({ attendees }: MeetingDetail): Block[] {
  const named = (list: MeetingDetail['attendees']) =>
    list
      .map(({ organization, person }) => (person ? `${organization.name}（${person}）` : organization.name))
      .join('、')
  const lists: [string, MeetingDetail['attendees']][] = [
    [
      '出席：',
      attendees.filter(
        (one) => one.capacity === 'member' && (one.attendance === 'present' || one.attendance === 'represented'),
      ),
    ],
    ['请假：', attendees.filter((one) => one.attendance === 'absent')],
    [
      '列席：',
      attendees.filter((one) => one.capacity === 'observer' && one.attendance !== 'absent' && one.attendance !== null),
    ],
    ['到会情况未记录：', attendees.filter((one) => one.attendance === null)],
  ]
  return lists
    .filter(([, list]) => list.length > 0)
    .map(([head, list]) => ({ kind: 'paragraph', head, runs: [named(list)] }))
}
