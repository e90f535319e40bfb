import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../../platform/access/index.ts'
import { appendAudit } from '../../../platform/audit/index.ts'
import type { Trx } from '../../../platform/database/index.ts'
import { holdKey, idOfKey, isMade } from '../../../platform/http/index.ts'
import type { ShareRow } from '../../terms/index.ts'
import { MOST_EXAMPLES, MOST_KEY_ITEMS, MOST_ROWS, MOST_TOLD } from '../limits.ts'
import { holdingRefusals as refusals } from '../refusals.ts'
import type { HoldingRevision, LoadPreview } from '../schemas.ts'
import { findHolding, findRevision, findRow, type Holding } from '../store.ts'
import { type CheckedRow, type CheckedRows, checkRows, keyOf, type SentRow, valueOfCell } from './checkRows.ts'
import type { RowFault } from './faults.ts'

/** A load as it was sent: rows in the order of the items, and what it is to do. */
export interface Load {
  /** Its name; empty where it came as JSON. */
  file: string
  /** Of what was sent. */
  sha256: string
  manner: 'replace' | 'merge'
  /** Items that identify a row; those by which it was loaded before, where they are left out. */
  keyItems: readonly string[] | undefined
  rows: readonly SentRow[]
  faults: readonly RowFault[]
  sheets: LoadPreview['sheets']
}

/** The holding of a resource into which the actor loads. @throws Refusal holding_not_provider, holding_resource_unfit */
export async function ownHolding(trx: Trx, resourceId: string): Promise<Holding> {
  await sql`select actor_must('holding.load')`.execute(trx)
  const holding = await findHolding(trx, resourceId)
  if (!holding.mayLoad) throw refusals.notProvider()
  if (!holding.isPublished || holding.items.length === 0) throw refusals.resourceUnfit()
  return holding
}

/** @throws Refusal holding_key_unfit, holding_key_changed */
function keyItemsOf({ keyItems: known, items }: Holding, { keyItems = known, manner }: Load): readonly string[] {
  const names = items.map(({ name }) => name)
  const isKey = keyItems.length > 0 && keyItems.length <= MOST_KEY_ITEMS && new Set(keyItems).size === keyItems.length
  if (!isKey || keyItems.some((item) => !names.includes(item))) throw refusals.keyUnfit(names)
  if (manner === 'merge' && known.length > 0 && keyItems.join('\n') !== known.join('\n'))
    throw refusals.keyChanged(known)
  return keyItems
}

async function checked(holding: Holding, load: Load): Promise<CheckedRows & { keyItems: readonly string[] }> {
  const keyItems = keyItemsOf(holding, load)
  const { rows, faults, faultCount } = await checkRows(load.rows, holding.items, keyItems)
  return { keyItems, rows, faults: inOrder([...load.faults, ...faults]), faultCount: load.faults.length + faultCount }
}

/** Faults as one meets them in the file. */
function inOrder(faults: readonly RowFault[]): RowFault[] {
  const sheets = [...new Set(faults.map(({ sheet }) => sheet))]
  return faults.toSorted((one, other) => sheets.indexOf(one.sheet) - sheets.indexOf(other.sheet) || one.row - other.row)
}

/** What a load would do, and all that is wrong with it. Nothing is loaded. */
export async function previewLoad(trx: Trx, resourceId: string, load: Load): Promise<LoadPreview> {
  const holding = await ownHolding(trx, resourceId)
  const { rows, faults, faultCount } = await checked(holding, load)
  const { file, sha256, sheets, manner } = load
  const known = { file, sha256, revision: holding.revision, sheets, rows: load.rows.length }
  const none = { added: 0, changed: 0, removed: 0, same: 0, examples: [] }
  if (faultCount > 0) return { ...known, ...none, faultCount, faults: faults.slice(0, MOST_TOLD) }
  const id = randomUUID()
  await stageRows(trx, id, rows)
  const { rows: told } = await sql<{ told: Partial<LoadPreview> }>`
    select preview_holding_load(${resourceId}::uuid, ${id}::uuid, ${manner}, ${MOST_EXAMPLES}) as told`.execute(trx)
  return { ...known, ...none, ...told[0]?.told, faultCount: 0, faults: [] }
}

/** Who changes the data of a resource does so after whoever is at it: else it writes again what it read before. */
const holdTurn = (trx: Trx, resourceId: string) => holdKey(trx, `holding ${resourceId}`)

/**
 * Makes the rows of a load the next revision of the data, all of them or none.
 * @throws Refusal holding_rows_unfit, holding_file_changed, holding_key_unfit, holding_key_changed, holding_too_many_rows
 */
export async function applyLoad(
  trx: Trx,
  actor: Actor,
  resourceId: string,
  load: Load & { expected?: string | undefined; revision?: number | undefined },
  once?: string,
): Promise<HoldingRevision> {
  const { file, sha256, manner } = load
  const id = idOfKey(once, actor, resourceId, sha256, manner, load.keyItems)
  if (await isMade(trx, 'holding_revision', once, id)) return findRevision(trx, id)
  await holdTurn(trx, resourceId)
  const holding = await ownHolding(trx, resourceId)
  const { keyItems, rows, faults, faultCount } = await checked(holding, load)
  if (faultCount > 0) throw refusals.rowsUnfit(file || 'JSON', faultCount, faults)
  if (load.expected && load.expected !== sha256) throw refusals.fileChanged(file)
  await stageRows(trx, id, rows)
  await sql`select apply_holding_load(${resourceId}::uuid, ${id}::uuid, ${manner}, ${keyItems}::text[], ${file}, ${sha256},
    '')`.execute(trx)
  const done = await findRevision(trx, id)
  // Whoever was first meanwhile has made what was looked at another.
  if (load.revision !== undefined && done.revision !== load.revision + 1) throw refusals.fileChanged(file)
  if (done.rowCount > MOST_ROWS) throw refusals.tooManyRows()
  await audit(trx, 'load_holding', resourceId, done)
  return done
}

const audit = (trx: Trx, action: string, subjectId: string, after: object) =>
  appendAudit(trx, { action: `exchange.${action}`, subjectKind: 'resource', subjectId, after })

/** Rows that travel to the database in one statement. */
const PORTION = 2000

async function stageRows(trx: Trx, load: string, rows: readonly CheckedRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += PORTION) {
    const part = rows.slice(from, from + PORTION).map(({ key, content }) => [key, content])
    await sql`select stage_holding_rows(${load}::uuid, ${from}, ${JSON.stringify(part)}::jsonb)`.execute(trx)
  }
}

/**
 * Corrects what one row says, with the reason: how a dispute is answered.
 * @returns the revision since which it is so
 * @throws Refusal holding_row_unknown, holding_rows_unfit, holding_key_corrected, holding_nothing_corrected
 */
export async function correctRow(
  trx: Trx,
  actor: Actor,
  resourceId: string,
  number: number,
  { values, reason }: { values: ShareRow; reason: string },
  once?: string,
): Promise<HoldingRevision> {
  const id = idOfKey(once, actor, resourceId, number, values, reason)
  if (await isMade(trx, 'holding_revision', once, id)) return findRevision(trx, id)
  await holdTurn(trx, resourceId)
  const holding = await ownHolding(trx, resourceId)
  const row = await findRow(trx, resourceId, number)
  const faults: RowFault[] = []
  const tell = (column: string, code: RowFault['code'], found: string, expected: string) =>
    faults.push({ sheet: '', row: number, column, code, found, expected })
  const corrected = Object.entries(values).map(([name, value]) => {
    const item = holding.items.find((one) => one.name === name)
    if (isCut(value)) tell(name, 'number_cut', foundCut(value).found, foundCut(value).expected)
    if (!item) tell(name, 'item_unknown', name, holding.items.map((one) => one.name).join('、'))
    return [name, item ? valueOfCell(cellOf(value), item, tell) : null] as const
  })
  if (faults.length > 0) throw refusals.rowsUnfit('JSON', faults.length, faults)
  const content = { ...row.values, ...Object.fromEntries(corrected) }
  if (keyOf(holding.keyItems.map((item) => content[item] ?? null)) !== row.key)
    throw refusals.keyCorrected(holding.keyItems.join('、'))
  if (corrected.every(([name, value]) => (row.values[name] ?? null) === value)) throw refusals.nothingCorrected()
  await sql`select correct_holding_row(${resourceId}::uuid, ${number}, ${JSON.stringify(content)}::jsonb, ${id}::uuid,
    ${digestOf(JSON.stringify([number, content]))}, ${reason})`.execute(trx)
  const done = await findRevision(trx, id)
  await audit(trx, 'correct_holding', resourceId, { key: row.key, values: Object.fromEntries(corrected), ...done })
  return done
}

/** Removes one row, with the reason. @throws Refusal holding_row_unknown */
export async function removeRow(
  trx: Trx,
  actor: Actor,
  resourceId: string,
  number: number,
  reason: string,
  once?: string,
): Promise<HoldingRevision> {
  const id = idOfKey(once, actor, resourceId, number, reason)
  if (await isMade(trx, 'holding_revision', once, id)) return findRevision(trx, id)
  await ownHolding(trx, resourceId)
  await holdTurn(trx, resourceId)
  const row = await findRow(trx, resourceId, number)
  await sql`select correct_holding_row(${resourceId}::uuid, ${number}, null, ${id}::uuid,
    ${digestOf(JSON.stringify([number, null]))}, ${reason})`.execute(trx)
  const done = await findRevision(trx, id)
  await audit(trx, 'correct_holding', resourceId, { key: row.key, ...done })
  return done
}

/** A value as a cell has it: text, or null where nothing is said. */
export const cellOf = (value: string | number | boolean | null): string | null =>
  value === null ? null : String(value).trim() || null

export const digestOf = (sent: string | Uint8Array): string => createHash('sha256').update(sent).digest('hex')

/** Whether a number of JSON may be another than was sent: beyond 2^53 digits are lost on the way (RFC 8259, section 6). */
const isCut = (value: string | number | boolean | null): boolean =>
  typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER
const foundCut = (value: string | number | boolean | null) => ({ found: String(value), expected: '"…"' })

/** The rows of JSON in the order of the items, with what names no item. */
export function rowsOfJson(
  sent: readonly ShareRow[],
  items: readonly { name: string }[],
): { rows: SentRow[]; faults: RowFault[] } {
  const names = new Set(items.map(({ name }) => name))
  const faults: RowFault[] = []
  const rows = sent.map((row, at) => {
    for (const name of Object.keys(row))
      if (!names.has(name) && faults.length < MOST_TOLD)
        faults.push({
          ...{ sheet: '', row: at + 1, column: name, code: 'item_unknown', found: name.slice(0, 200) },
          expected: [...names].join('、'),
        })
    const values = items.map(({ name }) => {
      const value = Object.hasOwn(row, name) ? (row[name] ?? null) : null
      if (isCut(value) && faults.length < MOST_TOLD)
        faults.push({ ...{ sheet: '', row: at + 1, column: name, code: 'number_cut' }, ...foundCut(value) })
      return cellOf(value)
    })
    return { sheet: '', row: at + 1, values }
  })
  return { rows, faults }
}
