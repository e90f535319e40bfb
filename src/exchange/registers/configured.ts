import { readdirSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import type { RegistrySchema } from './rules/schema.ts'

/** A register as a file configures it; the page exports and imports the same. */
export interface RegistryConfiguration {
  code: string
  name: string
  nameEn: string
  description: string
  descriptionEn: string
  schema: RegistrySchema
}

const FOLDER = new URL('./configured/', import.meta.url)

/** The registers that come with the software. */
export const configuredRegistries = (): RegistryConfiguration[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as RegistryConfiguration)

/** Enters the registers that come with the software, where they are not there yet: what the office made of one stays. */
export async function loadRegistries(database: DatabaseHandle): Promise<void> {
  await database.asSystem(async (trx) => {
    for (const { code, name, nameEn, description, descriptionEn, schema } of configuredRegistries()) {
      const { numAffectedRows } = await sql`
        insert into registry (code) values (${code}) on conflict do nothing`.execute(trx)
      if (!numAffectedRows) continue
      await sql`insert into registry_version (registry_code, number, name, name_en, description, description_en, schema)
        values (${code}, 1, ${name}, ${nameEn}, ${description}, ${descriptionEn}, ${JSON.stringify(schema)})`.execute(
        trx,
      )
    }
  })
}
