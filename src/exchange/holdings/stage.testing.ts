import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { actorOf, type Browser, PEOPLE, type PersonName } from '../../../test/support/index.ts'
import { formOf } from '../../monitoring/stage.testing.ts'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import { published, sent } from '../catalogue/stage.testing.ts'
import type { Loaded, ResourceContent, ResourceDetail, ShareTerms } from '../schemas.ts'

/** Households with what is not everybody's to know. All of them are made up. */
export const HOUSEHOLDS = [
  { 编号: 'H01', 户主: '莫丽华', 区划: '450502', 年收入: '52000.00', 人数: '3', 登记日期: '2019-03-05', 低保: '否' },
  { 编号: 'H02', 户主: '韦大成', 区划: '450503', 年收入: '18600.50', 人数: '5', 登记日期: '2020-11-30', 低保: '是' },
  { 编号: 'H03', 户主: '陆小满', 区划: '450502', 年收入: '9800', 人数: '2', 登记日期: '2024-01-01', 低保: '是' },
  { 编号: 'H04', 户主: '劳文', 区划: '440802', 年收入: '120000', 人数: '4', 登记日期: '2025-06-01', 低保: '否' },
] as const
export type Household = { [Item in keyof (typeof HOUSEHOLDS)[number]]: string }

export const ITEMS: ResourceContent['items'] = [
  { name: '编号', dataType: 'character', length: '10' },
  { name: '户主', dataType: 'character', length: '20' },
  { name: '区划', dataType: 'character', length: '6' },
  { name: '年收入', dataType: 'currency', length: '12,2' },
  { name: '人数', dataType: 'integer', length: '3' },
  { name: '登记日期', dataType: 'date', length: '' },
  { name: '低保', dataType: 'boolean', length: '' },
]

/** What a city may see of them: households of its districts, names and incomes masked. */
export const TERMS: ShareTerms = {
  items: ['编号', '户主', '区划', '年收入', '人数'],
  masks: { 户主: { kind: 'keepFirst', count: 1 }, 年收入: { kind: 'range', width: 10000 } },
  rows: [{ item: '区划', operator: 'startsWith', values: ['4505'] }],
}

/** A published resource of households. */
export const aResource = (browser: Browser, own: Partial<ResourceContent> = {}): Promise<ResourceDetail> =>
  published(browser, { items: ITEMS, classCode: '203000', ...own })

export const csvText = (rows: readonly Partial<Household>[]) =>
  [ITEMS.map(({ name }) => name), ...rows.map((row) => ITEMS.map(({ name }) => row[name as keyof Household] ?? ''))]
    .map((cells) => cells.join(','))
    .join('\r\n')

export const loadForm = (text: string | Uint8Array, fields: Record<string, string> = {}, name = '低收入家庭.csv') =>
  formOf(Buffer.from(text), name, { keyItems: '["编号"]', ...fields })

/** Loads rows as a file. */
export function loaded(
  browser: Browser,
  resourceId: string,
  rows: readonly Partial<Household>[] = HOUSEHOLDS,
  fields: Record<string, string> = {},
): Promise<Loaded> {
  const { payload, headers } = loadForm(csvText(rows), fields)
  return sent(browser.post(`/api/v1/resources/${resourceId}/holding/loads`, payload, headers))
}

/** Grants an agreement on a resource as the granting of a request does. */
export async function agreed(
  handle: DatabaseHandle,
  resourceId: string,
  own: { recipient?: PersonName; terms?: ShareTerms; access?: 'interface' | 'subscription'; until?: string } = {},
): Promise<string> {
  const { recipient = 'city', terms = TERMS, access = 'subscription', until = '2027-12-31' } = own
  const id = randomUUID()
  const { organizationId, organizationName, userId, userName } = PEOPLE[recipient]
  return handle.asSystem(async (trx) => {
    await sql`insert into share_request (id, resource_id, version, provider_id, recipient_id, sharing_type, purpose, matter,
        legal_basis, terms, access, valid_until, since_on, period_days, period_basis, due_on, user_id, user_name,
        organization_name)
      select ${id}::uuid, r.id, v.number, r.organization_id, ${organizationId}::uuid, v.content ->> 'sharingType',
        '核对低收入家庭', '临时救助', '《社会救助暂行办法》', ${JSON.stringify(terms)}::jsonb, ${access}, ${until}::date,
        day_in_china(), 10, '', day_in_china() + 14, ${userId}, ${userName}, ${organizationName}
      from resource r join resource_version v on v.resource_id = r.id and v.state = 'published'
      where r.id = ${resourceId}::uuid`.execute(trx)
    await sql`update share_request set state = 'granted', step = 'granted', provide_by = day_in_china() + 20,
      revision = 2 where id = ${id}::uuid`.execute(trx)
    const { rows } = await sql<{ id: string }>`
      select id from share_agreement where request_id = ${id}::uuid`.execute(trx)
    return rows[0]?.id ?? ''
  })
}

/** A step that the provider (the department) takes with an agreement. */
export const stepped = (handle: DatabaseHandle, agreementId: string, set: ReturnType<typeof sql>) =>
  handle.asActor(actorOf('department'), (trx) =>
    sql`update share_agreement set ${set}, revision = revision + 1 where id = ${agreementId}::uuid`.execute(trx),
  )
