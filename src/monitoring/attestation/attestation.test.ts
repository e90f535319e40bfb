import { expect, test } from 'vitest'
import { withServer } from '../../../test/support/index.ts'
import type { PersonName } from '../../../test/support/people.ts'
import { loadGazetteer } from '../../gazetteer/index.ts'
import { assessDue } from '../assessments/index.ts'
import type { SectionMonths } from '../assessments/schemas.ts'
import { at, measured } from '../judging.testing.ts'
import { addedSection, addedStation, placePeople, sent } from '../stage.testing.ts'
import type { StationDetail } from '../stations/schemas.ts'
import type { Attestation, AttestationList } from './schemas.ts'

const server = withServer({
  prepare: async (handle) => {
    await loadGazetteer(handle)
    await placePeople(handle)
  },
})
const DAY = '2025-03-05'

/** A border section whose water both sides measured on one day, with a third laboratory beside. */
async function aSample(values: readonly [upstream: number, downstream: number], rule: object | null = {}) {
  const department = await server.as('department')
  const other = await server.as('otherDepartment')
  const section = await addedSection(department)
  const station = await addedStation(department, {
    sectionId: section.id,
    datastreams: [{ parameter: 'ammoniaNitrogen' }],
  })
  const path = `/api/v1/stations/${station.id}/datastreams`
  await sent(other.post(path, { parameter: 'ammoniaNitrogen' }))
  const added = await sent<StationDetail>(department.post(path, { parameter: 'ammoniaNitrogen', method: '复核' }))
  const streamOf = (person: PersonName, method = '') =>
    added.datastreams.find(
      (one) => one.organization.id.endsWith(person === 'department' ? '2' : '3') && one.method === method,
    )?.id ?? 0
  const streams = [streamOf('department'), streamOf('otherDepartment')] as const
  await measured(server.handle, [[streams[0], at(DAY), values[0]]])
  await measured(server.handle, [[streams[1], at(DAY), values[1]]], { person: 'otherDepartment' })
  if (rule) {
    const terms = { disagreement: 'downstream', tolerance: '20', basis: '协议第五条', validFrom: '2020-01-01', ...rule }
    await sent(department.post('/api/v1/attestations/rules', { sectionId: section.id, ...terms }))
  }
  const [upstream, downstream] = streams.map((id) => `${id}_${at(DAY)}`)
  const body = { sectionId: section.id, parameter: 'ammoniaNitrogen', upstream, downstream }
  return { department, other, section, body, again: streamOf('department', '复核') }
}

test('[MON-111] what is attested stands for the month, and says why', async () => {
  const { department, other, section, body } = await aSample([0.9, 1.3])
  const classOf = async () => {
    await assessDue(server.handle)
    const months = await sent<SectionMonths>(department.get(`/api/v1/sections/${section.id}/months`))
    return months.items.map((one) => one.class)
  }
  expect(await classOf()).toEqual(['IV'])
  const found = await sent<Attestation>(other.post('/api/v1/attestations', body))
  expect(found).toMatchObject({
    ...{ outcome: 'downstream', value: '1.3', basis: '协议第五条', sampledOn: DAY },
    derivation: { difference: '0.4', percent: '36.36', why: 'beyondTolerance' },
  })
  expect(await classOf()).toEqual(['IV'])
  const list = await sent<AttestationList>(department.get(`/api/v1/attestations?section=${section.id}&year=2025`))
  expect(list.items).toMatchObject([{ id: found.id, superseded: false }])
})

test('[MON-112] who is neither laboratory nor keeper attests nothing; both values come from two laboratories, under a rule', async () => {
  const { department, section, body, again } = await aSample([0.9, 1.3], null)
  const problem = async (person: PersonName, facts: object = {}) => {
    const reply = await (await server.as(person)).post('/api/v1/attestations', { ...body, ...facts })
    return [reply.statusCode, reply.json().code]
  }
  expect(await problem('department')).toEqual([409, 'attestation_rule_missing'])
  expect(await problem('city')).toEqual([404, 'section_not_found'])
  await measured(server.handle, [[again, at(DAY), 1]])
  expect(await problem('department', { downstream: `${again}_${at(DAY)}` })).toEqual([
    422,
    'attestation_same_laboratory',
  ])
  expect(await problem('department', { parameter: 'cod' })).toEqual([422, 'attestation_reading_unfit'])
  expect(await problem('department', { upstream: `${again}_1` })).toEqual([422, 'attestation_reading_unfit'])
  const rule = { sectionId: section.id, disagreement: 'mean', tolerance: '20', basis: '协议', validFrom: '2020-01-01' }
  const other = await (await server.as('otherDepartment')).post('/api/v1/attestations/rules', rule)
  expect([other.statusCode, other.json().code]).toEqual([403, 'station_not_yours'])
  await sent(department.post('/api/v1/attestations/rules', rule))
  const twice = await department.post('/api/v1/attestations/rules', rule)
  expect([twice.statusCode, twice.json().code]).toEqual([409, 'attestation_rule_taken'])
})

test('[MON-113] where a third laboratory decides, its value takes the place of what was pending, which stays readable', async () => {
  const { department, section, body } = await aSample([0.9, 1.3], { disagreement: 'arbitration' })
  const office = await server.as('office')
  const pending = await sent<Attestation>(department.post('/api/v1/attestations', body))
  expect(pending).toMatchObject({ outcome: 'pending', value: null })
  const own = await department.post(`/api/v1/attestations/${pending.id}/third`, { third: body.upstream })
  expect([own.statusCode, own.json().code]).toEqual([422, 'attestation_same_laboratory'])
  expect((await office.get(`/api/v1/attestations?section=${section.id}`)).statusCode).toBe(404)
  // A third laboratory of another organization, which the system puts at the station here.
  const third = await server.handle.asSystem(async (trx) => {
    const station = await trx
      .selectFrom('datastream')
      .select('station_id')
      .where('id', '=', Number(body.upstream?.split('_')[0]))
      .executeTakeFirstOrThrow()
    return trx
      .insertInto('datastream')
      .values({
        ...{ station_id: station.station_id, parameter: 'ammoniaNitrogen', origin: 'manual', method: '仲裁' },
        organization_id: '0a000000-0000-4000-8000-000000000004',
      } as never)
      .returning('id')
      .executeTakeFirstOrThrow()
  })
  await measured(server.handle, [[third.id, at(DAY, '13:00'), 0.95]])
  const reply = department.post(`/api/v1/attestations/${pending.id}/third`, {
    third: `${third.id}_${at(DAY, '13:00')}`,
  })
  expect(await sent<Attestation>(reply)).toMatchObject({ outcome: 'arbitration', value: '0.95' })
  const list = await sent<AttestationList>(department.get(`/api/v1/attestations?section=${section.id}`))
  expect(list.items.map(({ outcome, superseded }) => [outcome, superseded])).toEqual([
    ['arbitration', false],
    ['pending', true],
  ])
  await assessDue(server.handle)
  const months = await sent<SectionMonths>(department.get(`/api/v1/sections/${section.id}/months`))
  expect(months.items.map((one) => [one.class, one.meets])).toEqual([['III', true]])
})
