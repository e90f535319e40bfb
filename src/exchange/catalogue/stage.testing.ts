import { sql } from 'kysely'
import type { Browser } from '../../../test/support/index.ts'
import { PEOPLE, placeOrganizations } from '../../../test/support/people.ts'
import { formOf } from '../../monitoring/stage.testing.ts'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import { aContent } from './fixtures.testing.ts'
import type { ResourceContent, ResourceDetail } from './schemas.ts'

/** What a request answered, where it went well. */
export async function sent<T>(sending: Promise<{ statusCode: number; body: string; json(): unknown }>): Promise<T> {
  const reply = await sending
  if (reply.statusCode >= 300) throw new Error(`The stage could not be set: ${reply.statusCode} ${reply.body}`)
  return reply.json() as T
}

export const withVersion = ({ revision }: Pick<ResourceDetail, 'revision'>) => ({ 'if-match': `"v${revision}"` })

let names = 0

/** A draft with a name of its own. */
export function drafted(
  browser: Browser,
  own: Partial<ResourceContent> = {},
  organizationId?: string,
): Promise<ResourceDetail> {
  const { name = `示例资源${++names}`, ...content } = own
  return sent(
    browser.post('/api/v1/resources', {
      ...{ name, content: aContent({ ...content, name }) },
      ...(organizationId ? { organizationId } : {}),
    }),
  )
}

export async function published(
  browser: Browser,
  own: Partial<ResourceContent> = {},
  organizationId?: string,
): Promise<ResourceDetail> {
  return publishedDraft(browser, await drafted(browser, own, organizationId))
}

export const publishedDraft = (browser: Browser, draft: ResourceDetail): Promise<ResourceDetail> =>
  sent(browser.post(`/api/v1/resources/${draft.id}/publish`, undefined, withVersion(draft)))

/** The form of an import with its one file. */
export const inventoryForm = (name: string, bytes: Uint8Array | string, fields: Record<string, string> = {}) =>
  formOf(Buffer.from(bytes as string), name, fields)

/** Puts the people's organizations where they are, and 北海 into a cluster that the office coordinates. */
export async function placePeople(handle: DatabaseHandle): Promise<void> {
  await handle.asSystem(async (trx) => {
    await sql`insert into jurisdiction (code, level, parent_code, name, short_name, source)
      values ('000000', 'nation', null, '全国', '全国', 'test'), ('440000', 'province', '000000', '广东省', '广东', 'test'),
        ('450000', 'province', '000000', '广西壮族自治区', '广西', 'test'), ('450500', 'city', '450000', '北海市', '北海', 'test')
      on conflict do nothing`.execute(trx)
    await placeOrganizations(trx, {
      ...{ department: '450000', otherDepartment: '440000', city: '450500', leader: '450000' },
    })
    await sql`insert into cluster (id, name, english_name, coordinating_organization_id, source)
      values ('gulf', '海湾', 'Gulf', ${PEOPLE.office.organizationId}::uuid, 'test')`.execute(trx)
    await sql`insert into cluster_member (cluster_id, jurisdiction_code, position) values ('gulf', '450500', 1)`.execute(
      trx,
    )
  })
}
