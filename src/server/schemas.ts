import { type Static, Type } from 'typebox'
import { PERMISSIONS, ROLES } from '../platform/access/index.ts'
import { cursorOf, listOf, listQuery, Moment, nullable, nullableText, Text, Uuid } from '../platform/http/index.ts'

export const AUDIT_PLACE = cursorOf('audit', 'integer')
export const USER_PLACE = cursorOf('users', 'text', 'text')

/** What the server's own API sends and takes; the page builds its client on `import type` of these. */

const ActorInfo = Type.Object({
  userId: Type.String(),
  userName: Type.String(),
  organizationId: Uuid,
  organizationName: Type.String(),
  role: Type.Enum([...ROLES]),
})

const ActorChoice = Type.Object({
  membershipId: Uuid,
  organizationId: Uuid,
  organizationName: Type.String(),
  role: Type.Enum([...ROLES]),
})
export type ActorChoice = Static<typeof ActorChoice>

/** Who is signed in, for whom they act, what they may do, and for whom else they could act. */
export const SessionInfo = Type.Object({
  user: Type.Object({ name: Type.String(), email: Type.String(), twoFactorEnabled: Type.Boolean() }),
  actor: nullable(ActorInfo),
  membershipId: nullable(Uuid),
  permissions: Type.Array(Type.Enum([...PERMISSIONS])),
  mode: Type.Enum(['sample', 'normal'], { description: 'sample: the cluster is our own example, and says so' }),
  actors: Type.Array(ActorChoice),
})
export type SessionInfo = Static<typeof SessionInfo>

const Membership = Type.Object({
  id: Uuid,
  organizationId: Uuid,
  organizationName: Type.String(),
  role: Type.Enum([...ROLES]),
  grantedAt: Moment,
})

export const User = Type.Object({
  id: Type.String(),
  name: Type.String(),
  email: Type.String(),
  twoFactorEnabled: Type.Boolean(),
  disabledAt: nullable(Moment),
  version: Type.Integer(),
  memberships: Type.Array(Membership),
})
export type User = Static<typeof User>
export const UserList = listOf(User)
export type UserList = Static<typeof UserList>

export const Invitation = Type.Object(
  {
    path: Type.String({ description: 'address of the page on which the user chooses a password' }),
    days: Type.Integer({ description: 'how long it works' }),
  },
  { description: 'Shown once: the link is kept nowhere. Hand it over by a way you trust.' },
)
export type Invitation = Static<typeof Invitation>

export const NewUser = Type.Object(
  { name: Text(100), email: Type.String({ format: 'email', maxLength: 200 }) },
  { additionalProperties: false },
)
export type NewUser = Static<typeof NewUser>

export const UserEdit = Type.Object(
  { name: Type.Optional(Text(100)), disabled: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
)
export type UserEdit = Static<typeof UserEdit>

export const NewMembership = Type.Object(
  { organizationId: Uuid, role: Type.Enum([...ROLES]) },
  { additionalProperties: false },
)
export type NewMembership = Static<typeof NewMembership>

export const AuditQuery = Type.Object(
  {
    ...listQuery(AUDIT_PLACE),
    userId: Type.Optional(Type.String({ maxLength: 200, format: 'line' })),
    action: Type.Optional(Type.String({ maxLength: 200, format: 'line' })),
    subjectKind: Type.Optional(Type.String({ maxLength: 200, format: 'line' })),
    subjectId: Type.Optional(Type.String({ maxLength: 200, format: 'line' })),
  },
  { additionalProperties: false },
)
export type AuditQuery = Static<typeof AuditQuery>

export const AuditLine = Type.Object({
  seq: Type.Integer(),
  at: Moment,
  userId: nullableText(),
  userName: nullableText(),
  organizationId: nullableText(),
  organizationName: nullableText(),
  action: Type.String(),
  subjectKind: Type.String(),
  subjectId: Type.String(),
  hash: Type.String({ description: 'sha256(previous hash, line feed, content)' }),
  details: Type.Unsafe<{ before?: unknown; after?: unknown } | null>({
    type: ['object', 'null'],
    additionalProperties: true,
    description: 'before and after; null where there are none or they are another organization’s',
  }),
})
export type AuditLine = Static<typeof AuditLine>
export const AuditList = listOf(AuditLine)
export type AuditList = Static<typeof AuditList>

export const AuditVerdict = Type.Object({
  intact: Type.Boolean(),
  lines: Type.Integer({ description: 'lines checked, up to the broken one' }),
  head: Type.Object({ seq: Type.Integer(), hash: Type.String() }),
  broken: nullable(Type.Object({ seq: Type.Integer(), reason: Type.String(), message: Type.String() })),
})
export type AuditVerdict = Static<typeof AuditVerdict>

/** Ways to sign in beside the password. */
export const SignInProviders = Type.Object({
  items: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
})
export type SignInProviders = Static<typeof SignInProviders>
