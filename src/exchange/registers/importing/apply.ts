import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { Actor } from '../../../platform/access/index.ts'
import { appendAudit } from '../../../platform/audit/index.ts'
import type { Trx } from '../../../platform/database/index.ts'
import { holdKey } from '../../../platform/http/index.ts'
import { addEntry, addVersion, publishDraft, saveDraft } from '../entries.ts'
import { registryRefusals as refusals } from '../refusals.ts'
import { checkerOf } from '../rules/checkContent.ts'
import { type EntryContent, filled, keyOf } from '../rules/schema.ts'
import type { EntriesImported, EntryState, RegistryDetail } from '../schemas.ts'
import type { RegistryImportFault } from './faults.ts'
import { faultInCell, type ReadEntry } from './read.ts'
import type { ReadTable, TakenTable } from './take.ts'

interface KnownEntry {
  id: string
  key: string
  number: number
  state: EntryState
  content: EntryContent
}

/** An entry of the file, and what it is now: null where it is new. */
export interface PlannedEntry {
  entry: ReadEntry
  known: KnownEntry | null
  content: EntryContent
  isChanged: boolean
}

/** What importing a table would do, with all that is wrong with it. Nothing is changed. */
export async function planTable(
  trx: Trx,
  actor: Actor,
  registry: RegistryDetail,
  { entries, faults: found }: ReadTable,
  publish: boolean,
): Promise<{ planned: PlannedEntry[]; faults: RegistryImportFault[] }> {
  const { schema, code } = registry
  const faults = [...found]
  const faultsOf = checkerOf(schema)
  const known = new Map((await ownEntries(trx, code)).map((one) => [one.key, one]))
  const rowOf = new Map<string, number>()
  const names = await ownNames(trx, actor)
  const noColumn = new Set(found.flatMap((one) => (one.code === 'column_missing' ? [one.column] : [])))
  const planned = entries.map((entry): PlannedEntry => {
    const at = { sheet: entry.sheet, row: entry.row }
    const key = keyOf(schema, entry.content)
    const standing = known.get(key) ?? null
    const untold = Object.entries(standing?.content ?? {}).filter(
      ([name]) => !entry.told.has(name) && Object.hasOwn(schema.properties, name),
    )
    const content = { ...Object.fromEntries(untold), ...entry.content }
    const named = [schema['x-name'], ...schema['x-key']]
    for (const fault of faultsOf(content)) {
      if (fault.code === 'missing' && !publish && !named.includes(String(fault.path[0]))) continue
      const inCell = faultInCell(schema, entry, fault)
      if (inCell && !(inCell.code === 'missing' && noColumn.has(inCell.column))) faults.push(inCell)
    }
    const first = rowOf.get(key)
    if (first !== undefined)
      faults.push({ ...at, column: '', code: 'entry_twice', found: key, expected: String(first) })
    rowOf.set(key, first ?? entry.row)
    if (entry.owner !== '' && !names.includes(entry.owner))
      faults.push({ ...at, column: '', code: 'unit_not_yours', found: entry.owner, expected: names[0] ?? '' })
    const isChanged = !standing || standing.state === 'withdrawn' || !isDeepStrictEqual(standing.content, content)
    return { entry, known: standing, content, isChanged }
  })
  faults.sort((a, b) => a.sheet.localeCompare(b.sheet) || a.row - b.row)
  return { planned, faults }

  async function ownEntries(of: Trx, which: string): Promise<KnownEntry[]> {
    const { rows } = await sql<KnownEntry>`
      select distinct on (e.id) e.id, e.key, v.number, v.state, v.content || coalesce(p.content, '{}') as content
      from registry_entry e join registry_entry_version v on v.entry_id = e.id
        left join registry_entry_private p on p.entry_id = v.entry_id and p.number = v.number
      where e.registry_code = ${which} and e.organization_id = ${actor.organizationId}::uuid
      order by e.id, v.number desc`.execute(of)
    return rows.map((one) => ({ ...one, content: filled(schema, one.content) }))
  }
}

/** How the actor's organization may be called in a table. */
async function ownNames(trx: Trx, { organizationId, organizationName }: Actor): Promise<string[]> {
  const { rows } = await sql<{ name: string; short: string }>`
    select name, short_name as short from organization where id = ${organizationId}::uuid`.execute(trx)
  return [...rows.flatMap(({ name, short }) => [name, short]), organizationName]
}

/**
 * Imports a table of one's own entries, all of it or nothing: new ones become drafts, changed ones get a draft of what they
 * say now, the others are left alone; where that is wished, all of them are published. The same file again changes nothing.
 * @throws Refusal registry_rows_unfit
 */
export async function applyTable(
  trx: Trx,
  actor: Actor,
  registry: RegistryDetail,
  taken: TakenTable,
  read: ReadTable,
): Promise<EntriesImported> {
  await holdKey(trx, `registry import ${actor.organizationId}`)
  const { planned, faults } = await planTable(trx, actor, registry, read, taken.publish)
  if (faults.length > 0) throw refusals.rowsUnfit(taken.file, faults)
  const counts = { added: 0, changed: 0, unchanged: 0, published: 0 }
  for (const plan of planned) {
    const { known, content, isChanged } = plan
    counts[known ? (isChanged ? 'changed' : 'unchanged') : 'added']++
    const draft = await write(trx, actor, registry, plan)
    if (!taken.publish || draft === null) continue
    await publishDraft(trx, registry, draft.id, draft.number, content)
    counts.published++
  }
  await appendAudit(trx, {
    ...{ action: 'exchange.import_registry_entries', subjectKind: 'registry_import', subjectId: randomUUID() },
    after: { registry: registry.code, file: taken.file, sha256: taken.sha256, ...counts },
  })
  return counts
}

/** @returns the draft of it that stands afterwards; null where none does */
async function write(
  trx: Trx,
  actor: Actor,
  registry: RegistryDetail,
  { known, content, isChanged }: PlannedEntry,
): Promise<{ id: string; number: number } | null> {
  if (!known) {
    const id = randomUUID()
    await addEntry(trx, actor, registry, id, content)
    return { id, number: 1 }
  }
  const { id, number, state } = known
  if (state === 'draft') {
    if (isChanged) await saveDraft(trx, registry, id, number, content)
    return { id, number }
  }
  if (!isChanged) return null
  await addVersion(trx, actor, registry, id, number + 1, content)
  return { id, number: number + 1 }
}
