import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { PEOPLE, withServer } from '../../../test/support/index.ts'
import { announce } from '../../platform/events/index.ts'
import { addCluster, ladderBody } from './joint.testing.ts'
import { raiseMissedReceipts } from './missedReceipts.ts'
import type { EscalationList } from './schemas.ts'

const server = withServer({ prepare: addCluster })
const now = new Date('2026-03-02T02:00:00Z')
const missed = {
  alertId: randomUUID(),
  title: '石角断面氨氮 1.4 mg/L，劣于目标III类',
  organizationId: PEOPLE.department.organizationId,
  organizationName: PEOPLE.department.organizationName,
  receiveBy: '2026-03-02T01:00:00Z',
  others: [PEOPLE.otherDepartment.organizationId],
}
/** The alert itself, as monitoring keeps it. */
const addAlert = () =>
  server.handle.asSystem(async (trx) => {
    const { userId, userName, organizationId, organizationName } = PEOPLE.department
    const [section, rule] = [randomUUID(), randomUUID()]
    await sql`insert into jurisdiction (code, level, name, short_name, source)
      values ('000000', 'nation', '全国', '全国', 'test') on conflict do nothing`.execute(trx)
    await sql`insert into section (id, code, name, water, jurisdiction_code, organization_id)
      values (${section}::uuid, 'S-726', '石角', 'river', '000000', ${organizationId}::uuid)`.execute(trx)
    await sql`insert into alert_rule (id, name, kind, spec, sections, receipt_hours, user_id, user_name, organization_id,
        organization_name)
      values (${rule}::uuid, '规则', 'arrival', '{"kind":"arrival"}', ${[section]}::uuid[], 2, ${userId}, ${userName},
        ${organizationId}::uuid, ${organizationName})`.execute(trx)
    await sql`insert into alert (id, rule_id, kind, section_id, key, title, title_en, observed_at, evidence)
      values (${missed.alertId}::uuid, ${rule}::uuid, 'arrival', ${section}::uuid, '726', ${missed.title}, '', clock_now(), '{}')`.execute(
      trx,
    )
  })
const announced = (payload: object) =>
  server.handle.asSystem((trx) => announce(trx, 'monitoring.receipt_missed', { ...payload }))

test('[DEL-726] a receipt that was missed becomes a matter of the other side, once', async () => {
  await addAlert()
  await announced(missed)
  // Without a ladder nothing can be raised; the event is heard all the same.
  expect(await raiseMissedReceipts(server.handle, now)).toBe(0)
  const ladder = await (await server.as('office')).post('/api/v1/ladders', ladderBody('city', 'office'))
  expect(ladder.statusCode).toBe(201)
  await announced({ ...missed, others: [] })
  expect(await raiseMissedReceipts(server.handle, now)).toBe(0)
  await announced(missed)
  expect(await raiseMissedReceipts(server.handle, now)).toBe(1)
  expect(await raiseMissedReceipts(server.handle, now)).toBe(0)
  const other = await server.as('otherDepartment')
  const mine = (await other.get('/api/v1/escalations?mine=true')).json<EscalationList>()
  expect(mine.items).toMatchObject([
    { title: `预警未按时接收：${missed.title}`, state: 'waiting', sinceOn: '2026-03-02', raisedByUser: '系统' },
  ])
  const host = (await (await server.as('city')).get('/api/v1/escalations?forMe=true')).json<EscalationList>()
  expect(host.total).toBe(1)
  const one = (await other.get(`/api/v1/escalations/${mine.items[0]?.id}`)).json()
  expect(one.matter).toContain('2026-03-02 09:00前接收预警')
  expect(one.alertId).toBe(missed.alertId)
  const about = async (id: string) => (await other.get(`/api/v1/escalations?alert=${id}`)).json<EscalationList>().total
  expect([await about(missed.alertId), await about(randomUUID())]).toEqual([1, 0])
})
