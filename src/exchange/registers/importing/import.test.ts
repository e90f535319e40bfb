import { describe, expect, test } from 'vitest'
import { PEOPLE, type PersonName, withServer } from '../../../../test/support/index.ts'
import { workbookOf } from '../../catalogue/fixtures.testing.ts'
import { sent } from '../../catalogue/stage.testing.ts'
import type { EntriesImported, EntryDetail, EntryList, RegistryImportPreview } from '../schemas.ts'
import { berthSchema, configured, tableForm } from '../stage.testing.ts'

const server = withServer()
const HEAD = [
  '泊位名称',
  '编号',
  '类别',
  '水深（米）',
  '开放',
  '建成日期',
  '货种',
  '起重机：型号',
  '起重机：起重量（吨）',
  '电话',
  '备忘',
]
const ROWS = [
  ['铁山港1号', 'TS-1', '集装箱', '15.1 米', '是', '2021年5月1日', '铝土矿、煤', 'STS-65', '65', '0779-1', '不读'],
  ['', '', '', '', '', '', '', 'RTG-41', '', '', ''],
  ['铁山港2号', 'TS-2', 'Bulk', '', '否', '2019/12/31', '', '', '', '', ''],
]

async function send(
  person: PersonName,
  code: string,
  bytes: Uint8Array | string,
  fields = {},
  which = '',
  name = '泊位.xlsx',
) {
  const browser = await server.as(person)
  return browser.request({
    method: 'POST',
    url: `/api/v1/registries/${code}/imports${which}`,
    ...tableForm(name, bytes, fields),
  })
}
const look = async (person: PersonName, code: string, bytes: Uint8Array | string, fields = {}, name = '泊位.xlsx') =>
  sent<RegistryImportPreview>(send(person, code, bytes, fields, '/preview', name))
const list = async (person: PersonName, code: string) =>
  sent<EntryList>((await server.as(person)).get(`/api/v1/registries/${code}/entries`))

describe('a table', () => {
  test('[EXC-111] is imported once: the same file again changes nothing, a changed row what it says', async () => {
    const code = await configured(await server.as('office'))
    const file = await workbookOf({ 泊位: [['北海港泊位一览'], HEAD, ...ROWS] })
    const preview = await look('department', code, file, { publish: 'yes' })
    expect(preview).toMatchObject({ entries: 2, added: 2, faultCount: 0, sheets: [{ rows: 3, unread: ['备忘'] }] })
    const first = await sent<EntriesImported>(
      send('department', code, file, { publish: 'yes', sha256: preview.sha256 }),
    )
    expect(first).toEqual({ added: 2, changed: 0, unchanged: 0, published: 2 })
    expect(await sent(send('department', code, file, { publish: 'yes' }))).toEqual({
      added: 0,
      changed: 0,
      unchanged: 2,
      published: 0,
    })
    const entry = (await list('department', code)).items.find(({ content }) => content.name === '铁山港1号')
    const seen = async () => (await server.as('department')).get(`/api/v1/registries/${code}/entries/${entry?.id}`)
    expect((await seen()).json<EntryDetail>().content).toEqual({
      ...{
        name: '铁山港1号',
        number: 'TS-1',
        kind: 'box',
        depth: 15.1,
        isOpen: true,
        builtOn: '2021-05-01',
        cargo: ['铝土矿', '煤'],
      },
      ...{ cranes: [{ model: 'STS-65', lift: 65 }, { model: 'RTG-41' }], phone: '0779-1' },
    })
    // What the file has no column for stays.
    const fewer = [
      ['泊位名称', '编号', '类别'],
      ['铁山港一号', 'TS-1', '散货'],
    ]
      .map((row) => row.join(','))
      .join('\r\n')
    expect(await sent(send('department', code, fewer, {}, '', '改.csv'))).toMatchObject({ added: 0, changed: 1 })
    const draft = await sent<EntryDetail>(
      (await server.as('department')).get(`/api/v1/registries/${code}/entries/${entry?.id}?version=2`),
    )
    expect(draft.content).toMatchObject({ name: '铁山港一号', kind: 'bulk', depth: 15.1, phone: '0779-1' })
    expect((await send('department', code, file, { sha256: '0'.repeat(64) })).json().code).toBe('registry_file_changed')
  })

  test('[EXC-111] with anything wrong imports nothing, and tells every cell', async () => {
    const code = await configured(await server.as('office'))
    const file = await workbookOf({
      泊位: [
        HEAD,
        ['', 'TS-1', '油品', '深', '也许', '2021-02-30', '', '', '', '', ''],
        ['泊位', 'ts2', '散货', '99', '', '', '', 'A', '0.5', '', ''],
        ['', '', '', '', '', '', '', '', '3', '', ''],
        ['泊位', 'TS-3', '散货', '', '', '', '', '', '', '', ''],
        ['泊位', 'TS-3', '散货', '', '', '', '', '', '', '', ''],
      ],
    })
    const refused = await send('department', code, file, { publish: 'yes' })
    expect(refused.json()).toMatchObject({ code: 'registry_rows_unfit', facts: { file: '泊位.xlsx' } })
    const told = refused
      .json()
      .facts.faults.map((one: { row: number; column: string; code: string; found: string }) =>
        [one.row, one.column, one.code, one.found].join(' '),
      )
    expect(told.sort()).toEqual(
      [
        '2 泊位名称 missing ',
        '2 类别 value_unknown 油品',
        '2 水深（米） value_unknown 深',
        '2 开放 value_unknown 也许',
        '2 建成日期 value_unknown 2021-02-30',
        '3 编号 pattern_unfit ts2',
        '3 水深（米） above 99',
        '3 起重机：起重量（吨） below 0.5',
        '3 起重机：起重量（吨） wrong_type 0.5',
        '4 起重机：型号 missing ',
        '6  entry_twice TS-3',
      ].sort(),
    )
    expect((await list('department', code)).total).toBe(0)
    const noKind = await look('department', code, '泊位名称,编号\r\n泊位,TS-9\r\n', { publish: 'yes' }, '泊位.csv')
    expect(noKind.faults).toMatchObject([{ column: '类别', code: 'column_missing' }])
    expect(noKind).toMatchObject({ entries: 1, added: 0, changed: 0, unchanged: 0 })
    expect((await send('department', code, '甲,乙\r\n1,2\r\n', {}, '', '泊位.csv')).json().code).toBe(
      'registry_import_without_table',
    )
    expect((await send('leader', code, file)).json().code).toBe('permission_missing')
  })

  test('[EXC-112] that was exported can be imported, and its template has the headings of the schema', async () => {
    const code = await configured(await server.as('office'), berthSchema())
    await sent(send('department', code, await workbookOf({ 泊位: [HEAD, ...ROWS] }), { publish: 'yes' }))
    const department = await server.as('department')
    for (const ending of ['csv', 'xlsx']) {
      const table = (await department.get(`/api/v1/registries/${code}/entries.${ending}`)).rawPayload
      expect(await look('department', code, table, {}, `泊位.${ending}`)).toMatchObject({
        entries: 2,
        unchanged: 2,
        faultCount: 0,
      })
      // An entry of another organization is not taken over by importing it.
      const taken = await look('city', code, table, {}, `泊位.${ending}`)
      expect(taken.faults[0]).toMatchObject({ code: 'unit_not_yours', found: PEOPLE.department.organizationName })
    }
    const template = await department.get(`/api/v1/registries/${code}/template.csv`)
    expect(template.body.trim().replace('\ufeff', '').split(',')).toEqual([
      '泊位名称',
      '编号',
      '类别',
      '水深（米）',
      '开放',
      '建成日期',
      '网址',
      '货种',
      '起重机：型号',
      '起重机：起重量（吨）',
      '电话',
    ])
  })
})
