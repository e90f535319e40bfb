import type { Actor } from '../platform/access/index.ts'
import type { Trx } from '../platform/database/index.ts'
import { type Notice, notify } from '../platform/notices/index.ts'
import type { Party } from './agreements/schemas.ts'

/** Tells the parties of an agreement, but not who acts. */
export function tellParties(
  trx: Trx,
  actor: Pick<Actor, 'organizationId'>,
  parties: readonly Pick<Party, 'organization'>[],
  notice: Omit<Notice, 'organizationId'>,
): Promise<void> {
  const others = new Set(
    parties.flatMap(({ organization }) =>
      organization && organization.id !== actor.organizationId ? [organization.id] : [],
    ),
  )
  return notify(
    trx,
    [...others].map((organizationId) => ({ ...notice, organizationId })),
  )
}
