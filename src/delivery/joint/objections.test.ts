import { expect, test } from 'vitest'
import { PEOPLE, type PersonName, withServer } from '../../../test/support/index.ts'
import {
  bindTestYears,
  monthsMeeting,
  openStatement,
  placePeople,
  sectionYear,
  sent,
  signedAgreement,
} from '../../settlement/stage.testing.ts'
import type { StatementDetail } from '../../settlement/statements/schemas.ts'
import { ladderBody } from './joint.testing.ts'
import { followObjections } from './objections.ts'
import type { EscalationDetail, EscalationList } from './schemas.ts'

const server = withServer({ prepare: placePeople })
const years = bindTestYears()
const now = new Date('2026-03-02T02:00:00Z')
const matters = async (person: PersonName, query = 'mine=true') =>
  (await (await server.as(person)).get(`/api/v1/escalations?${query}`)).json<EscalationList>()

async function objected(): Promise<StatementDetail> {
  years.set('山角 2018', sectionYear('山角', 2018, monthsMeeting(9)))
  const { id } = await openStatement(server.as, (await signedAgreement(server.as)).id)
  return sent(
    (await server.as('otherDepartment')).post(`/api/v1/statements/${id}/objections`, {
      line: 1,
      grounds: '4月样品运输超时',
      evidence: [{ kind: 'words', words: '采样交接单' }],
    }),
  )
}
const settle = async (person: PersonName, { id, objections }: StatementDetail, outcome: string) =>
  sent<StatementDetail>(
    (await server.as(person)).post(`/api/v1/statements/${id}/objections/${objections[0]?.id}/answer`, {
      outcome,
      answer: '经核，运输记录完整',
    }),
  )

test('[DEL-727] an objection to a statement becomes a matter of who objects, and is closed with it', async () => {
  await objected()
  // Without a ladder nothing can be raised; the event is heard all the same.
  expect(await followObjections(server.handle, now)).toBe(0)
  const ladder = await (await server.as('office')).post('/api/v1/ladders', {
    ...ladderBody('city', 'office'),
    clusterId: 'river',
  })
  expect([ladder.statusCode, ladder.body]).toEqual([201, expect.anything()])
  const statement = await objected()
  expect([await followObjections(server.handle, now), await followObjections(server.handle, now)]).toEqual([1, 0])
  const [raised] = (await matters('otherDepartment')).items
  expect(raised).toMatchObject({ state: 'waiting', raisedBy: { id: PEOPLE.otherDepartment.organizationId } })
  expect(raised?.title).toContain('2018年结算单第1行')
  const other = await server.as('otherDepartment')
  const detail = async () => (await other.get(`/api/v1/escalations/${raised?.id}`)).json<EscalationDetail>()
  const one = await detail()
  expect([one.statementId, one.matter, one.tried]).toEqual([
    statement.id,
    expect.stringContaining('广东付给广西 100,000,000.00元）提出异议：4月样品运输超时'),
    expect.stringContaining('采样交接单'),
  ])
  expect((await (await server.as('department')).get(`/api/v1/escalations/${raised?.id}`)).statusCode).toBe(200)
  await settle('office', statement, 'dismissed')
  expect(await followObjections(server.handle, now)).toBe(1)
  const closed = await detail()
  expect([closed.state, closed.answer]).toEqual(['resolved', '异议未予采纳：经核，运输记录完整'])
  const again = await objected()
  await followObjections(server.handle, now)
  await settle('otherDepartment', again, 'withdrawn')
  await followObjections(server.handle, now)
  expect((await matters('otherDepartment')).items[0]?.state).toBe('withdrawn')
})
