import { sql } from 'kysely'
import { catalogueId } from '../gazetteer/index.ts'
import {
  addAlertRule,
  addSection,
  addStation,
  addTravelTime,
  assessDue,
  type NewStation,
  receiveAlert,
  setAlertReceivers,
  takeObservations,
  watchForAlerts,
} from '../monitoring/index.ts'
import type { Actor } from '../platform/access/index.ts'
import type { DatabaseHandle, Trx } from '../platform/database/index.ts'
import { actorsOf, peopleOf, readSample, type SampleUser } from './sampleCatalogue.ts'
import {
  automaticParameters,
  automaticSeries,
  monthlySample,
  type SampleSection,
  sampledMonths,
} from './sampleSeries.ts'

const BASIS = '示例数据'

/**
 * Sections on rivers of the sample cluster with their stations, some years of monthly samples, an automatic station's last
 * weeks, rules for alerts, and the alert that last month gives rise to, which one side has received. All of it through the
 * functions that people and stations use; the values are made up. Only where no section is. Of a province's part, the
 * sections that its own unit keeps.
 * @returns true when anything was added
 */
export async function loadSampleMonitoring(
  database: DatabaseHandle,
  user: SampleUser,
  onProgress: (step: string) => void,
  now: Date,
): Promise<boolean> {
  const actors = actorsOf(user)
  const people = new Map(peopleOf(user).map(({ key }, index) => [key, actors[index]]))
  const [guangxi, guangdong] = [people.get('gx-ecology'), people.get('gd-ecology')]
  if (!guangxi && !guangdong) return false
  const { sections } = readSample<{ sections: SampleSection[] }>('monitoring.json')
  const known = await database.asSystem((trx) => standing(trx, sections))
  if (!known) return false
  onProgress('Loading the sample rivers')
  const clocked = database.withClock(() => now)
  const ids = new Map(known)
  // One transaction for each keeper: a load that was cut off goes on with the next one.
  for (const keeper of [guangxi, guangdong]) {
    if (!keeper) continue
    const own = sections.filter((section) => people.get(section.keeper) === keeper)
    if (own.some(({ code }) => ids.has(code))) continue
    await clocked.asActor(keeper, async (trx) => {
      for (const section of own) ids.set(section.code, await addWithStation(trx, keeper, section))
      for (const section of own) await fill(clocked, trx, keeper, section, now)
      await watchOver(trx, keeper, { ids, own })
    })
  }
  await assessDue(clocked)
  await watchForAlerts(clocked, now)
  if (guangxi) await clocked.asActor(guangxi, (trx) => receiveAll(trx, guangxi))
  await database.asSystem((trx) => markAsSample(trx, sections))
  return true
}

/** The sample's sections of a load that was cut off, by code; null where it is done, or where people keep sections. */
async function standing(trx: Trx, sections: readonly SampleSection[]): Promise<[code: string, id: string][] | null> {
  const { rows } = await sql<{ code: string; id: string; isSample: boolean }>`
    select code, id, is_sample as "isSample" from section where exists (select from cluster where sample)`.execute(trx)
  const isOurs = (code: string) => sections.some((section) => section.code === code)
  if (rows.some(({ code, isSample }) => isSample || !isOurs(code))) return null
  return rows.map(({ code, id }) => [code, id])
}

async function addWithStation(trx: Trx, keeper: Actor, section: SampleSection): Promise<string> {
  const { code, name, river, water, jurisdiction, longitude, latitude, upstream, downstream, target } = section
  const where = { jurisdiction, longitude, latitude }
  const sides = upstream && downstream ? { upstream, downstream } : {}
  const sectionId = await addSection(trx, keeper, {
    ...{ code, name, water, river, ...where, ...sides },
    ...{ targetClass: target, basis: BASIS, description: '示例断面：位置只是大致的，数值为自拟。' },
  })
  const manual = Object.keys(section.means).map((parameter) => ({ parameter, origin: 'manual' as const }))
  const automatic = section.automatic
    ? automaticParameters(section).map((parameter) => ({ parameter, origin: 'automatic' as const }))
    : []
  const station: NewStation = {
    ...{ code, name: `${name}断面`, kind: 'surface_water', ...where, sectionId, placeName: `${river}${name}` },
    ...{ description: '示例站点', datastreams: [...manual, ...automatic] },
  }
  await addStation(trx, keeper, station)
  return sectionId
}

async function fill(database: DatabaseHandle, trx: Trx, keeper: Actor, section: SampleSection, now: Date) {
  const { rows } = await sql<{ id: number; parameter: string; origin: string }>`
    select d.id, d.parameter, d.origin from datastream d join station s on s.id = d.station_id
    where s.code = ${section.code}`.execute(trx)
  const streams = new Map(rows.map(({ id, parameter, origin }) => [`${parameter} ${origin}`, id]))
  const monthly = sampledMonths(section, now).flatMap((month) =>
    Object.entries(monthlySample(section, month, now)).map(([parameter, result]) => ({
      datastream: streams.get(`${parameter} manual`) ?? 0,
      time: `${month}-05T10:00:00+08:00`,
      result,
    })),
  )
  const sent = section.automatic
    ? automaticSeries(section, now).map(({ parameter, time, result }) => ({
        datastream: streams.get(`${parameter} automatic`) ?? 0,
        time: time.toISOString(),
        result,
      }))
    : []
  for (const [name, rowsOf] of [
    ['（示例）手工监测', monthly],
    ['（示例）自动监测', sent],
  ] as const)
    if (rowsOf.length > 0) await takeObservations(database, trx, keeper, { source: 'sample', name }, rowsOf, now)
}

interface Watch {
  ids: ReadonlyMap<string, string>
  own: readonly SampleSection[]
}

/** Who receives alerts on each side of the border. */
const UPSTREAM = catalogueId('450000', '自治区生态环境厅')
const DOWNSTREAM = catalogueId('440000', '省生态环境厅')

/** Rules, receivers and travel times of the sections that the actor keeps. */
async function watchOver(trx: Trx, keeper: Actor, { ids, own }: Watch): Promise<void> {
  const idOf = (code: string) => ids.get(code) ?? ''
  const sections = own.map(({ code }) => idOf(code))
  const month = { kind: 'worse_than_target', on: 'month' } as const
  await addAlertRule(trx, keeper, {
    ...{ name: '月度水质劣于目标', spec: month, sections, receiptWorkingDays: 2, basis: BASIS },
  })
  const fast = own.filter(({ automatic }) => automatic).map(({ code }) => idOf(code))
  if (fast.length > 0)
    await addAlertRule(trx, keeper, {
      ...{ name: '自动监测突变', sections: fast, receiptHours: 4, basis: BASIS },
      spec: { kind: 'sudden_change', factor: '3', before: 12, parameters: ['ammoniaNitrogen', 'totalPhosphorus'] },
    })
  for (const { code, upstream, downstream } of own) {
    const sectionId = idOf(code)
    const between = upstream?.startsWith('45') && downstream?.startsWith('44')
    if (!between) continue
    await setAlertReceivers(trx, keeper, { sectionId, side: 'upstream', organizationIds: [UPSTREAM] })
    await setAlertReceivers(trx, keeper, { sectionId, side: 'downstream', organizationIds: [DOWNSTREAM] })
  }
  if (keeper.organizationId !== DOWNSTREAM || !ids.has('JZJ-02')) return
  const arrival = { upstreamId: idOf('JZJ-02'), downstreamId: idOf('HDSK-01'), validFrom: '2023-01-01', basis: BASIS }
  await addTravelTime(trx, keeper, { ...arrival, travelHours: '30' })
}

/** The sample's own, by code: what people have added meanwhile is theirs. */
async function markAsSample(trx: Trx, sections: readonly SampleSection[]): Promise<void> {
  const codes = sections.map(({ code }) => code)
  await sql`update section set is_sample = true where code = any(${codes}::text[])`.execute(trx)
  await sql`update station set is_sample = true where code = any(${codes}::text[])`.execute(trx)
}

/** One side receives what was raised; the other's receipt is left to whoever looks around. */
async function receiveAll(trx: Trx, actor: Actor): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select a.id from alert a join alert_party p on p.alert_id = a.id and p.received_at is null
    where p.organization_id = ${actor.organizationId}::uuid and exists (
      select from alert_party x where x.alert_id = a.id and x.organization_id <> p.organization_id)`.execute(trx)
  for (const { id } of rows) await receiveAlert(trx, actor, id, '（示例）已接收，正在排查上游污染源。')
}
