import { sql } from 'kysely'
import type { Cargo } from './cargo.ts'

interface Listed {
  name: string
  nameEn: string
  jurisdictionCode: string | null
  revokedAt: string | null
  revokedReason: string | null
  keys: { key: string; revokedAt: string | null }[]
}

/** Who belongs to the cluster, told by the region to every member: their keys, and who was cut off. */
export const directoryCargo: Cargo = {
  kind: 'node',
  version: 1,
  async facts(trx, receiver, self) {
    if (self.role !== 'region') return []
    const { rows } = await sql<{ code: string; listed: Record<string, unknown> }>`
      select n.code, json_build_object('name', n.name, 'nameEn', n.name_en, 'jurisdictionCode', n.jurisdiction_code,
        'revokedAt', n.revoked_at, 'revokedReason', n.revoked_reason,
        'keys', (select json_agg(json_build_object('key', k.public_key, 'revokedAt', k.revoked_at) order by k.known_at, k.public_key)
          from node_key k where k.node_code = n.code)) as listed
      from node n where n.role = 'member' and n.code <> ${receiver.code} order by n.code`.execute(trx)
    return rows.map(({ code, listed }) => ({ kind: 'node', key: code, content: listed }))
  },
  async arrived(trx, told, self) {
    const region = await trx.selectFrom('node').select('code').where('role', '=', 'region').executeTakeFirst()
    for (const { sender, key: code, content } of told) {
      if (sender !== region?.code || code === self.code || content === null) continue
      const { name, nameEn, jurisdictionCode, revokedAt, revokedReason, keys } = content as unknown as Listed
      // Of a place that is not known here, a member is known all the same: who was cut off is heard of.
      await sql`insert into node (code, name, name_en, role, jurisdiction_code, revoked_at, revoked_reason)
        values (${code}, ${name}, ${nameEn}, 'member', (select j.code from jurisdiction j where j.code = ${jurisdictionCode}),
          ${revokedAt}, ${revokedReason})
        on conflict (code) do update set name = excluded.name, name_en = excluded.name_en,
          jurisdiction_code = excluded.jurisdiction_code, revoked_at = excluded.revoked_at, revoked_reason = excluded.revoked_reason`.execute(
        trx,
      )
      for (const { key, revokedAt: keyRevokedAt } of keys)
        await sql`insert into node_key (public_key, node_code, revoked_at) values (${key}, ${code}, ${keyRevokedAt})
          on conflict (public_key) do update set revoked_at = excluded.revoked_at
          where node_key.revoked_at is null`.execute(trx)
    }
  },
}
