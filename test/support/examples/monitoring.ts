import { randomUUID } from 'node:crypto'
import type { InjectOptions } from 'fastify'
import { sql } from 'kysely'
import { ColumnsBuilder } from '../../../src/monitoring/observations/columns.ts'
import { writeObservations } from '../../../src/monitoring/observations/write.ts'
import {
  addedSection,
  addedStation,
  aSection,
  aStation,
  datastreamOf,
  formOf,
} from '../../../src/monitoring/stage.testing.ts'
import type { SectionDetail, StationDetail } from '../../../src/monitoring/stations/schemas.ts'
import type { Example, Stage } from '../accessExamples.ts'
import { actorOf, PEOPLE } from '../people.ts'

const leaders = new WeakMap<object, Promise<{ station: StationDetail; section: SectionDetail }>>()

/** Leaders keep no stations: one of the office's, made their organization's by the system. */
async function leaderStage({ handle, as }: Stage) {
  const section = await addedSection(await as('office'))
  const station = await addedStation(await as('office'), { sectionId: section.id })
  const { organizationId } = PEOPLE.leader
  await handle.asSystem(async (trx) => {
    const own = { organization_id: organizationId } as object
    await trx.updateTable('station').set(own).where('id', '=', station.id).execute()
    await trx.updateTable('section').set(own).where('id', '=', section.id).execute()
  })
  return { station, section }
}

/** A section and a station at it that the owner reads, and keeps where it may. */
export async function aStage(stage: Stage): Promise<{ station: StationDetail; section: SectionDetail }> {
  if (stage.owner === 'leader') {
    const known = leaders.get(stage.handle) ?? leaderStage(stage)
    leaders.set(stage.handle, known)
    return known
  }
  const browser = await stage.as(stage.owner)
  const section = await addedSection(browser)
  return { section, station: await addedStation(browser, { sectionId: section.id }) }
}

/** Observations of the stage's station: one moment, and another value that was offered for it. */
async function aMeasuredStage(stage: Stage): Promise<Made & { datastream: number; conflict: number }> {
  const made = await aStage(stage)
  const datastream = datastreamOf(made.station)
  const { handle } = stage
  // Who wrote it does not matter here: the office coordinates all.
  const writer = actorOf(stage.owner === 'leader' ? 'office' : stage.owner)
  for (const value of [0.5, 0.6]) {
    const columns = new ColumnsBuilder(1)
    columns.add(datastream, Date.parse('2026-01-01T08:00:00+08:00'), value, 0)
    const stream = { id: datastream, stationId: made.station.id, parameter: 'ammoniaNitrogen' }
    await handle.asActor(writer, (trx) =>
      writeObservations(
        handle,
        trx,
        writer,
        { source: 'sensor_things' },
        columns,
        new Map([[datastream, stream]]),
        'keep',
      ),
    )
  }
  const { id } = await handle.asSystem((trx) =>
    trx
      .selectFrom('observation_conflict')
      .select('id')
      .where('datastream_id', '=', datastream)
      .where('state', '=', 'open')
      .executeTakeFirstOrThrow(),
  )
  return { ...made, datastream, conflict: id }
}

type Made = Awaited<ReturnType<typeof aStage>>
const on =
  (requestOf: (made: Made) => Partial<InjectOptions> & { path: string }): Example =>
  async (stage) => {
    const { path, ...request } = requestOf(await aStage(stage))
    return { method: 'GET', url: `/api/v1${path}`, ...request }
  }

const onMeasured =
  (
    requestOf: (made: Made & { datastream: number; conflict: number }) => Partial<InjectOptions> & { path: string },
  ): Example =>
  async (stage) => {
    const { path, ...request } = requestOf(await aMeasuredStage(stage))
    return { method: 'GET', url: `/api/v1/observations${path}`, ...request }
  }

const onStream =
  (requestOf: (datastream: number, made: Made) => { url: string; payload: object }): Example =>
  async (stage) => {
    const made = await aStage(stage)
    const { url, payload } = requestOf(datastreamOf(made.station), made)
    return { method: 'POST', url: `/sensorthings/v1.1${url}`, payload }
  }

/** A table with one value of the stage's station. */
const onTable =
  (path: string): Example =>
  async (stage) => {
    const { station } = await aStage(stage)
    const table = `站点编码,监测时间,氨氮\n${station.code},2026-05-05,0.5`
    return { method: 'POST', url: `/api/v1/observations/uploads${path}`, ...formOf(Buffer.from(table), '监测.csv') }
  }

/** The batch with which the stage's observation came. */
const onBatch =
  (path: string): Example =>
  async (stage) => {
    const { datastream } = await aMeasuredStage(stage)
    const { batch_id } = await stage.handle.asSystem((trx) =>
      trx
        .selectFrom('observation')
        .select('batch_id')
        .where('datastream_id', '=', datastream)
        .executeTakeFirstOrThrow(),
    )
    return { method: 'GET', url: `/api/v1/observations/batches/${batch_id}${path}` }
  }

/** A retention rule of the office, which alone makes them. */
const ruleOfRetention = async ({ handle }: Stage) => {
  const id = randomUUID()
  const { userId, userName, organizationId, organizationName } = PEOPLE.office
  await handle.asSystem(async (trx) => {
    await sql`update retention_rule set retired_at = clock_now() where retired_at is null`.execute(trx)
    await sql`insert into retention_rule (id, origin, keep_months, user_id, user_name, organization_id, organization_name)
      values (${id}::uuid, 'automatic', 600, ${userId}, ${userName}, ${organizationId}::uuid, ${organizationName})`.execute(
      trx,
    )
  })
  return id
}

export const monitoringExamples: Readonly<Record<string, Example>> = {
  'GET /api/v1/observations/retention': async (stage) => {
    await ruleOfRetention(stage)
    return { method: 'GET', url: '/api/v1/observations/retention' }
  },
  'POST /api/v1/observations/retention/rules': async ({ handle }) => {
    await handle.asSystem((trx) =>
      sql`update retention_rule set retired_at = clock_now() where retired_at is null`.execute(trx),
    )
    const payload = { origin: 'manual', keepMonths: 600, basis: '监测数据管理办法' }
    return { method: 'POST', url: '/api/v1/observations/retention/rules', payload }
  },
  'POST /api/v1/observations/retention/rules/:id/end': async (stage) => ({
    method: 'POST',
    url: `/api/v1/observations/retention/rules/${await ruleOfRetention(stage)}/end`,
  }),
  'GET /api/v1/parameters': on(() => ({ path: '/parameters' })),
  'GET /api/v1/stations': on(() => ({ path: '/stations' })),
  'POST /api/v1/stations': async () => ({ method: 'POST', url: '/api/v1/stations', payload: aStation() }),
  'GET /api/v1/stations.csv': on(() => ({ path: '/stations.csv' })),
  'GET /api/v1/stations.xlsx': on(() => ({ path: '/stations.xlsx' })),
  'GET /api/v1/stations/:id': on(({ station }) => ({ path: `/stations/${station.id}` })),
  'PATCH /api/v1/stations/:id': on(({ station }) => ({
    path: `/stations/${station.id}`,
    method: 'PATCH',
    payload: { name: '改名站' },
    headers: { 'if-match': `"v${station.version}"` },
  })),
  'POST /api/v1/stations/:id/places': on(({ station }) => ({
    path: `/stations/${station.id}/places`,
    method: 'POST',
    payload: { longitude: 110, latitude: 21.5, jurisdiction: '450900', validFrom: '2025-07-01' },
  })),
  'POST /api/v1/stations/:id/datastreams': on(({ station }) => ({
    path: `/stations/${station.id}/datastreams`,
    method: 'POST',
    payload: { parameter: 'ph' },
  })),
  'GET /api/v1/sections': on(() => ({ path: '/sections' })),
  'POST /api/v1/sections': async () => ({ method: 'POST', url: '/api/v1/sections', payload: aSection() }),
  'GET /api/v1/sections/:id': on(({ section }) => ({ path: `/sections/${section.id}` })),
  'PATCH /api/v1/sections/:id': on(({ section }) => ({
    path: `/sections/${section.id}`,
    method: 'PATCH',
    payload: { name: '改名断面' },
    headers: { 'if-match': `"v${section.version}"` },
  })),
  'POST /api/v1/sections/:id/terms': on(({ section }) => ({
    path: `/sections/${section.id}/terms`,
    method: 'POST',
    payload: { river: '九洲江', targetClass: 'II', validFrom: '2026-01-01' },
  })),
  'GET /api/v1/observations/latest': onMeasured(({ station }) => ({ path: `/latest?station=${station.id}` })),
  'GET /api/v1/observations/means': onMeasured(() => ({ path: '/means?by=month&from=2026-01-01&to=2026-12-31' })),
  'GET /api/v1/observations': onMeasured(({ datastream }) => ({ path: `?datastream=${datastream}` })),
  'GET /api/v1/observations/batches': onMeasured(() => ({ path: '/batches' })),
  'GET /api/v1/observations/batches/:id': onBatch(''),
  'GET /api/v1/observations/batches/:id/flagged': onBatch('/flagged'),
  'GET /api/v1/sections/:id/observations': on(({ section }) => ({
    path: `/sections/${section.id}/observations?parameter=ammoniaNitrogen&from=2026-01-01&to=2026-12-31`,
  })),
  'GET /api/v1/observations/uploads/template.csv': on(() => ({ path: '/observations/uploads/template.csv' })),
  'GET /api/v1/observations/uploads/template.xlsx': on(() => ({ path: '/observations/uploads/template.xlsx' })),
  'GET /api/v1/observations.csv': onMeasured(({ datastream }) => ({ path: `.csv?datastream=${datastream}` })),
  'GET /api/v1/observations.xlsx': onMeasured(({ datastream }) => ({ path: `.xlsx?datastream=${datastream}` })),
  'GET /api/v1/observations/conflicts': onMeasured(() => ({ path: '/conflicts' })),
  'POST /api/v1/observations/conflicts/:id/decision': onMeasured(({ conflict }) => ({
    path: `/conflicts/${conflict}/decision`,
    method: 'POST',
    payload: { take: true, reason: '以复测为准' },
  })),
  'POST /api/v1/observations/corrections': onMeasured(({ datastream }) => ({
    path: '/corrections',
    method: 'POST',
    payload: { datastream, time: '2026-01-01T00:00:00Z', value: 0.7, reason: '笔误' },
  })),
  'GET /sensorthings/v1.1/*': async (stage) => {
    const { datastream } = await aMeasuredStage(stage)
    return { method: 'GET', url: `/sensorthings/v1.1/Datastreams(${datastream})/Observations` }
  },
  'POST /sensorthings/v1.1/CreateObservations': onStream((datastream) => ({
    url: '/CreateObservations',
    payload: [
      {
        Datastream: { '@iot.id': datastream },
        components: ['phenomenonTime', 'result'],
        dataArray: [['2026-02-01T00:00:00Z', 0.4]],
      },
    ],
  })),
  'POST /sensorthings/v1.1/Observations': onStream((datastream) => ({
    url: '/Observations',
    payload: { phenomenonTime: '2026-03-01T00:00:00Z', result: 0.4, Datastream: { '@iot.id': datastream } },
  })),
  'POST /sensorthings/v1.1/:datastream/Observations': onStream((datastream) => ({
    url: `/Datastreams(${datastream})/Observations`,
    payload: { phenomenonTime: '2026-04-01T00:00:00Z', result: 0.4 },
  })),
  'POST /sensorthings/v1.1/Things': onStream(() => ({
    url: '/Things',
    payload: {
      name: '新站',
      properties: { jurisdiction: '450900' },
      Locations: [{ name: '石角', location: { type: 'Point', coordinates: [110.3, 21.8] } }],
    },
  })),
  'PATCH /sensorthings/v1.1/Things*': async (stage) => {
    const { station } = await aStage(stage)
    return { method: 'PATCH', url: `/sensorthings/v1.1/Things('${station.id}')`, payload: { description: '新说明' } }
  },
  'PATCH /sensorthings/v1.1/Observations*': async (stage) => {
    const { datastream } = await aMeasuredStage(stage)
    const url = `/sensorthings/v1.1/Observations('${datastream}_${Date.parse('2026-01-01T08:00:00+08:00')}')`
    return { method: 'PATCH', url, payload: { result: 0.7, parameters: { reason: '复核' } } }
  },
  'POST /sensorthings/v1.1/Sensors': onStream(() => ({ url: '/Sensors', payload: { name: '氨氮分析仪' } })),
  'POST /sensorthings/v1.1/Datastreams': onStream((_datastream, { station }) => ({
    url: '/Datastreams',
    payload: { ObservedProperty: { '@iot.id': 'ph' }, Thing: { '@iot.id': station.id } },
  })),
  'POST /sensorthings/v1.1/:thing/Datastreams': onStream((_datastream, { station }) => ({
    url: `/Things('${station.id}')/Datastreams`,
    payload: { ObservedProperty: { '@iot.id': 'cod' } },
  })),
  'POST /api/v1/observations/uploads/preview': onTable('/preview'),
  'POST /api/v1/observations/uploads': onTable(''),
}
