import { sql } from 'kysely'
import type { Trx } from '../platform/database/index.ts'
import { jurisdictionIndex } from './jurisdictions.ts'
import { searchKeyOf, tidy } from './names.ts'

/** Names that one word is also looked for by, at most. */
const MOST = 6
const LONGEST = 40
const BODY = /(?:委|委员会|办|办公室|厅|局|部)$/u
const RELATIVE = /^(?:自治区|省|市|县|区)/u

/**
 * What the bodies behind these words were called before, and are called since: 国土资源厅 → 自然资源厅. A word with a place
 * gives the names of that place's bodies, one without it the names as they are everywhere.
 */
export async function findRenamed(trx: Trx, words: readonly string[]): Promise<Map<string, string[]>> {
  const index = jurisdictionIndex()
  const asked = words
    .filter((word) => word.length <= LONGEST && BODY.test(word))
    .map((word) => ({ word, ...searchKeyOf(tidy(word), index) }))
    .filter(({ key }) => key.length > 1)
  if (asked.length === 0) return new Map()
  const { rows } = await sql<{ word: string; name: string; key: string; times: number }>`
    with asked as (select * from json_to_recordset(${JSON.stringify(asked)}::json) a (word text, scope text, key text)),
    meant as (
      select distinct a.word, n.organization_id as id
      from asked a join organization_name n on n.name_key = a.key and n.scope_code like a.scope),
    kin as (
      select m.word, r.to_id as id from meant m join organization_relation r on r.from_id = m.id
        where r.kind in ('renamed_to', 'merged_into', 'split_into')
      union
      select m.word, r.from_id from meant m join organization_relation r on r.to_id = m.id
        where r.kind in ('renamed_to', 'merged_into', 'split_into'))
    select k.word, n.name, n.name_key as key, count(*)::int as times
    from kin k join organization_name n on n.organization_id = k.id
    where n.kind in ('full', 'short')
    group by 1, 2, 3 order by times desc, length(n.name), n.name limit 400`.execute(trx)
  return new Map(asked.map((one) => [one.word, namesFor(one, rows)]))
}

function namesFor(
  { word, scope, key }: { word: string; scope: string; key: string },
  rows: readonly { word: string; name: string; key: string }[],
): string[] {
  const own = rows.filter((row) => row.word === word && row.key !== key)
  const [prefix] = RELATIVE.exec(word) ?? []
  const names = /^\d{6}$/.test(scope)
    ? own.map(({ name }) => name)
    : prefix
      ? own.flatMap(({ name }) => (name.startsWith(prefix) ? [name] : []))
      : own.map((row) => row.key)
  const least: string[] = []
  for (const name of new Set(names)) {
    if (![word, ...least].some((shorter) => name.includes(shorter))) least.push(name)
  }
  return least.slice(0, MOST)
}
