/** What stands in the address of the use log. */
export interface UseSearch {
  recipient?: string
  from?: string
  to?: string
  refused?: true
}

const matching = (value: unknown, form: RegExp) => (typeof value === 'string' && form.test(value) ? value : undefined)

/** What of an address the use log understands. */
export function readUseSearch(search: Readonly<Record<string, unknown>>): UseSearch {
  const recipient = matching(search.recipient, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  const from = matching(search.from, /^2[01]\d\d-\d\d-\d\d$/)
  const to = matching(search.to, /^2[01]\d\d-\d\d-\d\d$/)
  return {
    ...(recipient ? { recipient } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(search.refused === true ? { refused: true } : {}),
  }
}

/** What stands in the address of the data. */
export interface DataSearch {
  /** The agreement under which they are looked at. */
  agreement?: string
}

export function readDataSearch(search: Readonly<Record<string, unknown>>): DataSearch {
  const agreement = matching(search.agreement, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  return agreement ? { agreement } : {}
}
