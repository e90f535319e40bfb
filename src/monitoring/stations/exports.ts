import type { Actor } from '../../platform/access/index.ts'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import type { ExportColumn } from '../../platform/http/index.ts'
import { findParameter } from '../standards/parameters/catalogue.ts'
import type { ListedStation, StationQuery } from './schemas.ts'
import { listStations } from './store.ts'

const PORTION = 200

/** All stations of a filter that the actor sees, each portion in a transaction of its own. */
export async function* everyStation(
  database: DatabaseHandle,
  actor: Actor,
  filter: Omit<StationQuery, 'cursor' | 'limit'>,
): AsyncGenerator<ListedStation> {
  let cursor: string | undefined
  do {
    const page = await database.asActor(actor, (trx) =>
      listStations(trx, { ...filter, limit: PORTION, ...(cursor ? { cursor } : {}) }),
    )
    yield* page.items
    cursor = page.next ?? undefined
  } while (cursor)
}

const KINDS: Readonly<Record<ListedStation['kind'], string>> = {
  surface_water: '地表水',
  ground_water: '地下水',
  air: '环境空气',
  sea: '海水',
  other: '其他',
}
const EIGHT_HOURS = 8 * 3_600_000

export const STATION_COLUMNS: readonly ExportColumn<ListedStation>[] = [
  { title: '站点编码', width: 16, value: ({ code }) => code },
  { title: '站点名称', width: 24, value: ({ name }) => name },
  { title: '类型', width: 10, value: ({ kind }) => KINDS[kind] },
  { title: '行政区', width: 14, value: ({ jurisdiction }) => jurisdiction.name },
  { title: '断面', width: 20, value: ({ place }) => place?.section?.name ?? '' },
  { title: '经度', width: 12, value: ({ place }) => place?.longitude },
  { title: '纬度', width: 12, value: ({ place }) => place?.latitude },
  { title: '运行单位', width: 30, value: ({ organization }) => organization.name },
  { title: '监测项目数', width: 12, value: ({ parameters }) => parameters },
  {
    title: '最新数据时间（北京时间）',
    width: 24,
    value: ({ newest }) =>
      newest ? new Date(Date.parse(newest.time) + EIGHT_HOURS).toISOString().slice(0, 16).replace('T', ' ') : '',
  },
  {
    title: '最新数据',
    width: 24,
    value: ({ newest }) => {
      const parameter = newest && findParameter(newest.parameter)
      return newest && parameter ? `${parameter.zh} ${newest.value ?? ''} ${parameter.unit}`.trim() : ''
    },
  },
]
