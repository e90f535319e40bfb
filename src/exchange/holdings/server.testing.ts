import { type PersonName, withServer } from '../../../test/support/index.ts'
import { placePeople, sent } from '../catalogue/stage.testing.ts'
import type { ResourceDetail, RevisionList, RowList } from '../schemas.ts'
import { aResource, HOUSEHOLDS, type Household, loaded } from './stage.testing.ts'

/** Gives the test file a server whose department has data; the time of server and database is `clock.now`. */
export function withHoldings() {
  const clock = { now: '2026-06-22T09:00:00+08:00' }
  const server = withServer({ prepare: placePeople, clock: () => new Date(clock.now), rateLimits: 'off' })
  const problem = (reply: { statusCode: number; json(): { code: string } }) => [reply.statusCode, reply.json().code]
  const get = async <T>(person: PersonName, url: string) => sent<T>((await server.as(person)).get(`/api/v1${url}`))
  const refused = async (person: PersonName, url: string) =>
    problem(await (await server.as(person)).get(`/api/v1${url}`))
  /** The database at the server's time. */
  const handle = () => server.handle.withClock(() => new Date(clock.now))
  const own = () => server.as('department')
  const aHousehold = (code: string, change: Partial<Household> = {}): Household => ({
    ...HOUSEHOLDS[0],
    编号: code,
    ...change,
  })

  /** A resource with its four households. */
  async function aHolding(rows: readonly Partial<Household>[] = HOUSEHOLDS): Promise<ResourceDetail> {
    const resource = await aResource(await own())
    await loaded(await own(), resource.id, rows)
    return resource
  }
  const revisionsOf = async (id: string) =>
    (await get<RevisionList>('department', `/resources/${id}/holding/revisions`)).items
  const rowsOf = async (id: string, query = '') =>
    (await get<RowList>('department', `/resources/${id}/holding/rows?${query}`)).items

  return { clock, server, problem, get, refused, handle, own, aHousehold, aHolding, revisionsOf, rowsOf }
}
