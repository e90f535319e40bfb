import type { Role } from './permissions.ts'

/** A user acting for one organization (操作者): who a change is signed by. */
export interface Actor {
  userId: string
  userName: string
  organizationId: string
  organizationName: string
  role: Role
  /** By a service key: for what it was made. It may no more than that, whatever the role may. */
  key?: KeyScope
  /** What the service key is called. */
  keyName?: string
}

/**
 * What a service key is for: to read, to write observations for its organization (and read those), or to load the data of
 * its organization's resources.
 */
export const KEY_SCOPES = ['read', 'observations', 'holdings'] as const
export type KeyScope = (typeof KEY_SCOPES)[number]
