import type { Actor } from '../platform/access/index.ts'
import type { DatabaseHandle } from '../platform/database/index.ts'
import type { ExportColumn } from '../platform/http/index.ts'
import { todayInChina } from '../platform/time.ts'
import { listJurisdictions } from './jurisdictionStore.ts'
import { listOrganizations } from './organizationStore.ts'
import type { Jurisdiction, JurisdictionQuery, OrganizationQuery, OrganizationSummary } from './schemas.ts'

const PORTION = 1000

/** All pages of a list, each read in a transaction of its own: a slow download holds no connection. */
async function* everyPage<Query extends object, Item>(
  query: Query,
  read: (query: Query & { limit: number; cursor?: string }) => Promise<{ items: Item[]; next: string | null }>,
): AsyncGenerator<Item> {
  let cursor: string | undefined
  do {
    const page = await read({ ...query, limit: PORTION, ...(cursor ? { cursor } : {}) })
    yield* page.items
    cursor = page.next ?? undefined
  } while (cursor)
}

export function everyOrganization(
  database: DatabaseHandle,
  actor: Actor,
  query: Omit<OrganizationQuery, 'limit' | 'cursor'>,
): AsyncGenerator<OrganizationSummary> {
  return everyPage(query, (page) => database.asActor(actor, (trx) => listOrganizations(trx, page, todayInChina())))
}

export function everyJurisdiction(
  database: DatabaseHandle,
  actor: Actor,
  query: Omit<JurisdictionQuery, 'limit' | 'cursor'>,
): AsyncGenerator<Jurisdiction> {
  return everyPage(query, (page) => database.asActor(actor, (trx) => listJurisdictions(trx, page)))
}

/** The words of the screen, as in plan/exports.ts. */
export const UNIT_KIND_WORDS: Readonly<Record<OrganizationSummary['kind'], string>> = {
  government: '政府',
  department: '部门',
  party_body: '党委机构',
  vertical_body: '垂直管理机构',
  company: '企业',
  institution: '事业单位',
  mass_organization: '群团组织',
  coordination_body: '议事协调机构',
  other: '其他',
}
const STATE_WORDS = { confirmed: '已确认', provisional: '待确认', merged: '已并入' }
const CONFIDENCE_WORDS = { V: '有据可查', K: '常识,未核', U: '不确定' }
const LEVEL_WORDS = { nation: '国家', province: '省级', city: '地级', county: '县级' }

export const ORGANIZATION_COLUMNS: readonly ExportColumn<OrganizationSummary>[] = [
  { title: '全称', width: 40, value: (one) => one.name },
  { title: '简称', width: 28, value: (one) => one.shortName },
  { title: '类别', width: 14, value: (one) => UNIT_KIND_WORDS[one.kind] },
  { title: '行政区代码', width: 12, value: (one) => one.jurisdiction?.code ?? '' },
  { title: '行政区', width: 20, value: (one) => one.jurisdiction?.name ?? '' },
  { title: '设立', width: 12, value: (one) => one.validFrom },
  { title: '终止', width: 12, value: (one) => one.validTo },
  { title: '状态', width: 16, value: (one) => STATE_WORDS[one.state] },
  { title: '可信度', width: 12, value: (one) => CONFIDENCE_WORDS[one.confidence] },
  { title: '标识', width: 38, value: (one) => one.id },
]

export const JURISDICTION_COLUMNS: readonly ExportColumn<Jurisdiction>[] = [
  { title: '代码', width: 10, value: (one) => one.code },
  { title: '名称', width: 24, value: (one) => one.name },
  { title: '简称', width: 12, value: (one) => one.abbreviations.join('、') },
  { title: '级别', width: 8, value: (one) => LEVEL_WORDS[one.level] },
  { title: '上级代码', width: 10, value: (one) => one.parent?.code ?? '' },
  { title: '上级', width: 20, value: (one) => one.parent?.name ?? '' },
  { title: '启用', width: 12, value: (one) => one.validFrom },
  { title: '停用', width: 12, value: (one) => one.validTo },
  { title: '接续代码', width: 10, value: (one) => one.successor?.code ?? '' },
]
