import type { RequestState } from '../tables.ts'

export type RequestEvent = 'approve' | 'refuse' | 'withdraw'

/** State × event → state; null: impossible. A decision stands: another one needs another request. */
export const REQUESTS = {
  proposed: { approve: 'approved', refuse: 'refused', withdraw: 'withdrawn' },
  approved: { approve: null, refuse: null, withdraw: null },
  refused: { approve: null, refuse: null, withdraw: null },
  withdrawn: { approve: null, refuse: null, withdraw: null },
} as const satisfies Record<RequestState, Record<RequestEvent, RequestState | null>>
