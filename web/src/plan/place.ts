import type { Commitment } from '../../../src/plan/schemas.ts'

/** Where a commitment stands in its plan: the address of the reader at that sentence. */
export const placeOf = (item: Commitment) =>
  ({
    to: '/documents/$documentId',
    params: { documentId: item.document.id },
    search: { at: item.provision.address, c: item.id },
  }) as const
