import ical, { ICalEventTransparency } from 'ical-generator'
import type { Deadline } from './deadlines.ts'

const WORDS: Readonly<Record<Deadline['kind'], string>> = {
  report: '报送',
  receipt: '签收',
  milestone: '节点',
  task: '完成时限',
  supervision: '督办',
  rectify: '整改',
}

/** A line break in a name would begin a property of its own. */
const oneLine = (text: string) => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')

/** Deadlines as an iCalendar (RFC 5545) of whole days, which take no time away from anybody. */
export function calendarOf(
  organizationName: string,
  deadlines: readonly Deadline[],
  publicUrl: string,
  now: Date,
): string {
  const calendar = ical({
    name: `群策 · ${oneLine(organizationName)}`,
    prodId: { company: 'Qunce', product: 'delivery', language: 'ZH' },
    ttl: 3600,
  })
  for (const { key, kind, day, title, link } of deadlines) {
    calendar.createEvent({
      id: `${key}@qunce`, // whatever address it is read from, it is the same deadline,
      start: new Date(`${day}T00:00:00Z`),
      allDay: true,
      stamp: now,
      summary: `【${WORDS[kind]}】${oneLine(title)}`,
      url: `${publicUrl}${link}`,
      transparency: ICalEventTransparency.TRANSPARENT,
    })
  }
  return calendar.toString()
}
