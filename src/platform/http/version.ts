import { sql } from 'kysely'
import type { Trx } from '../database/index.ts'
import type { Refusal } from '../refusal.ts'
import { httpRefusals } from './refusals.ts'

/** The ETag of something whose row carries a version. */
export function etagOf(version: number): string {
  return `"v${version}"`
}

/**
 * Whether the caller edits the version that is there now.
 * @throws Refusal version_needed without If-Match
 */
export function namesVersion(ifMatch: string | undefined, revision: number): boolean {
  if (ifMatch === undefined) throw httpRefusals.versionNeeded()
  const named = ifMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return named.includes(etagOf(revision)) || named.includes('*')
}

/**
 * Makes sure that the caller edits what is there now.
 * @throws Refusal version_needed, version_outdated with what stands now (`current`, where it is given)
 */
export function expectVersion(ifMatch: string | undefined, revision: number, current?: object): void {
  if (!namesVersion(ifMatch, revision)) throw httpRefusals.versionOutdated(revision, current)
}

/**
 * Waits for who writes the same row, so that what is read next is what stands: who comes second is told what the first
 * has written. A row that the actor may not change is not waited for.
 */
export async function awaitTurn(trx: Trx, table: string, id: string): Promise<void> {
  await sql`select from ${sql.table(table)} where id = ${id}::uuid for no key update`.execute(trx)
}

/** Why a write by id and revision met no row: somebody else was faster, or the database does not let the actor. */
export async function whyUnwritten(trx: Trx, table: string, id: string, revision: number): Promise<Refusal> {
  const { rows } = await sql<{ revision: number }>`
    select revision from ${sql.table(table)} where id = ${id}::uuid`.execute(trx)
  return rows[0]?.revision === revision ? httpRefusals.permissionMissing() : httpRefusals.overtaken()
}
