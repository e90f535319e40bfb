import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { PEOPLE, type PersonName, withServer } from '../../../../test/support/index.ts'
import { loadGazetteer } from '../../../gazetteer/index.ts'
import { INVENTORY_HEAD, inventoryRow, workbookOf } from '../fixtures.testing.ts'
import type { ImportPreview, ResourceDetail, ResourceList, ResourcesImported } from '../schemas.ts'
import { drafted, inventoryForm, placePeople, published, sent } from '../stage.testing.ts'

const server = withServer({
  prepare: async (handle) => {
    await loadGazetteer(handle)
    await placePeople(handle)
  },
})
const problem = (reply: { statusCode: number; json(): { code: string } }) => [reply.statusCode, reply.json().code]

async function send(
  person: PersonName,
  bytes: Uint8Array | string,
  fields: Record<string, string> = {},
  { preview = false, name = '目录.xlsx' } = {},
) {
  const browser = await server.as(person)
  const form = inventoryForm(name, bytes, fields)
  return browser.request({ method: 'POST', url: `/api/v1/resources/imports${preview ? '/preview' : ''}`, ...form })
}
const look = async (person: PersonName, bytes: Uint8Array, fields = {}) =>
  sent<ImportPreview>(send(person, bytes, fields, { preview: true }))
const imported = async (person: PersonName, bytes: Uint8Array | string, fields = {}, name = '目录.xlsx') =>
  sent<ResourcesImported>(send(person, bytes, fields, { name }))
const list = async (person: PersonName, query: string) =>
  sent<ResourceList>((await server.as(person)).get(`/api/v1/resources?${query}`))

describe('an inventory', () => {
  test('[EXC-23] is imported once: the same file again changes nothing, a changed row what it says', async () => {
    const rows = [inventoryRow('入海河流名录'), inventoryRow('海水浴场水质'), ['', '', '', '', '采样日期', 'D', '']]
    const file = await workbookOf({ 目录: [['某厅数据资源目录'], [...INVENTORY_HEAD], ...rows] })
    const preview = await look('department', file)
    expect(preview).toMatchObject({ resources: 2, added: 2, changed: 0, unchanged: 0, faultCount: 0 })
    expect(await imported('department', file, { sha256: preview.sha256 })).toEqual({
      ...{ added: 2, changed: 0, unchanged: 0, published: 0 },
    })
    const drafts = await list('department', 'state=draft&q=海水浴场')
    expect(drafts.items.map(({ state, itemCount }) => [state, itemCount])).toEqual([['draft', 2]])
    expect(await imported('department', file, { publish: 'yes' })).toMatchObject({ unchanged: 2, published: 2 })
    expect(await imported('department', file, { publish: 'yes' })).toMatchObject({ unchanged: 2, published: 0 })

    // What people wrote in a field that the file has no column for stays.
    const [bath] = (await list('department', 'q=海水浴场')).items
    const fewer = await workbookOf({
      目录: [
        ['信息资源名称', '更新周期'],
        ['海水浴场水质', '每周'],
        ['入海河流名录', '每月'],
      ],
    })
    const changes = await look('department', fewer)
    expect([changes.changed, changes.changes]).toEqual([
      1,
      [{ sheet: '目录', row: 2, name: '海水浴场水质', fields: ['updatePeriod'], isWithdrawn: false }],
    ])
    await imported('department', fewer)
    const draft = await sent<ResourceDetail>(
      (await server.as('department')).get(`/api/v1/resources/${bath?.id}?version=2`),
    )
    expect([draft.state, draft.content.updatePeriod, draft.content.items.length]).toEqual(['draft', 'weekly', 2])
  })

  test('[EXC-22] with faults is told all of them by file, sheet, row and column, and nothing of it is there', async () => {
    const rows = [
      inventoryRow('坏一', { 更新周期: '每旬' }),
      inventoryRow('好的'),
      inventoryRow('坏二', { 共享类型: '看情况' }),
    ]
    const file = await workbookOf({ 水利: [[...INVENTORY_HEAD], ...rows] })
    const preview = await look('department', file)
    expect([preview.file, preview.faultCount]).toEqual(['目录.xlsx', 2])
    const refused = await send('department', file)
    expect(problem(refused)).toEqual([422, 'resource_rows_unfit'])
    expect(refused.json().facts).toMatchObject({
      ...{ file: '目录.xlsx', count: 2 },
      faults: [
        { sheet: '水利', row: 2, column: '更新周期', field: 'updatePeriod', code: 'value_unknown', found: '每旬' },
        { sheet: '水利', row: 4, column: '共享类型', found: '看情况', expected: '无条件共享、有条件共享、不予共享' },
      ],
    })
    expect((await list('department', 'state=draft&q=好的')).total).toBe(0)
  })

  test('[EXC-22] that is to be published has what the guide demands, and no contradiction', async () => {
    const file = await workbookOf({
      目录: [
        [...INVENTORY_HEAD],
        inventoryRow('缺摘要', { 信息资源摘要: '' }),
        inventoryRow('无依据', { 共享类型: '不予共享', 共享条件: '', 共享方式: '' }),
        inventoryRow('矛盾', { 共享类型: '不予共享', 是否向社会开放: '是' }),
      ],
    })
    const { faults } = await look('department', file, { publish: 'yes' })
    expect(faults.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, '信息资源摘要', 'missing'],
      [3, '共享条件', 'missing'],
      [4, '是否向社会开放', 'withheld_open'],
    ])
    // As drafts the first two may wait for it.
    expect((await look('department', file)).faults.map(({ row }) => row)).toEqual([4])
  })

  test('[EXC-22] that changes what was withdrawn says so, and is held to what the guide demands', async () => {
    const department = await server.as('department')
    const { id, name } = await published(department, { name: '已撤回的' })
    await sent(department.post(`/api/v1/resources/${id}/withdraw`, { reason: '不再采集' }))
    const file = (own: Parameters<typeof inventoryRow>[1]) =>
      workbookOf({ 目录: [[...INVENTORY_HEAD], inventoryRow(name, own)] })
    const blank = await file({ 信息资源摘要: '', 更新周期: '' })
    const { faults } = await look('department', blank, { publish: 'yes' })
    expect(faults.map(({ sheet, row, column, code }) => [sheet, row, column, code])).toEqual([
      ['目录', 2, '信息资源摘要', 'missing'],
      ['目录', 2, '更新周期', 'missing'],
    ])
    expect(problem(await send('department', blank, { publish: 'yes' }))).toEqual([422, 'resource_rows_unfit'])
    const preview = await look('department', await file({}), { publish: 'yes' })
    expect(preview).toMatchObject({ changed: 1, withdrawn: 1, faultCount: 0, changes: [{ name, isWithdrawn: true }] })
    // What nothing changes stays withdrawn, whatever it does not say.
    const same = await workbookOf({
      目录: [
        ['信息资源名称', '更新周期'],
        [name, '每月'],
      ],
    })
    expect(await imported('department', same, { publish: 'yes' })).toMatchObject({ unchanged: 1, published: 0 })
  })

  test('[EXC-22] loses no row: one of which a cell alone is filled in is told, unless it says that it is a note', async () => {
    const rows = [
      ['名录一', '每月'],
      ['', ''],
      ['只有名称', ''],
      ['注：以上由各处室填写', ''],
    ]
    const file = await workbookOf({
      目录: [['信息资源名称', '更新周期'], ...rows],
      其他: [['甲', '乙'], ['丙'], ['丁']],
    })
    expect((await look('department', file)).faults).toMatchObject([
      { sheet: '目录', row: 4, code: 'row_alone', found: '只有名称' },
    ])
  })

  test('[EXC-24] knows a resource by our code, by its own, or by its name', async () => {
    const department = await server.as('department')
    const standing = await published(department, { name: '旧名称' })
    const own = await sent<ResourceDetail>(department.get(`/api/v1/resources/${standing.id}`))
    const head = ['信息资源代码', '信息资源名称']
    const full = [...head, '更新周期']
    const byCode = await workbookOf({ 目录: [head, [own.code ?? '', '新名称']] })
    expect(await imported('department', byCode)).toMatchObject({ added: 0, changed: 1 })
    const ofOwn = (name: string) => workbookOf({ 目录: [head, ['GX-0001', name]] })
    expect(await imported('department', await ofOwn('本级编号的'))).toMatchObject({ added: 1 })
    expect(await imported('department', await ofOwn('改了名称'))).toMatchObject({ added: 0, changed: 1 })
    const ofOther = await published(await server.as('otherDepartment'))
    const stolen = await workbookOf({ 目录: [head, [ofOther.code ?? '', '别人的']] })
    expect((await look('department', stolen)).faults).toMatchObject([{ code: 'code_of_other', found: ofOther.code }])
    const twice = await workbookOf({ 目录: [full, ['', '重名', '每月'], ['', '别的', '每月'], ['', '重名', '每月']] })
    expect((await look('department', twice)).faults).toMatchObject([{ row: 4, code: 'resource_twice', expected: '2' }])
    for (let count = 0; count < 2; count++) await drafted(department, { name: '两个同名' })
    const unclear = await workbookOf({ 目录: [full, ['', '两个同名', '每月']] })
    expect((await look('department', unclear)).faults).toMatchObject([{ code: 'name_of_several' }])
  })

  test('[EXC-25] names units for which one keeps the catalogue', async () => {
    const head = ['信息资源提供方', '信息资源名称', '更新周期']
    const file = await workbookOf({
      目录: [
        head,
        ['北海市人民政府', '港口泊位', '每日'],
        ['南宁市人民政府', '公交线路', '每周'],
        ['不存在的某某管理处办公小组', '什么', '每月'],
        ['', '办公室自己的', '每年'],
      ],
    })
    const { faults, added } = await look('office', file)
    expect(added).toBe(2)
    expect(faults.map(({ row, field, code }) => [row, field, code])).toEqual([
      [3, 'provider', 'unit_not_yours'],
      [4, 'provider', 'unit_unknown'],
    ])
    const good = await workbookOf({
      目录: [head, ['北海市人民政府', '港口泊位', '每日'], ['', '办公室自己的', '每年']],
    })
    await imported('office', good)
    const names = (await list('office', 'state=draft')).items.map(({ provider }) => provider.name)
    expect(names.sort()).toEqual([PEOPLE.office.organizationName, '北海市人民政府'].sort())
  })

  test('[EXC-12] brings credit codes of providers; one that does not check refuses the file', async () => {
    const head = ['信息资源名称', '信息资源提供方代码']
    const file = (code: string) => workbookOf({ 目录: [head, ['带代码的', code]] })
    expect((await look('otherDepartment', await file('11440000000000002X'))).faults).toMatchObject([
      { column: '信息资源提供方代码', code: 'value_unknown' },
    ])
    await imported('otherDepartment', await file('11440000000000002D'))
    const [made] = (await list('otherDepartment', 'state=draft&q=带代码的')).items
    const found = await (await server.as('otherDepartment')).get(`/api/v1/resources/${made?.id}`)
    expect(found.json().creditCode).toBe('11440000000000002D')
  })

  test('[EXC-26] that was exported changes nothing when it is imported again', async () => {
    const other = await server.as('otherDepartment')
    await published(other, {
      ...{ name: '多行摘要', abstract: '第一行\n第二行，“引号”与,逗号', accessUrl: null, keywords: [] },
    })
    await published(other, {
      ...{ name: '不共享的', sharingType: 'none', sharingModes: [], legalBasis: '某法', format: 'image', items: [] },
    })
    const mine = `organization=${PEOPLE.otherDepartment.organizationId}&state=published`
    const { total } = await list('otherDepartment', mine)
    for (const ending of ['xlsx', 'csv'] as const) {
      const exported = await other.get(`/api/v1/resources.${ending}?${mine}`)
      expect(await imported('otherDepartment', exported.rawPayload, {}, `目录.${ending}`)).toEqual({
        ...{ added: 0, changed: 0, unchanged: total, published: 0 },
      })
    }
  })

  test('[EXC-27] is the file that was looked at, and a table', async () => {
    const file = await workbookOf({ 目录: [[...INVENTORY_HEAD], inventoryRow('一个')] })
    expect(problem(await send('department', file, { sha256: '0'.repeat(64) }))).toEqual([409, 'resource_file_changed'])
    expect(problem(await send('department', file, { publish: 'perhaps' }))).toEqual([422, 'field_invalid'])
    const strange = await workbookOf({
      目录: [
        ['甲', '乙'],
        ['一', '二'],
      ],
    })
    expect(problem(await send('department', strange))).toEqual([422, 'resource_import_without_table'])
    const nameless = await workbookOf({
      目录: [
        ['共享类型', '更新周期'],
        ['无条件', '每月'],
      ],
    })
    expect(problem(await send('department', nameless))).toEqual([422, 'resource_import_without_name'])
    expect(problem(await send('department', '文字', {}))).toEqual([422, 'resource_import_unreadable'])
    expect(problem(await send('leader', file))).toEqual([403, 'permission_missing'])
  })

  test('[EXC-26] the template is one: its row is read without a fault but for its made-up provider', async () => {
    const template = await (await server.as('department')).get('/api/v1/resources/imports/template.xlsx')
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(template.rawPayload as unknown as ArrayBuffer)
    expect(workbook.worksheets[0]?.actualRowCount).toBe(2)
    const { faults } = await look('department', template.rawPayload, { publish: 'yes' })
    expect(faults.map(({ field, code }) => [field, code])).toEqual([['provider', 'unit_unknown']])
  })
})
