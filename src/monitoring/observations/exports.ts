import type { Actor } from '../../platform/access/index.ts'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import type { ExportColumn } from '../../platform/http/index.ts'
import { listObservations } from './read.ts'
import type { Observation, SeriesQuery } from './schemas.ts'

const PORTION = 5000

/** Which observations of a datastream are taken away: all of a time. */
export type SeriesFilter = Omit<SeriesQuery, 'cursor' | 'limit' | 'order'>

/** All observations of a datastream in a time, each portion in a transaction of its own. */
export async function* everyObservation(
  database: DatabaseHandle,
  actor: Actor,
  filter: SeriesFilter,
): AsyncGenerator<Observation> {
  let cursor: string | undefined
  do {
    const page = await database.asActor(actor, (trx) =>
      listObservations(trx, { ...filter, limit: PORTION, ...(cursor ? { cursor } : {}) }),
    )
    yield* page.items
    cursor = page.next ?? undefined
  } while (cursor)
}

const QUALIFIERS: Readonly<Record<Observation['qualifier'], string>> = {
  value: '',
  belowDetection: '低于检出限',
  belowUntold: '未检出（未注明检出限）',
  dry: '断流',
  frozen: '冰封',
}
const FLAGS = { outlier: '疑似异常', corrected: '已更正' } as const
const EIGHT_HOURS = 8 * 3_600_000

/** @param unit of the parameter */
export const observationColumns = (unit: string): readonly ExportColumn<Observation>[] => [
  {
    title: '监测时间（北京时间）',
    width: 22,
    value: ({ time }) => new Date(Date.parse(time) + EIGHT_HOURS).toISOString().slice(0, 19).replace('T', ' '),
  },
  { title: unit ? `监测值（${unit}）` : '监测值', width: 16, value: ({ value }) => value },
  { title: '说明', width: 22, value: ({ qualifier }) => QUALIFIERS[qualifier] },
  { title: '标记', width: 16, value: ({ flags }) => flags.map((flag) => FLAGS[flag]).join('、') },
  { title: '报送单位', width: 30, value: ({ by }) => by ?? '' },
  { title: '批次', width: 10, value: ({ batchId }) => batchId },
]
