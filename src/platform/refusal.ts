/** What kind of refusal it is. Only the HTTP layer knows the status codes (RFC 9457). */
export type RefusalKind = 'invalid' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict' | 'too_large' | 'busy'

/** Something the caller can act on. Its code is public API: documented, never renamed, never reused. */
export class Refusal extends Error {
  readonly kind: RefusalKind
  readonly code: string
  readonly facts: Readonly<Record<string, unknown>>

  constructor(kind: RefusalKind, code: string, message: string, facts: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.name = 'Refusal'
    this.kind = kind
    this.code = code
    this.facts = facts
  }
}
