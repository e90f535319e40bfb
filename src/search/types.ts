import type { CommitmentKind } from '../plan/schemas.ts'

/** The kinds of commitments that a provision may hold, in the order of their bits. */
export const KINDS = ['task', 'target', 'project', 'zone', 'mechanism'] as const satisfies readonly CommitmentKind[]

/** A provision as it is indexed. The preamble of a document is one too, before the first. */
export interface IndexedProvision {
  /** The heading, with which the text begins. */
  title: string
  /** Its own text, without that of the provisions below it. */
  text: string
  /** Bits in the order of `KINDS`. */
  kinds: number
}

/** What the index keeps of a document: who may find it, and by what it is narrowed and ordered. */
export interface IndexedDocument {
  id: string
  version: number
  /** The only organization that sees it; null: the cluster. */
  privateTo: string | null
  title: string
  /** ISO date or its known part. */
  issuedOn: string | null
  /** Newer documents have higher ones. */
  ordinal: number
  /** Code of the jurisdiction that it speaks for; null: not known. */
  jurisdiction: string | null
  provisions: readonly IndexedProvision[]
}

/** By what hits are narrowed. */
export interface Narrowing {
  document?: string | undefined
  jurisdiction?: string | undefined
  year?: number | undefined
  kind?: CommitmentKind | undefined
}

/** Where the page before ended: in the order of the hits. */
export interface Place {
  inTitle: boolean
  date: number
  ordinal: number
  position: number
}

export interface IndexQuery extends Narrowing {
  /** Folded; of each group one must stand there. */
  groups: readonly (readonly string[])[]
  /** For whom: nobody else's private documents. */
  organizationId: string
  limit: number
  after?: Place | undefined
}

export interface IndexHit extends Place {
  documentId: string
  version: number
  kinds: CommitmentKind[]
  /** The document's text goes beyond the basic plane: its places are found by its whole text alone. */
  whole: boolean
}

export interface Count {
  value: string
  count: number
}

export interface IndexAnswer {
  hits: IndexHit[]
  more: boolean
  total: number
  /** Total and facets are told from a sample: there are too many candidates to read. */
  isEstimated: boolean
  /** Each counted as if it alone were not chosen. The largest first; years newest first. */
  facets: { document: Count[]; jurisdiction: Count[]; year: Count[]; kind: Count[] }
  /** Documents whose own title holds the words, newest first. */
  titled: string[]
}

/** Stands between texts that do not belong together; nobody types it. */
export const BETWEEN = '\u0001'
