import type { Role } from './permissions.ts'

/** A user acting for one organization (操作者): who a change is signed by. */
export interface Actor {
  userId: string
  userName: string
  organizationId: string
  organizationName: string
  role: Role
}
