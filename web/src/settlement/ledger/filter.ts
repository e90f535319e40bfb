export const transferKinds = [
  'settlement',
  'payment',
  'sharing',
  'contribution',
  'allocation',
  'disbursement',
  'return',
  'adjustment',
  'reversal',
] as const
export type TransferKind = (typeof transferKinds)[number]

/** Books in which jurisdictions owe each other; the others are those of funds. */
export const ownBooks = ['compensation', 'sharing'] as const

/** What the address of the balances and of the accounts holds. */
export interface BookSearch {
  book?: string
}

/** What the address of the transfers holds. */
export interface TransferSearch extends BookSearch {
  account?: number
  with?: number
  kind?: TransferKind
  reference?: string
}

/** What the address of an account holds. */
export interface PostingSearch {
  kind?: TransferKind
  since?: string
  until?: string
}

type Search = Readonly<Record<string, unknown>>

const isBook = (book: unknown): book is string =>
  typeof book === 'string' && /^(compensation|sharing|fund:[0-9a-f-]{36})$/.test(book)
const idOf = (value: unknown) => (/^[1-9]\d{0,15}$/.test(String(value)) ? Number(value) : undefined)
const kindOf = (value: unknown) => transferKinds.find((one) => one === value)
const dayOf = (value: unknown) => (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined)

/** Leaves out what is not there. */
function present<Found extends object>(found: Found): { [Key in keyof Found]?: Exclude<Found[Key], undefined> } {
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as never
}

export const readBookSearch = ({ book }: Search): BookSearch => present({ book: isBook(book) ? book : undefined })

export const readTransferSearch = (search: Search): TransferSearch =>
  present({
    ...readBookSearch(search),
    account: idOf(search.account),
    with: idOf(search.with),
    kind: kindOf(search.kind),
    reference: typeof search.reference === 'string' && search.reference ? search.reference.slice(0, 200) : undefined,
  })

export const readPostingSearch = ({ kind, since, until }: Search): PostingSearch =>
  present({ kind: kindOf(kind), since: dayOf(since), until: dayOf(until) })
