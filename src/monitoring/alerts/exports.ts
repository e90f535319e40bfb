import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import type { ExportColumn } from '../../platform/http/index.ts'
import { findParameter } from '../standards/parameters/catalogue.ts'
import type { Alert, AlertFilter } from './schemas.ts'
import { listAlerts } from './store.ts'

const PORTION = 200

/** The words of the page `/alerts`. */
export const ALERT_WORDS = {
  kinds: { worse_than_target: '劣于目标', sudden_change: '数值突变', arrival: '上游来水' },
  states: { open: '待接收', received: '已接收', handling: '处置中', closed: '已办结' },
  sides: { upstream: '上游', downstream: '下游', own: '负责单位' },
} as const

/** What may not be read is refused before a file begins. */
export const expectAlertReader = (trx: Trx) => sql`select actor_must('alert.read')`.execute(trx)

/** All alerts of a filter, each page in a transaction of its own. */
export async function* everyAlert(database: DatabaseHandle, actor: Actor, filter: AlertFilter): AsyncGenerator<Alert> {
  let cursor: string | undefined
  do {
    const page = await database.asActor(actor, (trx) =>
      listAlerts(trx, { ...filter, limit: PORTION, ...(cursor ? { cursor } : {}) }),
    )
    yield* page.items
    cursor = page.next ?? undefined
  } while (cursor)
}

const nameOf = (code: string) => findParameter(code)?.zh ?? code
/** 2026-03-06 09:00, on the clock of China. */
const inChina = (moment: string | null) => {
  if (moment === null) return ''
  const text = new Date(Date.parse(moment) + 8 * 3_600_000).toISOString()
  return `${text.slice(0, 10)} ${text.slice(11, 16)}`
}

/** One text for an alert of one datum, or for each item of a month that exceeded. */
const ofEach = (
  alert: Alert,
  text: (item: { value?: string; unit?: string; limit?: string; multiple?: string | null }) => string,
) =>
  alert.evidence.exceeding
    ? alert.evidence.exceeding.map((item) => `${nameOf(item.code)} ${text(item)}`.trim()).join('；')
    : text(alert.evidence)

const receiptOf = ({ receivedAt, receivedBy, missedAt, receiveBy }: Alert['parties'][number]) =>
  [
    missedAt === null ? '' : '逾期',
    receivedAt === null ? `应于 ${inChina(receiveBy)} 前接收` : `${inChina(receivedAt)} ${receivedBy ?? ''}接收`,
  ]
    .filter(Boolean)
    .join('，')

export const ALERT_COLUMNS: readonly ExportColumn<Alert>[] = [
  { title: '断面编码', width: 16, value: ({ section }) => section.code },
  { title: '断面', width: 20, value: ({ section }) => section.name },
  { title: '河流', width: 16, value: ({ river }) => river },
  { title: '预警类型', width: 12, value: ({ kind }) => ALERT_WORDS.kinds[kind] },
  { title: '预警事项', width: 48, value: ({ title }) => title },
  {
    title: '监测项目',
    width: 16,
    value: ({ parameter, evidence }) =>
      parameter === null ? (evidence.exceeding ?? []).map(({ code }) => nameOf(code)).join('、') : nameOf(parameter),
  },
  {
    title: '监测值',
    width: 24,
    value: (alert) => ofEach(alert, ({ value, unit }) => [value, unit].filter(Boolean).join(' ')),
  },
  { title: '目标限值', width: 20, value: (alert) => ofEach(alert, ({ limit }) => limit ?? '') },
  { title: '超标倍数', width: 16, value: (alert) => ofEach(alert, ({ multiple }) => multiple ?? '') },
  { title: '目标类别', width: 10, value: ({ evidence }) => evidence.targetClass ?? '' },
  { title: '监测时间', width: 18, value: ({ observedAt }) => inChina(observedAt) },
  { title: '预计到达', width: 18, value: ({ expectedAt }) => inChina(expectedAt) },
  { title: '发出时间', width: 18, value: ({ raisedAt }) => inChina(raisedAt) },
  { title: '状态', width: 10, value: ({ state }) => ALERT_WORDS.states[state] },
  {
    title: '接收情况',
    width: 60,
    value: ({ parties }) =>
      parties
        .map((party) => `${party.organization.name}（${ALERT_WORDS.sides[party.side]}）：${receiptOf(party)}`)
        .join('；'),
  },
  { title: '办结时间', width: 18, value: ({ closedAt }) => inChina(closedAt) },
  { title: '标识', width: 38, value: ({ id }) => id },
]
