import type { ExportColumn } from '../../platform/http/index.ts'
import type { TaskRow } from './schemas.ts'

const STATES = {
  dispatched: '已下达',
  underway: '办理中',
  closing: '申请销号',
  closed: '已销号',
  retired: '已终止',
} as const
const LIGHTS = { red: '红', yellow: '黄', green: '绿', grey: '无数据', closed: '已销号' } as const

/** A task as an export shows it: what the list has, with the words that oblige. */
export type TaskLine = TaskRow & { text: string; measure: string; externalKey: string | null }

/**
 * By what a line is known again when it is imported: the number that a ledger gave it, else its own in its programme with
 * the beginning of its id, which no other ledger has.
 */
export const ledgerKey = ({ externalKey, number, id }: Pick<TaskLine, 'externalKey' | 'number' | 'id'>): string =>
  externalKey ?? `${number}#${id.slice(0, 8)}`

/** The units of one role, as the import of a ledger reads them again. */
const unitsIn =
  (role: TaskLine['units'][number]['role']) =>
  ({ units }: TaskLine) =>
    units
      .filter((unit) => unit.role === role)
      .map(({ name }) => name)
      .join('、')

/**
 * The columns of a ledger (台账), for export. The import (`delivery/ledger`) takes the same headings, the first of each
 * of its fields; the two last are only told.
 */
export const TASK_COLUMNS = [
  { key: 'externalKey', title: '编号', width: 14, value: ledgerKey },
  { key: 'chapter', title: '章节', width: 20, value: ({ chapterLabel }) => chapterLabel },
  { key: 'title', title: '任务', width: 36, value: ({ title }) => title },
  { key: 'text', title: '具体内容', width: 60, value: ({ text }) => text },
  { key: 'measure', title: '成果形式', width: 30, value: ({ measure }) => measure },
  { key: 'lead', title: '牵头单位', width: 28, value: unitsIn('lead') },
  { key: 'participants', title: '配合单位', width: 36, value: unitsIn('participant') },
  { key: 'responsible', title: '责任单位', width: 28, value: unitsIn('responsible') },
  { key: 'dueOn', title: '完成时限', width: 14, value: ({ dueOn }) => dueOn ?? '' },
  { key: 'pace', title: '任务性质', width: 12, value: ({ pace }) => (pace === 'ongoing' ? '长期坚持' : '限期完成') },
  { key: 'provision', title: '条款', width: 24, value: ({ provisionLabel }) => provisionLabel },
  { key: 'state', title: '状态', width: 12, value: ({ state }) => STATES[state] },
  { key: 'light', title: '亮灯', width: 10, value: ({ light }) => (light ? LIGHTS[light] : '') },
] as const satisfies readonly (ExportColumn<TaskLine> & { key: string })[]
