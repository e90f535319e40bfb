import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import mqtt, { type MqttClient } from 'mqtt'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PEOPLE, withServer } from '../../../test/support/index.ts'
import { loadGazetteer } from '../../gazetteer/index.ts'
import { readSettings } from '../../server/settings.ts'
import { aCode, addedStation, datastreamOf, placePeople } from '../stage.testing.ts'
import { type Ingestion, startIngestion } from './ingest.ts'
import { readMessage } from './messages.ts'

const BROKER = ['/usr/sbin/mosquitto', '/usr/bin/mosquitto'].find((path) => existsSync(path))
const BASE = 'qunce/observations'
const bytes = (value: unknown) => Buffer.from(JSON.stringify(value))

test('[MON-74] a message says values of a station, or what is wrong with it', () => {
  const time = '2026-01-31T08:00:00+08:00'
  expect(readMessage(BASE, `${BASE}/S1`, bytes([{ time, values: { ph: 7, cod: '<4' } }]))).toEqual([
    { station: 'S1', parameter: 'ph', time, value: 7 },
    { station: 'S1', parameter: 'cod', time, value: '<4' },
  ])
  expect(readMessage(BASE, `${BASE}/S1/ph`, bytes({ time, value: 7 }))).toMatchObject([{ parameter: 'ph', value: 7 }])
  for (const [topic, payload, code] of [
    [`${BASE}/S1/ph/x`, bytes({}), 'topic_unknown'],
    [`${BASE}/`, bytes({}), 'topic_unknown'],
    [`${BASE}/S1`, Buffer.from('7.1'), 'message_unreadable'],
    [`${BASE}/S1`, Buffer.from([0xff, 0xfe]), 'message_unreadable'],
    [`${BASE}/S1`, bytes({ time, values: [1] }), 'message_unreadable'],
    [`${BASE}/S1`, Buffer.alloc(1024 * 1024 + 1), 'message_too_large'],
  ] as const)
    expect([topic, readMessage(BASE, topic, payload)]).toMatchObject([topic, { code }])
})

test('[MON-75] without settings nothing listens; half of them stop the start', () => {
  expect(readSettings('/nowhere', {}).mqtt).toBeUndefined()
  const QUNCE_MQTT_URL = 'mqtt://127.0.0.1:1883'
  expect(readSettings('/nowhere', { QUNCE_MQTT_URL, QUNCE_MQTT_USER: 'a@b' }).mqtt).toMatchObject({ base: BASE })
  expect(() => readSettings('/nowhere', { QUNCE_MQTT_URL })).toThrow('QUNCE_MQTT_USER')
  expect(() => readSettings('/nowhere', { QUNCE_MQTT_URL: 'broker', QUNCE_MQTT_USER: 'a@b' })).toThrow('QUNCE_MQTT_URL')
  const QUNCE_MQTT_TOPIC = 'all/#'
  expect(() => readSettings('/nowhere', { QUNCE_MQTT_URL, QUNCE_MQTT_USER: 'a@b', QUNCE_MQTT_TOPIC })).toThrow(
    'QUNCE_MQTT_TOPIC',
  )
})

describe.runIf(BROKER)('with a broker', () => {
  const server = withServer({
    prepare: async (handle) => {
      await loadGazetteer(handle)
      await placePeople(handle)
    },
  })
  let broker: ChildProcess
  let folder: string
  let url: string
  let publisher: MqttClient
  const faults: Record<string, unknown>[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'qunce-broker-'))
    const port = await freePort()
    url = `mqtt://127.0.0.1:${port}`
    writeFileSync(join(folder, 'broker.conf'), `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`)
    broker = spawn(BROKER ?? '', ['-c', join(folder, 'broker.conf')], { stdio: 'ignore' })
    publisher = await mqtt.connectAsync(url, { reconnectPeriod: 100 })
    await publisher.subscribeAsync(`${BASE}-faults`)
    publisher.on('message', (_topic, message) => faults.push(JSON.parse(message.toString())))
  }, 30_000)
  afterAll(async () => {
    await publisher?.endAsync(true)
    broker?.kill()
    rmSync(folder, { recursive: true, force: true })
  })

  const listen = (user = PEOPLE.department.email): Promise<Ingestion> =>
    startIngestion(
      { database: server.handle, clock: () => new Date('2026-11-22T12:00:00+08:00'), log: { error: () => {} } },
      { url, base: BASE, user, clientId: 'qunce-test' },
    )
  const valuesOf = async (datastream: number) => {
    const { rows } = await server.handle.asSystem((trx) =>
      sql<{ value: number }>`select value from observation where datastream_id = ${datastream} order by time`.execute(
        trx,
      ),
    )
    return rows.map(({ value }) => value)
  }
  const say = (topic: string, message: unknown) =>
    publisher.publishAsync(`${BASE}/${topic}`, JSON.stringify(message), { qos: 1 })
  const datastreams = [{ parameter: 'ammoniaNitrogen', origin: 'automatic' as const }]
  const aStream = async () => {
    const station = await addedStation(await server.as('department'), { code: aCode('MQ'), datastreams })
    return { code: station.code, id: datastreamOf(station) }
  }
  const value = (hour: number, ammoniaNitrogen: unknown) => ({
    time: `2026-01-01T0${hour}:00:00+08:00`,
    values: { ammoniaNitrogen },
  })

  test('[MON-73] what is published is written once, also what was published while nobody listened', async () => {
    const { code, id } = await aStream()
    let ingestion = await listen()
    await expect.poll(() => ingestion.connected, { timeout: 10_000 }).toBe(true)
    await expect
      .poll(
        async () => {
          await say(code, value(0, 0.5))
          return valuesOf(id)
        },
        { timeout: 15_000, interval: 300 },
      )
      .toEqual([0.5])
    await ingestion.stop()
    await say(`${code}/w21003`, { time: '2026-01-01T01:00:00+08:00', value: '<0.02' })
    await say(code, value(2, 0.7))
    await say(code, value(2, 0.7))
    expect(await valuesOf(id)).toEqual([0.5])
    ingestion = await listen()
    await expect.poll(() => valuesOf(id), { timeout: 15_000 }).toEqual([0.5, 0.02, 0.7])
    await ingestion.stop()
  }, 60_000)

  test('[MON-74] what cannot be is told at the topic of faults, the rest is written', async () => {
    const { code, id } = await aStream()
    const ingestion = await listen()
    await expect.poll(() => ingestion.connected, { timeout: 10_000 }).toBe(true)
    faults.length = 0
    await publisher.publishAsync(`${BASE}/${code}`, 'not json', { qos: 1 })
    await say(code, [value(0, 1e308), value(1, 0.5), { ...value(2, 0.5), time: '2099-01-01T00:00:00Z' }])
    await say(code, { time: '2026-01-01T03:00:00+08:00', values: { nonsense: 1, cod: 1 } })
    await say('no-such-station', value(4, 0.5))
    await expect.poll(() => faults.length, { timeout: 15_000 }).toBe(6)
    expect(await valuesOf(id)).toEqual([0.5])
    expect(faults.map(({ code: one, field }) => [one, field])).toEqual([
      ['message_unreadable', undefined],
      ['value_impossible', 'result'],
      ['time_future', 'phenomenonTime'],
      ['datastream_unknown', 'Datastream'],
      ['datastream_unknown', 'Datastream'],
      ['datastream_unknown', 'Datastream'],
    ])
    await ingestion.stop()
  }, 60_000)

  test('[MON-75] a user who may not write is refused before anything is heard', async () => {
    await expect(listen(PEOPLE.leader.email)).rejects.toMatchObject({ code: 'mqtt_user_unknown' })
  })
})

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((done) => probe.once('listening', done))
  const { port } = probe.address() as { port: number }
  await new Promise((done) => probe.close(done))
  return port
}
