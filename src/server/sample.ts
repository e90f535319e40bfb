import { sql } from 'kysely'
import { catalogueId, loadBoundaries, loadCatalogue } from '../gazetteer/index.ts'
import type { DatabaseHandle, Trx } from '../platform/database/index.ts'
import type { FileStore } from '../platform/files/index.ts'
import { loadSampleBlueprint } from './sampleBlueprint.ts'
import { peopleOf, readSample, readSampleCatalogues, type SampleCluster, type SampleUser } from './sampleCatalogue.ts'
import { loadSampleDelivery } from './sampleDelivery.ts'
import { loadSampleExchange } from './sampleExchange.ts'
import { loadSampleMonitoring } from './sampleMonitoring.ts'
import { alignSamplePlans, loadSamplePlans } from './samplePlans.ts'
import { loadSampleRegisters } from './sampleRegisters.ts'
import { loadSampleSettlement } from './sampleSettlement.ts'
import { loadSampleVerification } from './sampleVerification.ts'
import { SAMPLE_PERSON, SAMPLE_USER_ID } from './session.ts'

/**
 * Fills an empty database with the sample: the Beibu Gulf cluster with its units, a user who is led on to a person for
 * each of some organizations, and two plans written for it. Each step is one transaction and is skipped where it was done, so a start that
 * was interrupted goes on where it stopped. A database in which people work on their own cluster is left alone.
 * Needs `loadGazetteer` before.
 */
export async function loadSample(
  handle: DatabaseHandle,
  files: FileStore,
  onProgress: (step: string) => void = () => {},
  now: Date = new Date(),
): Promise<{ loaded: boolean }> {
  if (!(await handle.asSystem(isFree))) return { loaded: false }
  const cluster = readSample<SampleCluster>('organizations/cluster.json')
  const hasCluster = await handle.asSystem((trx) => exists(trx, sql`select from cluster`))
  if (!hasCluster) {
    onProgress('Loading the sample cluster')
    await handle.asSystem((trx) => loadCluster(trx, cluster))
  }
  const user = readSample<SampleUser>('users.json')
  await handle.asSystem((trx) => loadUser(trx, user))
  const plans = await loadSamplePlans(handle, files, user, onProgress)
  // Only with the plans themselves: what people took away since is not put back.
  const delivery = plans && (await loadSampleDelivery(handle, user, now))
  const alignment = await alignSamplePlans(handle, user, onProgress)
  // Layers are never taken away: where there is none, or a load was cut off, it goes on.
  const blueprint = await loadSampleBlueprint(handle, user, onProgress)
  const monitoring = await loadSampleMonitoring(handle, user, onProgress, now)
  const settlement = await loadSampleSettlement(handle, user, now)
  const exchange = await loadSampleExchange(handle, user, now)
  const registers = await loadSampleRegisters(handle, user, now)
  const verification = await loadSampleVerification(handle, user, now)
  const done = [plans, delivery, alignment, blueprint, monitoring, settlement, exchange, registers, verification]
  return { loaded: !hasCluster || done.some(Boolean) }
}

/** Nobody but the sample's own user and people, and no cluster but the sample's. */
async function isFree(trx: Trx): Promise<boolean> {
  const strangers = await exists(
    trx,
    sql`
    select from auth_user where id <> ${SAMPLE_USER_ID} and id not like ${`${SAMPLE_PERSON}%`}`,
  )
  return !strangers && !(await exists(trx, sql`select from cluster where not sample`))
}

async function exists(trx: Trx, query: ReturnType<typeof sql>): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (${query}) as found`.execute(trx)
  return rows[0]?.found ?? false
}

async function loadCluster(trx: Trx, cluster: SampleCluster): Promise<void> {
  for (const catalogue of readSampleCatalogues(cluster)) await loadCatalogue(trx, catalogue, 'sample')
  const office = cluster.office.organizations[0]?.short ?? ''
  await trx
    .insertInto('cluster')
    .values({
      id: cluster.id,
      name: cluster.name,
      english_name: cluster.englishName,
      coordinating_organization_id: catalogueId(cluster.office.jurisdiction, office),
      sample: true,
      source: cluster.source,
      note: cluster.note,
    })
    .execute()
  await trx
    .insertInto('cluster_member')
    .values(
      cluster.members.map((code, position) => ({
        cluster_id: cluster.id,
        jurisdiction_code: code,
        position: position + 1,
        part: null,
        valid_from: null,
        valid_to: null,
      })),
    )
    .execute()
  await loadBoundaries(trx, readSample('data/boundaries.geojson'))
}

async function loadUser(trx: Trx, user: SampleUser): Promise<void> {
  await addUser(trx, user)
  for (const { role, jurisdiction, organization, ...person } of peopleOf(user)) {
    await addUser(trx, person)
    const organizationId = catalogueId(jurisdiction, organization)
    await sql`
      insert into membership (user_id, organization_id, role)
      select ${person.id}, id, ${role} from organization
      where id = ${organizationId}::uuid and not exists (
        select from membership where user_id = ${person.id} and organization_id = ${organizationId}::uuid and role = ${role})`.execute(
      trx,
    )
    // Samples of before, in which one user stood for all.
    await sql`
      update membership set revoked_at = now()
      where user_id = ${user.id} and organization_id = ${organizationId}::uuid and role = ${role} and revoked_at is null`.execute(
      trx,
    )
  }
}

async function addUser(trx: Trx, { id, name, email }: { id: string; name: string; email: string }): Promise<void> {
  await sql`
    insert into auth_user (id, name, email, email_verified) values (${id}, ${name}, ${email}, true)
    on conflict do nothing`.execute(trx)
}
