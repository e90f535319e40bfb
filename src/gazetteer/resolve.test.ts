import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { withDatabase } from '../../test/support/index.ts'
import type { Actor } from '../platform/access/actor.ts'
import { type CatalogueFile, expandCatalogue } from './catalogue.ts'
import { findOrAddOrganizations, findPaperUnits, findSuccessions, loadCatalogue, loadGazetteer } from './index.ts'
import { jurisdictionIndex } from './jurisdictions.ts'
import { resolveOrganizations } from './resolve.ts'

const GUANGXI_2018 = { date: '2018-01-05', jurisdiction: '450000', today: '2026-11-01' }
const actor = (role: Actor['role']): Actor => ({
  userId: 'wang',
  userName: '王芳',
  organizationId: '6f1f3a6e-3a0e-4f5e-9d2b-1c1b1f0a0001',
  organizationName: '协调办公室',
  role,
})

describe('printed names against the database', () => {
  const database = withDatabase()

  beforeAll(async () => {
    await loadGazetteer(database.handle)
    await database.handle.asSystem(async (trx) => {
      for (const name of ['guangxi', 'guangdong', 'hainan']) {
        const path = new URL(`../../sample/organizations/${name}.json`, import.meta.url)
        const file = JSON.parse(readFileSync(path, 'utf8')) as CatalogueFile
        await loadCatalogue(trx, expandCatalogue(file, jurisdictionIndex()), 'sample')
      }
    })
  }, 120_000)

  test('[GAZ-1] a name of 2018 resolves to the unit of its day and to its successor today', async () => {
    const [land] = await database.handle.asActor(actor('leader'), (trx) =>
      resolveOrganizations(trx, ['自治区国土资源厅'], GUANGXI_2018),
    )
    expect(land).toMatchObject({
      outcome: 'resolved',
      standing: 'valid',
      organization: { name: '广西壮族自治区国土资源厅', validTo: '2018-10-31' },
      today: { decision: 'successor', holders: [{ organization: { name: '广西壮族自治区自然资源厅' } }] },
    })
  })

  test('[GAZ-12] loading a second time adds nothing', async () => {
    expect(await loadGazetteer(database.handle)).toEqual({ loaded: false })
  })

  test('[GAZ-9] an unknown unit is added once, as provisional, and found again by every spelling', async () => {
    const paper = { ...GUANGXI_2018, foundIn: '测试方案' }
    const add = (...names: string[]) =>
      database.handle.asActor(actor('department'), (trx) => findOrAddOrganizations(trx, names, paper))
    const first = await add('自治区海洋研究院', '广西壮族自治区海洋研究院', '有关部门')
    expect(first.get('自治区海洋研究院')).toMatchObject({ outcome: 'added', organization: { state: 'provisional' } })
    expect(first.get('广西壮族自治区海洋研究院')?.organization?.id).toBe(
      first.get('自治区海洋研究院')?.organization?.id,
    )
    expect(first.get('有关部门')).toMatchObject({ outcome: 'class', organization: null })

    const second = await add('自治区海洋研究院')
    expect(second.get('自治区海洋研究院')).toMatchObject({
      outcome: 'resolved',
      organization: { id: first.get('自治区海洋研究院')?.organization?.id },
    })
  })

  test('[GAZ-10] a leader, who may not ingest, cannot add a unit', async () => {
    const attempt = database.handle.asActor(actor('leader'), (trx) =>
      findOrAddOrganizations(trx, ['自治区某某局'], { ...GUANGXI_2018, foundIn: '测试方案' }),
    )
    await expect(attempt).rejects.toMatchObject({ code: '42501' })
  })

  test('[GAZ-10] the database alone lets ingest add provisional units and change nothing', async () => {
    const refused = async (role: Actor['role'], statement: ReturnType<typeof sql>) => {
      const attempt = database.handle.asActor(actor(role), (trx) => statement.execute(trx))
      await expect(attempt).rejects.toMatchObject({ code: '42501' })
    }
    const row = sql`'department', '测试局', '测试局', 'document', '测试'`
    await refused('department', sql`insert into organization (kind, name, short_name, origin, source) values (${row})`)
    await refused(
      'administrator',
      sql`
      insert into organization (kind, name, short_name, origin, source, state, confidence)
      values (${row}, 'provisional', 'U')`,
    )
    await refused(
      'department',
      sql`
      insert into organization_name (organization_id, name, kind, scope_code, name_key, source)
      select id, '别名', 'alias', '000000', '别名', '测试' from organization where short_name = '国务院'`,
    )
    await refused(
      'department',
      sql`
      insert into organization_relation (from_id, kind, happened_on, date_precision, source, confidence)
      select id, 'abolished', '2026-01-01', 'day', '测试', 'K' from organization where short_name = '国务院'`,
    )
    await refused('office', sql`delete from organization_relation`)
    await refused('office', sql`update jurisdiction set name = '某省'`)
    const changed = await database.handle.asActor(actor('city'), (trx) =>
      sql`update organization set name = '某局'`.execute(trx),
    )
    expect(changed.numAffectedRows).toBe(0n)
  })

  test('[GAZ-6] the words of the duty decide between the two parts of a split unit', async () => {
    const paper = { issuer: '广东省人民政府', title: '实施意见', date: '2017-01-20' }
    const find = (duty?: string) =>
      database.handle.asActor(actor('office'), (trx) =>
        findPaperUnits(
          trx,
          paper,
          ['省海洋与渔业厅'],
          '2026-11-01',
          duty ? new Map([['省海洋与渔业厅', duty]]) : undefined,
        ),
      )
    const today = async (duty?: string) => (await find(duty)).get('省海洋与渔业厅')?.today.map((unit) => unit.shortName)
    expect(await today('建设现代渔港')).toEqual(['省农业农村厅'])
    expect(await today('加强海域使用管理')).toEqual(['省自然资源厅'])
    expect(await today()).toEqual(['省自然资源厅', '省农业农村厅'])
  })

  test('[GAZ-13] hundreds of names resolve in one go', async () => {
    const names = Array.from({ length: 200 }, () => ['自治区国土资源厅', '南宁市人民政府', '自治区北部湾办']).flat()
    const started = performance.now()
    const found = await database.handle.asActor(actor('leader'), (trx) =>
      resolveOrganizations(trx, names, GUANGXI_2018),
    )
    expect(found.every((one) => one.outcome === 'resolved')).toBe(true)
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test('an id the gazetteer does not hold has no successor', async () => {
    const [none] = await database.handle.asActor(actor('leader'), (trx) =>
      findSuccessions(trx, [{ organizationId: crypto.randomUUID(), since: null }], '2026-11-01'),
    )
    expect(none).toEqual({ decision: 'none', holders: [] })
  })
})
