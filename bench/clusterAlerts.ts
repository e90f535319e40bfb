import { randomUUID } from 'node:crypto'
import type { NeighbourAlert, NeighbourAlertList } from '../src/exchange/schemas.ts'
import type { AlertDetail, AlertList, AlertRule, StationDetail, StationList } from '../src/monitoring/schemas.ts'
import { onceOf, type User, until } from './clusterUser.ts'

/** What no river has and an analyser may say, worse than every class: mg/L, and pH. */
const BAD: Readonly<Record<string, number>> = {
  ...{ ammoniaNitrogen: 90, dissolvedOxygen: 0.1, permanganateIndex: 90, ph: 2, totalPhosphorus: 90 },
}
const DAY_MS = 86_400_000

export interface AlertTimes {
  /** From an observation that is sent until its alert is raised at the same node: the watch looks every 15 seconds. */
  raised: number[]
  /** From the alert at its owner until the neighbour lists it. */
  alerts: number[]
  /** From the neighbour's receipt until the owner's alert has it. */
  receipts: number[]
}

/** Sends bad data of Guangxi's border section one by one, waits for each alert at both ends, and has Guangdong receive it. */
export async function timedAlerts(guangxi: User, guangdong: User, rounds: number): Promise<AlertTimes> {
  const told = await firstTold(guangdong)
  await actAsHandler(guangxi, told.key)
  const { section } = await guangxi.get<AlertDetail>(`/alerts/${told.key}`)
  await guangxi.post<AlertRule>(
    '/alerts/rules',
    {
      ...{ name: '自动监测劣于目标', sections: [section.id], receiptHours: 4, basis: '联防联控约定' },
      spec: { kind: 'worse_than_target', on: 'datum' },
    },
    onceOf(1),
  )
  const listed = async () =>
    (await guangxi.get<AlertList>(`/alerts?limit=200&section=${section.id}&kind=worse_than_target`)).items
  const times: AlertTimes = { raised: [], alerts: [], receipts: [] }
  for (const datum of await badData(guangxi, section.id)) {
    if (times.receipts.length >= rounds) break
    await guangxi.post('//sensorthings/v1.1/Observations', datum)
    const observation = `${datum.Datastream['@iot.id']}_${Date.parse(datum.phenomenonTime)}`
    let key = ''
    const isRaised = async () => {
      key = (await listed()).find(({ evidence }) => evidence.observation === observation)?.id ?? ''
      return key !== ''
    }
    times.raised.push(await until(isRaised))
    times.alerts.push(await until(async () => (await neighbours(guangdong)).some((alert) => alert.key === key)))
    const text = `已接收，正在核查（${randomUUID().slice(0, 8)}）`
    await guangdong.post(`/nodes/alerts/gx/${key}/receipt`, { text })
    const isThere = ({ events }: AlertDetail) => events.some((event) => event.text.includes(text))
    times.receipts.push(await until(async () => isThere(await guangxi.get<AlertDetail>(`/alerts/${key}`))))
  }
  return times
}

const neighbours = async (guangdong: User) => (await guangdong.get<NeighbourAlertList>('/nodes/alerts?limit=200')).items

/** The sample's alert of Guangxi; the user acts on for the unit that may receive it. */
async function firstTold(guangdong: User): Promise<NeighbourAlert> {
  for (const { membershipId } of await guangdong.actors()) {
    await guangdong.actFor(membershipId)
    const listed = await neighbours(guangdong).catch(() => [])
    const found = listed.find(({ owner, mayReceive }) => owner.code === 'gx' && mayReceive)
    if (found) return found
  }
  throw new Error('Guangdong has nobody who may receive an alert of Guangxi.')
}

/** The user acts on for the unit that handles the alert: it keeps the section as well. */
async function actAsHandler(guangxi: User, id: string): Promise<void> {
  for (const { membershipId } of await guangxi.actors()) {
    await guangxi.actFor(membershipId)
    const { may } = await guangxi.get<AlertDetail>(`/alerts/${id}`).catch(() => ({ may: [] }))
    if (may.length > 0) return
  }
  throw new Error(`Nobody of Guangxi handles the alert ${id}.`)
}

/** One bad datum of each automatic datastream of the section for each of the last days; each raises an alert of its own. */
async function badData(guangxi: User, section: string) {
  const { items } = await guangxi.get<StationList>(`/stations?limit=200&section=${section}`)
  const stations = await Promise.all(items.map(({ id }) => guangxi.get<StationDetail>(`/stations/${id}`)))
  const streams = stations.flatMap(({ datastreams }) => datastreams.filter(({ origin }) => origin === 'automatic'))
  return [0, DAY_MS].flatMap((earlier) =>
    streams.flatMap(({ id, parameter }, index) => {
      const phenomenonTime = new Date(Date.now() - earlier - (index + 1) * 1000).toISOString()
      const result = BAD[parameter]
      return result === undefined ? [] : { Datastream: { '@iot.id': id }, phenomenonTime, result }
    }),
  )
}
