import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { DatabaseHandle } from '../database/types.ts'

/** One line of the log as anybody may hold a copy of it. */
export interface StoredLine {
  seq: number
  content: string
  previousHash: string
  hash: string
  /** The line's time as its own column says, ISO 8601 with microseconds; left out of a copy that has none. */
  at?: string
  /** What changed, JSON; null when the line has no details, undefined when the copy leaves them out. */
  details?: string | null
}

/** What is wrong with the first line that is wrong. */
export interface BrokenLink {
  seq: number
  reason:
    | 'line_missing'
    | 'content_changed'
    | 'chain_broken'
    | 'column_changed'
    | 'details_changed'
    | 'details_missing'
    | 'end_missing'
    | 'beyond_end'
    | 'anchor_differs'
  message: string
}

/** How far the log reached at some time, noted outside of the database. */
export interface Anchor {
  seq: number
  hash: string
}

export interface AuditVerdict {
  intact: boolean
  /** Lines checked, up to the broken one. */
  lines: number
  head: Anchor
  broken: BrokenLink | null
}

const GENESIS = '0'.repeat(64)
const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

/**
 * Checks one line after the other, with nothing but what the lines hold: `hash = sha256(previous hash, line feed,
 * content)`. Stops at the first broken one. It needs no database, so a copy on paper's terms can be checked elsewhere.
 */
export class ChainCheck {
  lines = 0
  head: Anchor = { seq: 0, hash: GENESIS }
  readonly #anchors: ReadonlyMap<number, string>

  constructor(anchors: readonly Anchor[] = []) {
    this.#anchors = new Map(anchors.map(({ seq, hash }) => [seq, hash]))
  }

  /** Null when the line is sound. */
  next(line: StoredLine): BrokenLink | null {
    const expected = this.head.seq + 1
    if (line.seq !== expected)
      return broken(expected, 'line_missing', `Line ${expected} is missing; ${line.seq} follows.`)
    if (line.previousHash !== this.head.hash) {
      return broken(line.seq, 'chain_broken', `Line ${line.seq} does not continue the line before it.`)
    }
    if (sha256(`${line.previousHash}\n${line.content}`) !== line.hash) {
      return broken(line.seq, 'content_changed', `Line ${line.seq} does not have the content it was signed with.`)
    }
    const fault = this.#faultOf(line)
    if (fault) return fault
    this.lines += 1
    this.head = { seq: line.seq, hash: line.hash }
    const anchor = this.#anchors.get(line.seq)
    if (anchor !== undefined && anchor !== line.hash) {
      return broken(
        line.seq,
        'anchor_differs',
        `Line ${line.seq} is not the one that was noted outside of the database.`,
      )
    }
    return null
  }

  /** The end: null when the log reaches as far as it is known to have reached. */
  end(head: Anchor): BrokenLink | null {
    const furthest = Math.max(head.seq, ...this.#anchors.keys())
    if (this.head.seq < furthest) {
      const first = this.head.seq + 1
      return broken(first, 'end_missing', `The log ends before line ${first}, but it had reached line ${furthest}.`)
    }
    if (head.seq !== this.head.seq || head.hash !== this.head.hash) {
      return broken(head.seq, 'end_missing', `The log's end is noted as line ${head.seq}, and is another.`)
    }
    return null
  }

  #faultOf(line: StoredLine): BrokenLink | null {
    const said = JSON.parse(line.content) as { seq: number; at: string; details: string | null }
    if (said.seq !== line.seq || (line.at !== undefined && line.at !== said.at)) {
      return broken(line.seq, 'column_changed', `Line ${line.seq} is filed under another number or time than it says.`)
    }
    if (line.details === undefined) return null
    if (said.details !== null && line.details === null) {
      return broken(line.seq, 'details_missing', `What line ${line.seq} changed is no longer there.`)
    }
    if (line.details !== null && sha256(line.details) !== said.details) {
      return broken(line.seq, 'details_changed', `What line ${line.seq} changed is not what it was signed with.`)
    }
    return null
  }
}

function broken(seq: number, reason: BrokenLink['reason'], message: string): BrokenLink {
  return { seq, reason, message }
}

/** Lines read at a time: the log may be larger than memory. */
const PORTION = 2000

/**
 * Verifies the whole log as it is now, in portions, and names the first broken link. Lines that were deleted in the
 * middle or at the end are found; whoever can rewrite the whole database can rewrite the whole chain, which is what
 * `anchors`, noted elsewhere, are for.
 */
export async function verifyAudit(
  database: DatabaseHandle,
  { anchors = [], onProgress = () => {} }: { anchors?: readonly Anchor[]; onProgress?: (lines: number) => void } = {},
): Promise<AuditVerdict> {
  const check = new ChainCheck(anchors)
  const verdict = (fault: BrokenLink | null) => ({
    intact: fault === null,
    lines: check.lines,
    head: check.head,
    broken: fault,
  })
  // The end first: lines that are added while this reads do not look as if they should not be there.
  const head = await readHead(database)
  while (check.head.seq < head.seq) {
    const portion = await readPortion(database, check.head.seq, Math.min(head.seq, check.head.seq + PORTION))
    for (const line of portion) {
      const fault = check.next(line)
      if (fault) return verdict(fault)
    }
    if (portion.length === 0) {
      const gap = await firstAfter(database, check.head.seq)
      if (gap === null || gap > head.seq) break
      return verdict(
        broken(check.head.seq + 1, 'line_missing', `Lines ${check.head.seq + 1} to ${gap - 1} are missing.`),
      )
    }
    onProgress(check.lines)
  }
  return verdict(check.end(head) ?? (await lineBeyondEnd(database)))
}

async function readHead(database: DatabaseHandle): Promise<Anchor> {
  return database.asSystem((trx) => trx.selectFrom('audit_head').select(['seq', 'hash']).executeTakeFirstOrThrow())
}

async function firstAfter(database: DatabaseHandle, seq: number): Promise<number | null> {
  const { next } = await database.asSystem((trx) =>
    trx
      .selectFrom('audit_line')
      .select(({ fn }) => fn.min('seq').as('next'))
      .where('seq', '>', seq)
      .executeTakeFirstOrThrow(),
  )
  return next
}

/** A line that was not added by `append_audit`, which moves the end along; both are read as of one moment. */
async function lineBeyondEnd(database: DatabaseHandle): Promise<BrokenLink | null> {
  const { first } = await database.asSystem((trx) =>
    trx
      .selectFrom('audit_line')
      .select(({ fn }) => fn.min('seq').as('first'))
      .where('seq', '>', (eb) => eb.selectFrom('audit_head').select('seq'))
      .executeTakeFirstOrThrow(),
  )
  return first === null ? null : broken(first, 'beyond_end', `Line ${first} stands beyond the log's end.`)
}

async function readPortion(database: DatabaseHandle, after: number, upTo: number): Promise<StoredLine[]> {
  const { rows } = await database.asSystem((trx) =>
    sql<StoredLine>`select line.seq, line.content, line.previous_hash as "previousHash", line.hash,
        to_char(line.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, detail.details
      from audit_line as line left join audit_detail as detail using (seq)
      where line.seq > ${after} and line.seq <= ${upTo} order by line.seq`.execute(trx),
  )
  return rows
}
