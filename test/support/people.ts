import type { Actor, Role } from '../../src/platform/access/index.ts'
import type { Trx } from '../../src/platform/database/index.ts'
import '../../src/gazetteer/tables.ts'

/** Who the tests speak of: one person for each role, and a second department to see nothing of the first. */
export const PEOPLE = {
  office: person(1, 'office', '覃明', '北部湾城市群协调办公室', '协调办公室', 'coordination_body'),
  department: person(2, 'department', '韦芳', '广西壮族自治区自然资源厅', '自治区自然资源厅', 'department'),
  otherDepartment: person(3, 'department', '李强', '广东省生态环境厅', '省生态环境厅', 'department'),
  city: person(4, 'city', '陈洁', '北海市人民政府', '北海市人民政府', 'government'),
  leader: person(5, 'leader', '黄伟', '广西壮族自治区人民政府', '自治区人民政府', 'government'),
  administrator: person(6, 'administrator', '梁静', '北部湾城市群信息中心', '信息中心', 'institution'),
} as const

export type PersonName = keyof typeof PEOPLE
export const PERSON_NAMES = Object.keys(PEOPLE) as PersonName[]

export interface Person extends Actor {
  email: string
  membershipId: string
  organization: { id: string; name: string; shortName: string; kind: string }
}

function person(number: number, role: Role, userName: string, name: string, shortName: string, kind: string): Person {
  const organizationId = `0a000000-0000-4000-8000-00000000000${number}`
  return {
    userId: `user-${number}`,
    userName,
    email: `${role}-${number}@qunce.test`,
    organizationId,
    organizationName: name,
    role,
    membershipId: `0b000000-0000-4000-8000-00000000000${number}`,
    organization: { id: organizationId, name, shortName, kind },
  }
}

/** Says of which jurisdictions people's organizations are: they have none unless a test gives them one. */
export async function placeOrganizations(trx: Trx, places: Partial<Record<PersonName, string>>): Promise<void> {
  for (const [person, code] of Object.entries(places))
    await trx
      .updateTable('organization')
      .set({ jurisdiction_code: code })
      .where('id', '=', PEOPLE[person as PersonName].organizationId)
      .execute()
}

/** The actor that a person is, for `asActor` without a server. */
export function actorOf(name: PersonName): Actor {
  const { userId, userName, organizationId, organizationName, role } = PEOPLE[name]
  return { userId, userName, organizationId, organizationName, role }
}

/** Adds the people, their organizations and memberships. */
export async function addPeople(trx: Trx): Promise<void> {
  for (const { userId, userName, email, role, membershipId, organization } of Object.values(PEOPLE)) {
    await trx
      .insertInto('organization')
      .values({
        id: organization.id,
        kind: organization.kind as 'department',
        name: organization.name,
        short_name: organization.shortName,
        origin: 'sample',
        source: 'made up for tests',
      })
      .execute()
    await trx.insertInto('auth_user').values({ id: userId, name: userName, email, email_verified: true }).execute()
    await trx
      .insertInto('membership')
      .values({ id: membershipId, user_id: userId, organization_id: organization.id, role, granted_by: null })
      .execute()
  }
}
