export const statementStates = ['open', 'posted', 'withdrawn'] as const
export type StatementState = (typeof statementStates)[number]

/** What the address of the list of statements holds. */
export interface StatementSearch {
  state?: StatementState
  /** Those that wait for the signature of one's own unit. */
  waiting?: boolean
  agreement?: string
  year?: number
  /** The form in which one is prepared stands open. */
  prepare?: boolean
}

/** What of an address the list of statements understands. */
export function readStatementSearch(search: Readonly<Record<string, unknown>>): StatementSearch {
  const { state, waiting, agreement, year, prepare } = search
  const known = statementStates.find((one) => one === state)
  return {
    ...(known ? { state: known } : {}),
    ...(isYes(waiting) ? { waiting: true } : {}),
    ...(typeof agreement === 'string' && /^[0-9a-f-]{36}$/i.test(agreement) ? { agreement } : {}),
    ...(/^2[01]\d{2}$/.test(String(year)) ? { year: Number(year) } : {}),
    ...(isYes(prepare) ? { prepare: true } : {}),
  }
}

const isYes = (value: unknown) => value === true || value === 'true' || value === 1
