import { sql } from 'kysely'
import { momentText, type Trx } from '../../platform/database/index.ts'
import type {} from '../tables.ts'
import { registryRefusals as refusals } from './refusals.ts'
import type { RegistryDetail, RegistryListed } from './schemas.ts'

const LISTED = sql`r.code, r.version, v.name, v.name_en as "nameEn", v.description, v.description_en as "descriptionEn",
  r.entry_count as "entryCount", (select count(*) from registry_entry_version d join registry_entry e on e.id = d.entry_id
    where d.state = 'draft' and d.organization_id = (select actor_organization_id()) and e.registry_code = r.code) as "draftCount"`

/** All registers, the ones with most entries first. */
export async function listRegistries(trx: Trx): Promise<{ items: RegistryListed[] }> {
  const { rows } = await sql<RegistryListed>`select ${LISTED} from registry r
    join registry_version v on v.registry_code = r.code and v.number = r.version
    order by r.entry_count desc, r.code`.execute(trx)
  return { items: rows }
}

/** A register in its newest version, or in the one that is asked for. @throws Refusal registry_not_found */
export async function findRegistry(trx: Trx, code: string, version?: number): Promise<RegistryDetail> {
  const { rows } = await sql<RegistryDetail>`select ${LISTED}, v.number, v.schema, ${momentText('v.at')} as at,
      v.organization_name as "writtenBy",
      (select json_agg(json_build_object('number', o.number, 'at', ${momentText('o.at')}, 'writtenBy', o.organization_name)
        order by o.number desc) from registry_version o where o.registry_code = r.code) as versions,
      actor_may('registry.write') as "mayWrite", actor_may('registry.configure') as "mayConfigure"
    from registry r join registry_version v on v.registry_code = r.code and v.number = coalesce(${version ?? null}::integer, r.version)
    where r.code = ${code}`.execute(trx)
  const [found] = rows
  if (!found) throw refusals.notFound(code)
  return found
}
