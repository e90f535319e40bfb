import type { Worded } from '../worded.ts'
import type { noticesZh } from './notices.zh-CN.ts'

export const noticesEn: Worded<typeof noticesZh> = {
  bell: 'Notices',
  bellUnread: 'Notices, {{n}} unread',
  title: 'Notices',
  empty: 'No notices',
  emptyLede: 'Dispatched tasks, returned reports, supervision and reminders appear here.',
  onlyUnread: 'Unread only',
  allRead: 'Mark all as read',
  more: 'Earlier notices',
  mail: 'Mail',
  mailNone: 'No mail',
  mailEach: 'One for each',
  mailDaily: 'One a day, at eight',
  unread: 'Unread',
  calendar: 'Calendar subscription',
  calendarLede:
    'Add the link to the calendar of a phone or computer: reports, receipts, milestones and deadlines of this organization appear there and stay current. Whoever has the link sees them: keep it safe.',
  calendarOnce: 'The link is shown this once: copy it now.',
  calendarAdd: 'Make a new link',
  calendarMade: 'Made {{at}}',
  calendarRead: 'Last read: {{at}}',
  calendarUnread: 'Never read so far',
  calendarEnd: 'End',
}
