import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { expectVersion, holdKey } from '../../platform/http/index.ts'
import { registryRefusals as refusals, type UnfitEntry } from './refusals.ts'
import { findRegistry } from './registryStore.ts'
import { checkerOf } from './rules/checkContent.ts'
import { schemaFaults } from './rules/checkSchema.ts'
import { type EntryContent, filled, type RegistrySchema } from './rules/schema.ts'
import type { NewRegistry, RegistryEdit } from './schemas.ts'

const SHOWN_UNFIT = 20
const PORTION = 1000

/** A further register. The same request again adds nothing. @throws Refusal registry_code_taken, registry_schema_unfit */
export async function addRegistry(trx: Trx, actor: Actor, asked: NewRegistry, once?: string): Promise<void> {
  const { code, ...configuration } = asked
  await holdKey(trx, `registry ${code}`)
  const known = await trx.selectFrom('registry').select('version').where('code', '=', code).executeTakeFirst()
  if (known) {
    const { name, nameEn, description, descriptionEn, schema } = await findRegistry(trx, code, 1)
    const isSame = JSON.stringify([name, nameEn, description, descriptionEn, schema]) === wordingOf(configuration)
    if (once !== undefined && isSame) return
    throw refusals.codeTaken(code)
  }
  expectSchema(configuration.schema)
  await trx.insertInto('registry').values({ code }).execute()
  await writeVersion(trx, actor, code, 1, configuration)
  await audit(trx, 'add_registry', code, { version: 1, name: configuration.name })
}

const wordingOf = ({ name, nameEn, description, descriptionEn, schema }: Omit<NewRegistry, 'code'>) =>
  JSON.stringify([name, nameEn, description, descriptionEn, schema])

/**
 * A further version of a register. What is published stays valid: where a field is new and has to be there, it needs a
 * default that those entries say from now on.
 * @throws Refusal registry_not_found, registry_schema_unfit, registry_privacy_kept, registry_key_kept,
 * registry_entries_unfit, version_needed, version_outdated
 */
export async function changeRegistry(
  trx: Trx,
  actor: Actor,
  code: string,
  edit: RegistryEdit,
  ifMatch: string | undefined,
): Promise<void> {
  await holdKey(trx, `registry ${code}`) // who publishes waits, so that nothing is published under what was before
  const before = await findRegistry(trx, code)
  expectVersion(ifMatch, before.version)
  const { name, nameEn, description, descriptionEn, schema } = { ...before, ...edit }
  if (edit.schema) {
    expectSchema(schema)
    await expectKept(trx, code, schema)
    await expectEntriesFit(trx, code, schema)
  }
  const number = before.version + 1
  await writeVersion(trx, actor, code, number, { name, nameEn, description, descriptionEn, schema })
  await audit(trx, 'change_registry', code, { version: number, fields: Object.keys(edit) })
}

const audit = (trx: Trx, action: string, code: string, after: object) =>
  appendAudit(trx, { action: `exchange.${action}`, subjectKind: 'registry', subjectId: code, after })

function expectSchema(schema: unknown): void {
  const faults = schemaFaults(schema)
  if (faults.length > 0) throw refusals.schemaUnfit(faults)
}

/** What was private once would be shown by a version in which it is not, and the other way round nothing would be hidden. */
async function expectKept(trx: Trx, code: string, schema: RegistrySchema): Promise<void> {
  const { rows } = await sql<{ schema: RegistrySchema }>`
    select schema from registry_version where registry_code = ${code}`.execute(trx)
  for (const { schema: before } of rows) {
    for (const [name, field] of Object.entries(before.properties)) {
      const now = schema.properties[name]
      if (now && (now['x-private'] ?? false) !== (field['x-private'] ?? false)) throw refusals.privacyKept(name)
    }
    if (JSON.stringify(before['x-key']) !== JSON.stringify(schema['x-key'])) throw refusals.keyKept()
  }
}

interface Standing {
  id: string
  organization: string
  content: EntryContent
}

async function expectEntriesFit(trx: Trx, code: string, schema: RegistrySchema): Promise<void> {
  const faultsOf = checkerOf(schema)
  const unfit: UnfitEntry[] = []
  let count = 0
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await sql<Standing>`
      select e.id, o.name as organization, v.content || coalesce(p.content, '{}') as content
      from registry_entry e join registry_entry_version v on v.entry_id = e.id and v.state = 'published'
        join organization o on o.id = e.organization_id
        left join registry_entry_private p on p.entry_id = v.entry_id and p.number = v.number
      where e.registry_code = ${code} and e.id > ${after}::uuid order by e.id limit ${PORTION}`.execute(trx)
    for (const { id, organization, content } of rows) {
      const faults = faultsOf(filled(schema, content))
      if (faults.length === 0) continue
      count++
      if (unfit.length < SHOWN_UNFIT)
        unfit.push({ id, name: String(content[schema['x-name']] ?? id), organization, faults: faults.slice(0, 3) })
    }
    const last = rows.at(-1)
    if (!last || rows.length < PORTION) break
    after = last.id
  }
  if (count > 0) throw refusals.entriesUnfit(count, unfit)
}

async function writeVersion(
  trx: Trx,
  actor: Actor,
  code: string,
  number: number,
  { name, nameEn, description, descriptionEn, schema }: Omit<NewRegistry, 'code'>,
): Promise<void> {
  await trx
    .insertInto('registry_version')
    .values({
      ...{ registry_code: code, number, name, name_en: nameEn, description, description_en: descriptionEn },
      ...{ schema: JSON.stringify(schema), user_id: actor.userId, user_name: actor.userName },
      ...{ organization_id: actor.organizationId, organization_name: actor.organizationName },
    })
    .execute()
}
