import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll } from 'vitest'
import { PEOPLE, type PersonName, withServer } from '../../../../test/support/index.ts'
import type { StatementDetail } from '../../../settlement/schemas.ts'
import {
  bindTestYears,
  monthsMeeting,
  openStatement,
  placePeople,
  sectionYear,
  sent,
  signedAgreement,
} from '../../../settlement/stage.testing.ts'
import { acquaint, GUANGDONG, GUANGXI, nodeOf, placeNodePeople, REGION, tellAll } from '../cargo/pair.testing.ts'
import { tell } from '../tell.ts'
import type { ToldSignature } from './contents.ts'
import type { ToldStatementDetail } from './schemas.ts'

type Server = ReturnType<typeof withServer>

/**
 * Gives the test file three nodes with people: 广西 and 广东 agreed on 九洲江; 广西's, or the region's, holds the
 * agreement, and 广东 signs at its own.
 */
export function withStatementNodes() {
  const [atGuangxi, atGuangdong, atRegion] = [withServer(), withServer(), withServer()]
  const gx = nodeOf(GUANGXI, atGuangxi)
  const gd = nodeOf(GUANGDONG, atGuangdong)
  const region = nodeOf(REGION, atRegion)
  const nodes = [gx, gd, region]
  const years = bindTestYears()

  beforeAll(async () => {
    for (const { handle } of [atGuangxi, atGuangdong, atRegion]) {
      await placeNodePeople(handle)
      await placePeople(handle)
    }
    await acquaint(nodes)
    years.set('山角 2018', sectionYear('山角', 2018, monthsMeeting(9)))
  }, 180_000)

  /** A statement of 2018, open for both, at a node; told to everybody. */
  async function opened(at: Server = atGuangxi): Promise<StatementDetail> {
    const statement = await openStatement(at.as, (await signedAgreement(at.as)).id)
    await tellAll(nodes)
    return statement
  }
  const path = (owner: string, id: string) => `/api/v1/nodes/statements/${owner}/${id}`
  const there = async (id: string, { owner = 'gx', person = 'otherDepartment' as PersonName, at = atGuangdong } = {}) =>
    (await at.as(person)).get(path(owner, id))
  const seen = async (id: string, owner = 'gx') => sent<ToldStatementDetail>(there(id, { owner }))
  const held = async (id: string, at: Server = atGuangxi, person: PersonName = 'department') =>
    sent<StatementDetail>((await at.as(person)).get(`/api/v1/statements/${id}`))
  const signHere = async (person: PersonName, { id, sha256 }: StatementDetail, at = atGuangxi) =>
    (await at.as(person)).post(`/api/v1/statements/${id}/sign`, { sha256 })
  const signThere = async (id: string, sha256: string, owner = 'gx') =>
    (await atGuangdong.as('otherDepartment')).post(`${path(owner, id)}/sign`, { sha256 })
  const grounds = { line: 1, grounds: '4月样品运输超时', evidence: [{ kind: 'words', words: '交接单' }] }
  const objectThere = async (id: string, body: object = grounds, headers = {}) =>
    (await atGuangdong.as('otherDepartment')).post(`${path('gx', id)}/objections`, body, headers)
  const codeOf = (reply: { json(): { code: string } }) => reply.json().code

  /** What a node makes up by itself, as its own word, and tells. @returns the key that it gave it */
  async function tells(
    from: typeof gx,
    kind: string,
    content: object,
    { to = 'gx', key = randomUUID() as string } = {},
  ) {
    await from.server.handle.asSystem((trx) =>
      tell(trx, [{ kind, key, content: { ...content } }], {
        ...{ sender: from.code, receiver: to, versionOf: () => 1, now: new Date() },
      }),
    )
    return key
  }
  const signature = ({ id, sha256 }: StatementDetail, own: Partial<ToldSignature> = {}): ToldSignature => ({
    ...{ statementId: id, party: '广东', organizationId: PEOPLE.otherDepartment.organizationId, sha256 },
    ...{ userName: '李强', at: '2026-06-15T02:00:00.000Z', ...own },
  })
  const answered = async (key: string, at = atGuangxi) => {
    const { rows } = await at.handle.asSystem((trx) =>
      sql<{ reason: string | null }>`select reason from outside_act where act_id = ${key}::uuid`.execute(trx),
    )
    return rows.length === 0 ? 'none' : (rows[0]?.reason ?? 'done')
  }
  const postings = async (id: string, at = atGuangxi) => {
    const { rows } = await at.handle.asSystem((trx) =>
      sql`select from ledger_transfer where reference = ${`statement:${id}`}`.execute(trx),
    )
    return rows.length
  }
  const notices = async (at: Server, person: PersonName, words: string) => {
    const { rows } = await at.handle.asSystem((trx) =>
      sql<{ title: string }>`select title from notice where organization_id = ${PEOPLE[person].organizationId}::uuid
        and link like ${`%${words}%`} order by at, id`.execute(trx),
    )
    return rows.map(({ title }) => title)
  }

  /** Does something while a node is cut off at another, which then stands again as it did. */
  async function cutOff(at: Server, code: string, work: () => Promise<void>): Promise<void> {
    const set = (revoked: boolean) =>
      at.handle.asSystem((trx) =>
        sql`update node set revoked_at = ${revoked ? sql`clock_now()` : null}, revoked_reason = ${revoked ? '演练' : null}
          where code = ${code}`.execute(trx),
      )
    await set(true)
    await work().finally(() => set(false))
  }

  return {
    ...{
      atGuangxi,
      atGuangdong,
      atRegion,
      gx,
      gd,
      region,
      nodes,
      opened,
      path,
      there,
      seen,
      held,
      signHere,
      signThere,
    },
    ...{ grounds, objectThere, codeOf, tells, signature, answered, postings, notices, cutOff },
  }
}
