import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { actorOf, withDatabase } from '../../../test/support/index.ts'
import { noteAnchor, readAnchors } from './anchors.ts'
import { appendAudit } from './append.ts'
import { listAudit } from './store.ts'
import { ChainCheck, type StoredLine, verifyAudit } from './verify.ts'

const database = withDatabase()
const office = actorOf('office')
const department = actorOf('department')

const confirm = (subjectId: string) => ({
  action: 'plan.confirm',
  subjectKind: 'commitment',
  subjectId,
  before: { state: 'extracted', title: '建设北部湾港“大通道”\n' },
  after: { state: 'confirmed' },
})

/** What the owner of the whole server could do: past the triggers. */
async function tamper(statement: string): Promise<void> {
  await database.handle.kysely.connection().execute(async (connection) => {
    const run = (text: string) => sql.raw(text).execute(connection)
    await run('set session_replication_role = replica')
    await run(statement)
    await run('set session_replication_role = origin')
  })
}

async function linesOf(): Promise<StoredLine[]> {
  const { rows } = await sql<StoredLine>`select seq, content, previous_hash as "previousHash", hash
    from audit_line order by seq`.execute(database.handle.kysely)
  return rows
}

beforeEach(async () => {
  await tamper(
    `delete from audit_detail; delete from audit_line; update audit_head set seq = 0, hash = repeat('0', 64)`,
  )
  for (let number = 1; number <= 5; number += 1) {
    await database.handle.asActor(office, (trx) => appendAudit(trx, confirm(`c${number}`)))
  }
})

describe('the audit log', () => {
  test('[PLAT-20] takes a line in the transaction of the change, signed by its actor, and is intact', async () => {
    const failed = database.handle.asActor(office, async (trx) => {
      await appendAudit(trx, confirm('lost'))
      throw new Error('the change failed')
    })
    await expect(failed).rejects.toThrow()
    const { items, total } = await database.handle.asActor(office, (trx) => listAudit(trx, {}, { limit: 10 }))
    expect(total).toBe(5)
    expect(items[0]).toMatchObject({
      seq: 5,
      userId: office.userId,
      organizationId: office.organizationId,
      action: 'plan.confirm',
      subjectKind: 'commitment',
      subjectId: 'c5',
      details: { before: confirm('').before, after: { state: 'confirmed' } },
    })
    expect(await verifyAudit(database.handle)).toMatchObject({ intact: true, lines: 5, broken: null, head: { seq: 5 } })
  })

  test('[PLAT-21] is added to by its function only: neither people nor the system change or remove a line', async () => {
    for (const statement of [
      `insert into audit_line (seq, content, previous_hash, hash, at) values (6, '{}', '', '', now())`,
      `update audit_line set content = '{}' where seq = 1`,
      'delete from audit_line where seq = 5',
      'truncate audit_detail',
      `update audit_head set seq = 4`,
    ]) {
      const asOffice = database.handle.asActor(office, (trx) => sql.raw(statement).execute(trx))
      await expect(asOffice, statement).rejects.toMatchObject({ code: '42501' })
      const asSystem = database.handle.asSystem((trx) => sql.raw(statement).execute(trx))
      await expect(asSystem, statement).rejects.toMatchObject({ code: '42501' })
    }
  })

  test('[PLAT-21] a temporary table of its name is not taken for the log', async () => {
    const adding = database.handle.asActor(office, async (trx) => {
      await sql
        .raw(`create temporary table audit_head as select true as one, 41::bigint as seq, 'x' as hash`)
        .execute(trx)
      throw new Error(`line ${await appendAudit(trx, confirm('c6'))}`)
    })
    await expect(adding).rejects.toThrow('line 6')
  })

  test('[PLAT-21] even the owner of the tables is refused', async () => {
    for (const statement of [
      'update audit_line set hash = hash',
      'delete from audit_line',
      'truncate audit_line cascade',
    ]) {
      await expect(sql.raw(statement).execute(database.handle.kysely)).rejects.toThrow('are added, never changed')
    }
  })

  test.each([
    [
      'a changed word',
      `update audit_line set content = replace(content, 'c3', 'c9') where seq = 3`,
      3,
      'content_changed',
    ],
    ['another time', `update audit_line set at = at + interval '1 day' where seq = 2`, 2, 'column_changed'],
    ['changed details', `update audit_detail set details = '{}' where seq = 4`, 4, 'details_changed'],
    ['removed details', 'delete from audit_detail where seq = 4', 4, 'details_missing'],
    ['a line taken out', 'delete from audit_line where seq = 2', 2, 'line_missing'],
    ['the end cut off', 'delete from audit_line where seq >= 4', 4, 'end_missing'],
    ['everything taken out', 'delete from audit_line', 1, 'end_missing'],
    ['a head set back', 'update audit_head set seq = 3', 3, 'end_missing'],
    [
      'a line put behind the end',
      `insert into audit_line (seq, content, previous_hash, hash, at)
        select 6, content, hash, hash, at from audit_line where seq = 5`,
      6,
      'beyond_end',
    ],
    [
      'a line signed anew, without those after it',
      `update audit_line set content = replace(content, 'c3', 'c9'), hash = encode(sha256(convert_to(previous_hash || E'\\n' || replace(content, 'c3', 'c9'), 'UTF8')), 'hex') where seq = 3`,
      4,
      'chain_broken',
    ],
  ])('[PLAT-22] verification names the first broken link: %s', async (_name, statement, seq, reason) => {
    await tamper(statement)
    expect(await verifyAudit(database.handle)).toMatchObject({ intact: false, broken: { seq, reason } })
  })

  test('[PLAT-23] a copy of the lines is verified without the database, byte by byte', async () => {
    const copy: StoredLine[] = JSON.parse(JSON.stringify(await linesOf()))
    const check = new ChainCheck()
    expect(copy.map((line) => check.next(line))).toEqual([null, null, null, null, null])
    expect(check.end({ seq: 5, hash: copy.at(-1)?.hash ?? '' })).toBeNull()
  })

  test('[PLAT-24] what changed is shown to the organization that changed it, that it changed to every auditor', async () => {
    await database.handle.asActor(department, (trx) => appendAudit(trx, confirm('private')))
    const { items } = await database.handle.asActor(office, (trx) => listAudit(trx, {}, { limit: 2 }))
    expect(items.map(({ subjectId, details }) => [subjectId, details === null])).toEqual([
      ['private', true],
      ['c5', false],
    ])
    const seen = await database.handle.asActor(department, (trx) => listAudit(trx, {}, { limit: 2 }))
    expect(seen).toEqual({ items: [], total: 0 })
  })

  test('[PLAT-26] an actor cannot sign as somebody else; the system can, for a sign-in', async () => {
    const onBehalfOf = { userId: 'somebody', organizationId: office.organizationId }
    const forged = await database.handle.asActor(department, (trx) => appendAudit(trx, { ...confirm('x'), onBehalfOf }))
    const signIn = await database.handle.asSystem((trx) => appendAudit(trx, { ...confirm('y'), onBehalfOf }))
    const lines = await linesOf()
    const userOf = (seq: number) => JSON.parse(lines.find((line) => line.seq === seq)?.content ?? '{}').user
    expect([userOf(forged), userOf(signIn)]).toEqual([department.userId, 'somebody'])
  })

  test('[PLAT-27] lines that are added at once make one chain', async () => {
    await Promise.all(
      Array.from({ length: 25 }, (_, index) =>
        database.handle.asActor(index % 2 ? office : department, (trx) =>
          appendAudit(trx, confirm(`at once ${index}`)),
        ),
      ),
    )
    expect(await verifyAudit(database.handle)).toMatchObject({ intact: true, lines: 30 })
  })

  describe('anchors', () => {
    let folder: string
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'qunce-anchors-'))
    })
    afterEach(() => rmSync(folder, { recursive: true, force: true }))

    test('[PLAT-25] a log cut with its head set back is found by what was noted outside of the database', async () => {
      await noteAnchor(database.handle, folder)
      await noteAnchor(database.handle, folder)
      const anchors = readAnchors(folder)
      expect(anchors.map(({ seq }) => seq)).toEqual([5])
      await tamper(`delete from audit_line where seq > 3;
        update audit_head set seq = 3, hash = (select hash from audit_line where seq = 3)`)
      expect(await verifyAudit(database.handle)).toMatchObject({ intact: true })
      expect(await verifyAudit(database.handle, { anchors })).toMatchObject({
        intact: false,
        broken: { seq: 4, reason: 'end_missing' },
      })
    })

    test('[PLAT-25] so is a chain that was rewritten as a whole', async () => {
      await noteAnchor(database.handle, folder)
      await tamper(
        `delete from audit_detail; delete from audit_line; update audit_head set seq = 0, hash = repeat('0', 64)`,
      )
      for (let number = 1; number <= 6; number += 1) {
        await database.handle.asActor(office, (trx) => appendAudit(trx, confirm(`other ${number}`)))
      }
      const verdict = await verifyAudit(database.handle, { anchors: readAnchors(folder) })
      expect(verdict).toMatchObject({ intact: false, broken: { seq: 5, reason: 'anchor_differs' } })
    })
  })
})
