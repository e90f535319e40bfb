import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { actorOf, PEOPLE, type PersonName, withServer } from '../../../test/support/index.ts'
import { sent } from '../catalogue/stage.testing.ts'
import { entriesToShare, loadRegistries } from './index.ts'
import type { EntryDetail, EntryList, RegistryDetail, RegistryList } from './schemas.ts'
import { aBerth, aRegistry, berthSchema, configured, drafted, published, publishedDraft } from './stage.testing.ts'

const server = withServer({ prepare: loadRegistries })
const problem = (reply: { statusCode: number; json(): { code: string } }) => [reply.statusCode, reply.json().code]
const version = ({ revision }: { revision: number }) => ({ 'if-match': `"v${revision}"` })
const at = async (person: PersonName, { id, registry }: EntryDetail, query = '') =>
  (await server.as(person)).get(`/api/v1/registries/${registry.code}/entries/${id}${query}`)
const list = async (person: PersonName, code: string, query = '') =>
  sent<EntryList>((await server.as(person)).get(`/api/v1/registries/${code}/entries?${query}`))
/** Runs a statement as a person, past the routes. @returns how many rows it met, or that the database refused */
const runs = async (person: PersonName, statement: ReturnType<typeof sql>): Promise<number | 'refused'> =>
  server.handle
    .asActor(actorOf(person), async (trx) => {
      const { numAffectedRows, rows } = await statement.execute(trx)
      return Number(numAffectedRows ?? rows.length)
    })
    .catch(() => 'refused' as const)

describe('a register', () => {
  test('[EXC-100] is configured by the office, and by nobody else; six are there from the start', async () => {
    const office = await server.as('office')
    const { items } = await sent<RegistryList>(office.get('/api/v1/registries'))
    expect(items.map(({ code }) => code).sort()).toEqual([
      'experts',
      'instruments',
      'library',
      'parks',
      'qualifications',
      'talents',
    ])
    await loadRegistries(server.handle) // the next start changes nothing
    const asked = aRegistry()
    const key = { 'idempotency-key': randomUUID() }
    const made = await sent<RegistryDetail>(office.post('/api/v1/registries', asked, key))
    expect([made.version, made.mayConfigure, Object.keys(made.schema.properties)]).toEqual([
      ...[1, true, Object.keys(asked.schema.properties)],
    ])
    expect((await sent<RegistryDetail>(office.post('/api/v1/registries', asked, key))).version).toBe(1)
    expect(problem(await office.post('/api/v1/registries', asked))).toEqual([409, 'registry_code_taken'])
    for (const person of ['department', 'city', 'leader'] as const) {
      const browser = await server.as(person)
      expect((await browser.get(`/api/v1/registries/${made.code}`)).json()).toMatchObject({ mayConfigure: false })
      expect(problem(await browser.post('/api/v1/registries', aRegistry()))).toEqual([403, 'permission_missing'])
      expect(await runs(person, sql`insert into registry (code) values ('mine')`)).toBe('refused')
    }
  })

  test('[EXC-101] with a schema that is not taken is refused, with every place', async () => {
    const office = await server.as('office')
    const schema = { ...berthSchema(), $ref: 'https://evil.example/s', 'x-name': 'ghost' } as never
    const refused = await office.post('/api/v1/registries', aRegistry(schema))
    expect(problem(refused)).toEqual([422, 'registry_schema_unfit'])
    expect(refused.json().facts.faults.map(({ at: place }: { at: string }) => place)).toEqual(['$ref', 'x-name'])
  })

  test('[EXC-103] in a further version keeps what stands valid: refused with which entries and why, or with a default', async () => {
    const office = await server.as('office')
    const department = await server.as('department')
    const code = await configured(office)
    const standing = await published(department, code, aBerth({ name: '铁山港1号' }))
    const change = (schema: object, revision = 1) =>
      office.patch(`/api/v1/registries/${code}`, { schema }, { 'if-match': `"v${revision}"` })
    expect(problem(await office.patch(`/api/v1/registries/${code}`, { name: '泊位' }))).toEqual([428, 'version_needed'])
    const grade = { type: 'string', title: '等级', 'x-title-en': 'Grade', maxLength: 10, 'x-list': true } as const
    const refused = await change(berthSchema({ grade }, ['grade']))
    expect(problem(refused)).toEqual([409, 'registry_entries_unfit'])
    expect(refused.json().facts).toMatchObject({
      count: 1,
      entries: [{ id: standing.id, name: '铁山港1号', faults: [{ path: ['grade'], code: 'missing' }] }],
    })
    const changed = await sent<RegistryDetail>(change(berthSchema({ grade: { ...grade, default: '未定' } }, ['grade'])))
    expect([changed.version, changed.versions.length]).toEqual([2, 2])
    expect(problem(await change(berthSchema(), 1))).toEqual([412, 'version_outdated'])
    expect((await at('leader', standing)).json()).toMatchObject({ schemaVersion: 1, content: { grade: '未定' } })
    expect((await list('leader', code)).items[0]?.content).toMatchObject({ grade: '未定' })
    const next = await published(department, code, aBerth({ grade: '五万吨' }))
    expect(next.schemaVersion).toBe(2)
    const older = await sent<RegistryDetail>(office.get(`/api/v1/registries/${code}?version=1`))
    expect([older.number, older.schema.properties.grade]).toEqual([1, undefined])
    // A draft of before is published under what the register says now.
    const draft = await drafted(department, code, { name: '铁山港3号', number: 'BH-900' })
    expect(
      problem(
        await department.post(`/api/v1/registries/${code}/entries/${draft.id}/publish`, undefined, version(draft)),
      ),
    ).toEqual([422, 'registry_entry_unfit'])
  })

  test('[EXC-104] never shows what was private, nor changes what tells entries apart', async () => {
    const office = await server.as('office')
    const code = await configured(office)
    const change = (schema: object) => office.patch(`/api/v1/registries/${code}`, { schema }, { 'if-match': '"v1"' })
    const { phone, ...rest } = berthSchema().properties
    const open = { ...berthSchema(), properties: { ...rest, phone: { ...phone, 'x-private': false } } }
    expect(problem(await change(open))).toEqual([422, 'registry_privacy_kept'])
    expect(problem(await change({ ...berthSchema(), 'x-key': ['name'] }))).toEqual([422, 'registry_key_kept'])
    const past = (schema: object) => sql`insert into registry_version
      (registry_code, number, name, name_en, schema, user_id, organization_id)
      values (${code}, 2, 'x', 'x', ${JSON.stringify(schema)}::json, ${PEOPLE.office.userId}, ${PEOPLE.office.organizationId}::uuid)`
    expect(await runs('office', past(open))).toBe('refused')
    expect(await runs('office', past({ ...berthSchema(), 'x-key': ['name'] }))).toBe('refused')
    expect(await runs('office', sql`update registry_version set name = 'y'`)).toBe('refused')
  })
})

describe('an entry', () => {
  test('[EXC-105] as a draft is its owner’s alone, may be unfinished, and is changed with If-Match', async () => {
    const code = await configured(await server.as('office'))
    const department = await server.as('department')
    const key = { 'idempotency-key': randomUUID() }
    const content = { name: '防城港20号', number: 'FC-20' }
    const draft = await sent<EntryDetail>(department.post(`/api/v1/registries/${code}/entries`, { content }, key))
    expect((await sent<EntryDetail>(department.post(`/api/v1/registries/${code}/entries`, { content }, key))).id).toBe(
      draft.id,
    )
    expect([draft.state, draft.mayWrite, (await list('department', code, 'state=draft')).total]).toEqual([
      'draft',
      true,
      1,
    ])
    for (const person of ['office', 'otherDepartment', 'city', 'leader'] as const) {
      expect([person, ...problem(await at(person, draft))]).toEqual([person, 404, 'registry_entry_not_found'])
      expect([person, (await list(person, code, 'state=draft')).total]).toEqual([person, 0])
      expect(await runs(person, sql`select from registry_entry_version where entry_id = ${draft.id}::uuid`)).toBe(0)
    }
    const url = `/api/v1/registries/${code}/entries/${draft.id}`
    expect(problem(await department.patch(url, { content }))).toEqual([428, 'version_needed'])
    const edited = await sent<EntryDetail>(
      department.patch(url, { content: { ...content, kind: 'box' } }, version(draft)),
    )
    expect(problem(await department.patch(url, { content }, version(draft)))).toEqual([412, 'version_outdated'])
    const unfit = await department.patch(url, { content: { ...content, depth: 99 } }, version(edited))
    expect(unfit.json()).toMatchObject({
      code: 'registry_entry_unfit',
      facts: { faults: [{ path: ['depth'], code: 'above' }] },
    })
    expect(problem(await department.post(`/api/v1/registries/${code}/entries`, { content }))).toEqual([
      409,
      'registry_entry_twice',
    ])
    expect((await department.delete(`${url}/draft`, version(edited))).statusCode).toBe(204)
    expect((await at('department', draft)).statusCode).toBe(404)
  })

  test('[EXC-106] once published stays word for word; its next version replaces it; it is withdrawn with a reason', async () => {
    const code = await configured(await server.as('office'))
    const department = await server.as('department')
    const first = await published(department, code, aBerth({ name: '第一版' }))
    const url = `/api/v1/registries/${code}/entries/${first.id}`
    expect(problem(await department.patch(url, { content: aBerth() }, version(first)))).toEqual([
      409,
      'registry_entry_state_unfit',
    ])
    const draft = await sent<EntryDetail>(department.post(`${url}/versions`))
    expect(problem(await department.post(`${url}/versions`))).toEqual([409, 'registry_entry_draft_open'])
    const edited = await sent<EntryDetail>(
      department.patch(url, { content: { ...first.content, name: '第二版' } }, version(draft)),
    )
    expect((await at('leader', first)).json()).toMatchObject({
      number: 1,
      content: { name: '第一版' },
      hasDraft: false,
    })
    await publishedDraft(department, edited)
    expect((await at('leader', first)).json()).toMatchObject({ number: 2, content: { name: '第二版' } })
    expect((await at('leader', first, '?version=1')).json()).toMatchObject({
      state: 'replaced',
      content: { name: '第一版' },
    })
    expect(
      await runs(
        'department',
        sql`update registry_entry_version set content = '{}' where entry_id = ${first.id}::uuid`,
      ),
    ).toBe('refused')
    expect(await runs('department', sql`delete from registry_entry_version where entry_id = ${first.id}::uuid`)).toBe(0)
    await sent(department.post(`${url}/withdraw`, { reason: '泊位停用' }))
    expect((await at('leader', first)).json()).toMatchObject({ state: 'withdrawn', withdrawnReason: '泊位停用' })
    expect([(await list('leader', code)).total, (await list('leader', code, 'state=withdrawn')).total]).toEqual([0, 1])
    await publishedDraft(department, await sent<EntryDetail>(department.post(`${url}/versions`)))
    expect((await list('leader', code)).total).toBe(1)
  })

  test('[EXC-107] is written by its owner alone, also past the routes', async () => {
    const code = await configured(await server.as('office'))
    const entry = await published(await server.as('department'), code)
    const url = `/api/v1/registries/${code}/entries/${entry.id}`
    for (const person of ['office', 'otherDepartment', 'city'] as const) {
      const browser = await server.as(person)
      expect((await browser.get(url)).json()).toMatchObject({ mayWrite: false })
      expect(problem(await browser.post(`${url}/versions`))).toEqual([403, 'registry_entry_not_owner'])
      expect(problem(await browser.post(`${url}/withdraw`, { reason: '不要' }))).toEqual([
        403,
        'registry_entry_not_owner',
      ])
      const { userId, organizationId } = PEOPLE[person]
      for (const statement of [
        sql`update registry_entry_version set state = 'withdrawn', withdrawn_reason = 'x' where entry_id = ${entry.id}::uuid`,
        sql`update registry_entry_private set content = '{}' where entry_id = ${entry.id}::uuid`,
      ])
        expect([person, await runs(person, statement)]).toEqual([person, 0])
      const next = (owner: string) => sql`insert into registry_entry_version
        (entry_id, number, schema_version, content, user_id, user_name, organization_id, organization_name)
        values (${entry.id}::uuid, 2, 1, '{}', ${userId}, '', ${owner}::uuid, '')`
      expect(await runs(person, next(organizationId))).toBe('refused')
      expect(await runs(person, next(PEOPLE.department.organizationId))).toBe('refused')
    }
  })

  test('[EXC-108] shows its private fields to its owner and the office, to nobody else, nowhere', async () => {
    const code = await configured(await server.as('office'))
    const department = await server.as('department')
    const entry = await published(department, code, aBerth({ phone: '0779-1234567' }))
    for (const [person, sees] of [
      ['department', true],
      ['office', true],
      ['city', false],
      ['leader', false],
    ] as const) {
      const seen = (await at(person, entry)).json<EntryDetail>()
      expect([person, seen.content.phone, seen.hidden]).toEqual(
        sees ? [person, '0779-1234567', []] : [person, undefined, ['phone']],
      )
      const table = await (await server.as(person)).get(`/api/v1/registries/${code}/entries.csv`)
      expect([person, table.body.includes('0779-1234567')]).toEqual([person, sees])
      expect(await runs(person, sql`select from registry_entry_private where entry_id = ${entry.id}::uuid`)).toBe(
        sees ? 1 : 0,
      )
    }
    expect((await list('department', code, 'q=1234567')).total).toBe(0)
    const shared = await server.handle.asSystem((trx) => entriesToShare(trx, [entry.id]))
    expect(JSON.stringify(shared)).not.toContain('1234567')
    // Nor does the database take one among what everybody sees.
    const draft = await drafted(department, code)
    const leak = sql`update registry_entry_version set content = content || '{"phone":"0779-1234567"}' where entry_id = ${draft.id}::uuid`
    expect(await runs('department', leak)).toBe('refused')
  })

  test('[EXC-113] is told to who listens, and those of other nodes stand in the same lists', async () => {
    const code = await configured(await server.as('office'))
    const department = await server.as('department')
    const entry = await published(department, code, aBerth({ name: '钦州港8号' }))
    await sent(department.post(`/api/v1/registries/${code}/entries/${entry.id}/withdraw`, { reason: '停用' }))
    const events = await server.handle.asSystem((trx) =>
      sql<{
        kind: string
      }>`select kind from outbox_event where payload ->> 'entryId' = ${entry.id} order by id`.execute(trx),
    )
    expect(events.rows.map(({ kind }) => kind)).toEqual(['exchange.entry_published', 'exchange.entry_withdrawn'])
    expect(await server.handle.asSystem((trx) => entriesToShare(trx, [entry.id]))).toEqual([])
    const standing = await published(department, code, aBerth({ name: '钦州港9号' }))
    const [shared] = await server.handle.asSystem((trx) => entriesToShare(trx, [standing.id]))
    expect(shared).toMatchObject({
      key: standing.id,
      content: { registry: code, schemaVersion: 1, entry: { name: '钦州港9号' } },
    })
  })
})

test('[EXC-110] a search finds every word wherever it may be searched; filters narrow; columns sort; pages end', async () => {
  const code = await configured(await server.as('office'))
  const city = await server.as('city')
  const { id } = await published(
    city,
    code,
    aBerth({
      ...{ name: '铁山港东岸', kind: 'box', depth: 15.1, isOpen: true, builtOn: '2021-05-01', cargo: ['铝土矿'] },
      ...{ number: 'TS-77', cranes: [{ model: 'STS-65', lift: 65 }] },
    }),
  )
  for (const depth of [3, 20, 7, undefined]) await published(city, code, aBerth({ name: `泊位${depth}`, depth }))
  const finds = async (query: Record<string, string>) =>
    (await list('leader', code, new URLSearchParams(query).toString())).items.some((one) => one.id === id)
  for (const q of ['铁山港', '港东', '集装箱', 'container', '铝土矿', 'sts-65', '北海市 东岸', '山'])
    expect([q, await finds({ q })]).toEqual([q, true])
  for (const q of ['散货 东岸', 'TS-77', '100%', '山铁']) expect([q, await finds({ q })]).toEqual([q, false])
  for (const [fits, differs] of [
    ['kind:box', 'kind:bulk'],
    ['depth.min:15.1', 'depth.min:15.2'],
    ['depth.max:15.1', 'depth.max:15'],
    ['isOpen:true', 'isOpen:false'],
    ['builtOn.min:2021-05-01', 'builtOn.max:2021-04-30'],
  ] as const)
    expect([fits, await finds({ where: fits }), await finds({ where: differs })]).toEqual([fits, true, false])
  const office = await server.as('office')
  for (const query of [
    'where=depth:1',
    'where=name:a',
    'where=kind:none',
    'where=ghost:1',
    'where=constructor:1',
    'sort=phone',
    'sort=isOpen',
  ])
    expect([query, ...problem(await office.get(`/api/v1/registries/${code}/entries?${query}`))]).toEqual([
      query,
      422,
      'registry_filter_unfit',
    ])
  for (const [sort, expected] of [
    ['depth', [3, 7, 15.1, 20, undefined]],
    ['-depth', [20, 15.1, 7, 3, undefined]],
  ] as const) {
    const pages = [await list('leader', code, `sort=${sort}&limit=2`)]
    while (pages.at(-1)?.next)
      pages.push(await list('leader', code, `sort=${sort}&limit=2&cursor=${pages.at(-1)?.next}`))
    expect(pages.flatMap(({ items }) => items.map(({ content }) => content.depth))).toEqual(expected)
    expect(pages.map(({ total }) => total)).toEqual(pages.map(() => 5))
  }
  const [first] = [await list('leader', code, 'limit=2')]
  const second = await list('leader', code, `limit=10&cursor=${first?.next}`)
  expect(new Set([...(first?.items ?? []), ...second.items].map((one) => one.id)).size).toBe(5)
  expect(problem(await office.get(`/api/v1/registries/${code}/entries?sort=depth&cursor=${first?.next}`))).toEqual([
    400,
    'cursor_invalid',
  ])
})

test('[EXC-113] what other nodes tell stands in the same lists and is found by the same search, once the view is a union with it', async () => {
  const code = await configured(await server.as('office'))
  await published(await server.as('department'), code, aBerth({ name: '北海港1号' }))
  const id = randomUUID()
  const run = (statement: string) => sql.raw(statement).execute(server.handle.kysely)
  await run(`create table told_entry as select * from registry_entry_shown limit 0`)
  await run(`insert into told_entry select '${code}', '${id}', organization_id, '湛江市人民政府', 'gd', 1,
    '{"name": "湛江港8号", "number": "ZJ-8", "kind": "box", "depth": 30}', folded, search_pairs(folded), now()
    from organization, search_fold('湛江港8号 湛江市人民政府') folded, (select id as organization_id from organization limit 1) o limit 1`)
  await run('grant select on told_entry to qunce_app, qunce_system')
  const [view] = (
    await sql<{ definition: string }>`select pg_get_viewdef('registry_entry_shown') as definition`.execute(
      server.handle.kysely,
    )
  ).rows
  await run(`create or replace view registry_entry_shown with (security_invoker = true) as
    ${view?.definition.replace(/;\s*$/, '')} union all select * from told_entry`)
  const found = await list('leader', code, 'q=湛江')
  expect(found).toMatchObject({ total: 1, items: [{ id, node: 'gd', organization: { name: '湛江市人民政府' } }] })
  expect((await list('leader', code, 'sort=-depth')).items.map(({ node }) => node)).toEqual(['gd', null])
  const seen = await (await server.as('leader')).get(`/api/v1/registries/${code}/entries/${id}`)
  expect(seen.json()).toMatchObject({
    number: 0,
    node: 'gd',
    mayWrite: false,
    content: { name: '湛江港8号' },
    hidden: ['phone'],
  })
  expect((await server.handle.asSystem((trx) => entriesToShare(trx))).map(({ key }) => key)).not.toContain(id)
})
