import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { actorOf, PEOPLE, type PersonName } from '../../../test/support/index.ts'
import { published, sent, withVersion } from '../catalogue/stage.testing.ts'
import type { HoldingDetail, Loaded, LoadPreview, ResourceDetail, SharedRows } from '../schemas.ts'
import { withHoldings } from './server.testing.ts'
import { agreed, csvText, HOUSEHOLDS, loaded, loadForm, TERMS } from './stage.testing.ts'

const { server, problem, get, refused, handle, own, aHousehold, aHolding, revisionsOf, rowsOf } = withHoldings()

describe('loading', () => {
  test('[EXC-78] replaces all rows or changes those that are named; each load is a revision, and an update', async () => {
    const resource = await aHolding()
    const url = `/api/v1/resources/${resource.id}/holding`
    const merge = { manner: 'merge' }
    const changed = [aHousehold('H01', { 年收入: '53000' }), aHousehold('H09'), HOUSEHOLDS[1]]
    const { payload, headers } = loadForm(csvText(changed), merge)
    const preview = await sent<LoadPreview>((await own()).post(`${url}/preview`, payload, headers))
    expect(preview).toMatchObject({ rows: 3, added: 1, changed: 1, same: 1, removed: 0, revision: 1, faults: [] })
    expect(preview.examples.map(({ kind, key }) => [kind, key])).toEqual([
      ['added', 'H09'],
      ['changed', 'H01'],
    ])
    expect(preview.examples[1]).toMatchObject({ before: { 年收入: '52000' }, after: { 年收入: '53000' } })
    const second = await loaded(await own(), resource.id, changed, { ...merge, sha256: preview.sha256, revision: '1' })
    expect(second.revision).toMatchObject({
      revision: 2,
      manner: 'merge',
      added: 1,
      changed: 1,
      same: 1,
      removed: 0,
      rowCount: 5,
    })
    expect(second.revision.sha256).toBe(createHash('sha256').update(csvText(changed)).digest('hex'))
    const third = await loaded(await own(), resource.id, HOUSEHOLDS.slice(1))
    expect(third.revision).toMatchObject({ revision: 3, added: 0, changed: 0, same: 3, removed: 2, rowCount: 3 })
    const again = await loaded(await own(), resource.id, HOUSEHOLDS)
    expect(again.revision).toMatchObject({ revision: 4, added: 1, changed: 0, same: 3, removed: 0, rowCount: 4 })
    expect((await rowsOf(resource.id)).map(({ number, key }) => [number, key])).toEqual([
      ...[
        [1, 'H01'],
        [2, 'H02'],
        [3, 'H03'],
        [4, 'H04'],
      ],
    ])
    expect((await rowsOf(resource.id, 'q=H04')).map(({ key }) => key)).toEqual(['H04'])
    expect((await revisionsOf(resource.id)).map(({ revision, file }) => [revision, file])).toEqual(
      [4, 3, 2, 1].map((revision) => [revision, '低收入家庭.csv']),
    )
    const after = await get<ResourceDetail>('department', `/resources/${resource.id}`)
    expect([after.refreshedOn, after.refreshes.length]).toEqual(['2026-06-22', 1])
  })

  test('[EXC-77] of a faulty table nothing is loaded; what was looked at is what is loaded', async () => {
    const resource = await aHolding()
    const url = `/api/v1/resources/${resource.id}/holding`
    const faulty = loadForm(csvText([aHousehold('H01', { 年收入: '很多' }), aHousehold('H01')]))
    const preview = await sent<LoadPreview>((await own()).post(`${url}/preview`, faulty.payload, faulty.headers))
    expect([preview.faultCount, preview.added, preview.examples]).toEqual([1, 0, []])
    const reply = await (await own()).post(`${url}/loads`, faulty.payload, faulty.headers)
    expect(problem(reply)).toEqual([422, 'holding_rows_unfit'])
    expect(reply.json().facts.faults).toEqual([
      { sheet: '', row: 2, column: '年收入', code: 'value_unfit', found: '很多', expected: '1234.5' },
    ])
    for (const fields of [{ sha256: 'f'.repeat(64) }, { revision: '0' }, { revision: '2' }] as Record<
      string,
      string
    >[]) {
      const { payload, headers } = loadForm(csvText(HOUSEHOLDS.slice(1)), fields)
      expect(problem(await (await own()).post(`${url}/loads`, payload, headers))).toEqual([409, 'holding_file_changed'])
    }
    for (const [fields, code] of [
      [{ keyItems: '["身高"]' }, 'holding_key_unfit'],
      [{ keyItems: '[]' }, 'holding_key_unfit'],
      [{ keyItems: '编号' }, 'holding_field_invalid'],
      [{ manner: 'add' }, 'holding_field_invalid'],
      [{ manner: 'merge', keyItems: '["户主"]' }, 'holding_key_changed'],
    ] as const) {
      const { payload, headers } = loadForm(csvText(HOUSEHOLDS), fields)
      expect((await (await own()).post(`${url}/loads`, payload, headers)).json().code).toBe(code)
    }
    const large = loadForm(Buffer.alloc(20 * 1024 * 1024 + 1, 'a'))
    expect(problem(await (await own()).post(`${url}/loads`, large.payload, large.headers))).toEqual([
      ...[413, 'holding_file_too_large'],
    ])
    expect((await revisionsOf(resource.id)).length).toBe(1)
  })

  test('[EXC-79] a program loads by a key that was made for it, and by no other; the same load twice is one', async () => {
    const resource = await aHolding()
    const url = `/api/v1/resources/${resource.id}/holding/rows`
    const body = { manner: 'merge', rows: [{ ...aHousehold('H07'), 人数: 6, 低保: true }] }
    const keyOf = async (person: PersonName, scope: string) =>
      (
        await sent<{ key: string }>(
          (await server.as(person)).post('/api/v1/service-keys', { name: `程序-${scope}`, scope }),
        )
      ).key
    const by = (key: string, once = '11111111-1111-4111-8111-111111111111') =>
      server.nobody().post(url, body, { authorization: `Bearer ${key}`, 'idempotency-key': once })
    const key = await keyOf('department', 'holdings')
    const first = await sent<Loaded>(by(key))
    expect(first.revision).toMatchObject({ revision: 2, added: 1, file: '', userName: PEOPLE.department.userName })
    expect((await sent<Loaded>(by(key))).revision.revision).toBe(2)
    expect((await rowsOf(resource.id, 'q=H07'))[0]?.values).toMatchObject({ 人数: '6', 低保: 'true' })
    expect(problem(await by(await keyOf('department', 'read')))).toEqual([403, 'key_opens_other'])
    expect(problem(await by(await keyOf('city', 'holdings'), '22222222-2222-4222-8222-222222222222'))).toEqual([
      ...[403, 'holding_not_provider'],
    ])
    const reading = await server.nobody().get('/api/v1/resources', { authorization: `Bearer ${key}` })
    expect(reading.statusCode).toBe(401)
    const unknown = await (await own()).post(url, { manner: 'merge', rows: [{ 身高: 1 }] })
    expect(unknown.json().facts.faults[0]).toMatchObject({ row: 1, column: '身高', code: 'item_unknown' })
  })

  test('[EXC-80] one row is corrected or removed with the reason, and what it was is kept', async () => {
    const resource = await aHolding()
    const url = `/api/v1/resources/${resource.id}/holding/rows`
    const correct = async (number: number, body: object) => (await own()).patch(`${url}/${number}`, body)
    const reason = '经核实登记有误'
    const { revision } = await sent<Loaded>(correct(2, { values: { 人数: 4, 户主: '韦大成' }, reason }))
    expect(revision).toMatchObject({ revision: 2, manner: 'correct', changed: 1, reason, rowCount: 4 })
    expect((await rowsOf(resource.id, 'q=H02'))[0]).toMatchObject({
      revision: 2,
      values: { 人数: '4', 年收入: '18600.5' },
    })
    for (const [number, values, code] of [
      [2, { 人数: '四' }, 'holding_rows_unfit'],
      [2, { 身高: '1' }, 'holding_rows_unfit'],
      [2, { 编号: 'H99' }, 'holding_key_corrected'],
      [2, { 人数: 4 }, 'holding_nothing_corrected'],
      [99, { 人数: 4 }, 'holding_row_unknown'],
    ] as const)
      expect([code, (await correct(number, { values, reason })).json().code]).toEqual([code, code])
    expect(problem(await correct(2, { values: { 人数: 3 }, reason: ' ' }))).toEqual([400, 'text_blank'])
    const removed = await sent<Loaded>((await own()).post(`${url}/3/remove`, { reason }))
    expect(removed.revision).toMatchObject({ revision: 3, manner: 'remove', removed: 1, rowCount: 3 })
    expect(problem(await correct(3, { values: { 人数: 1 }, reason }))).toEqual([404, 'holding_row_unknown'])
    const { rows } = await handle().asSystem((trx) =>
      sql`select number, revision, until, content ->> '人数' as size from resource_row_past
        where resource_id = ${resource.id}::uuid order by until`.execute(trx),
    )
    expect(rows).toEqual([
      { number: 2, revision: 1, until: 2, size: '5' },
      { number: 3, revision: 1, until: 3, size: '2' },
    ])
  })

  test('[EXC-80] two corrections of one row at once are both kept', async () => {
    const resource = await aHolding()
    const browser = await own()
    const correct = (values: object) =>
      sent(browser.patch(`/api/v1/resources/${resource.id}/holding/rows/2`, { values, reason: '经核实登记有误' }))
    for (let round = 1; round <= 5; round++) {
      await Promise.all([correct({ 人数: `${10 + round}` }), correct({ 户主: `韦${round}` })])
      expect((await rowsOf(resource.id, 'q=H02'))[0]?.values).toMatchObject({
        人数: `${10 + round}`,
        户主: `韦${round}`,
      })
    }
  })

  test('[EXC-81] the data are their provider’s: no other unit loads or reads them, not even past the routes', async () => {
    const resource = await aHolding()
    const url = `/resources/${resource.id}/holding`
    for (const person of ['office', 'otherDepartment', 'city'] as const) {
      for (const path of ['/rows', '/revisions', '/rows.csv', '/rows.xlsx'])
        expect([person, await refused(person, `${url}${path}`)]).toEqual([person, [403, 'holding_not_provider']])
      const { payload, headers } = loadForm(csvText(HOUSEHOLDS))
      for (const path of ['/preview', '/loads'])
        expect(problem(await (await server.as(person)).post(`/api/v1${url}${path}`, payload, headers))).toEqual([
          ...[403, 'holding_not_provider'],
        ])
      const known = await get<HoldingDetail>(person, url)
      expect(known).toMatchObject({ isLoaded: true, rowCount: 4, mayLoad: false, keyItems: ['编号'] })
      const asPerson = <T>(query: ReturnType<typeof sql<T>>) =>
        handle()
          .asActor(actorOf(person), (trx) => query.execute(trx))
          .then(
            ({ rows }) => rows.length,
            ({ code }: { code: string }) => code,
          )
      expect(await asPerson(sql`select from resource_row`)).toBe(0)
      expect(await asPerson(sql`select from holding_revision`)).toBe(0)
      for (const table of ['resource_row_past', 'holding_staged', 'share_secret'])
        expect(await asPerson(sql`select from ${sql.table(table)}`)).toBe('42501')
      expect(
        await asPerson(sql`select apply_holding_load(${resource.id}::uuid, gen_random_uuid(), 'replace', array['编号'], '',
          repeat('0', 64), '')`),
      ).toBe('42501')
      expect(
        await asPerson(sql`select correct_holding_row(${resource.id}::uuid, 1, null, gen_random_uuid(), repeat('0', 64),
        'x')`),
      ).toBe('42501')
    }
    const asOwner = (query: ReturnType<typeof sql>) =>
      handle()
        .asActor(actorOf('department'), (trx) => query.execute(trx))
        .then(
          () => 'done',
          ({ code }: { code: string }) => code,
        )
    for (const query of [
      sql`update resource_row set content = '{}'`,
      sql`insert into resource_row (resource_id, key, number, content, revision) values (${resource.id}::uuid, 'x', 9, '{}', 1)`,
      sql`delete from holding_revision`,
      sql`update resource_holding set revision = 0`,
    ])
      expect(await asOwner(query)).toBe('42501')
  })

  test('[EXC-76] only what is published and has items takes data', async () => {
    const bare = await published(await own(), { items: [], format: 'image' })
    const { payload, headers } = loadForm(csvText(HOUSEHOLDS))
    const load = async (id: string) => (await own()).post(`/api/v1/resources/${id}/holding/loads`, payload, headers)
    expect(problem(await load(bare.id))).toEqual([409, 'holding_resource_unfit'])
    const resource = await aHolding()
    await (await own()).post(`/api/v1/resources/${resource.id}/withdraw`, { reason: '不再采集' })
    expect(problem(await load(resource.id))).toEqual([409, 'holding_resource_unfit'])
    expect(problem(await load('00000000-0000-4000-8000-000000000000'))).toEqual([404, 'resource_not_found'])
  })
})

test('[EXC-78] a version that changes the items leaves the rows until they are loaded anew', async () => {
  const resource = await aHolding()
  const url = `/api/v1/resources/${resource.id}`
  const draft = await sent<ResourceDetail>((await own()).post(`${url}/versions`))
  const items = [...draft.content.items, { name: '联系电话', dataType: 'character' as const, length: '20' }]
  const edited = await sent<ResourceDetail>((await own()).patch(url, { items }, withVersion(draft)))
  await sent((await own()).post(`${url}/publish`, undefined, withVersion(edited)))
  const id = await agreed(handle(), resource.id, { terms: { ...TERMS, items: ['编号', '联系电话'], masks: {} } })
  const { rows } = await get<SharedRows>('city', `/shared-data/${id}/rows`)
  expect(rows[0]?.values).toEqual({ 编号: 'H01', 联系电话: null })
})
