// Run by open.test.ts as a process of its own: commits numbers one by one, and tells each only once it is committed.
import { sql } from 'kysely'
import { openDatabase } from './open.ts'

const handle = await openDatabase({ dataFolder: process.argv[2] ?? '' })
await sql`create table if not exists told (number integer primary key)`.execute(handle.kysely)
const { rows } = await sql<{ last: number }>`select coalesce(max(number), 0) as last from told`.execute(handle.kysely)
for (let number = (rows[0]?.last ?? 0) + 1; ; number += 1) {
  await sql`insert into told values (${number})`.execute(handle.kysely)
  process.stdout.write(`${number}\n`)
}
