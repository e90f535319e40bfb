import { sql } from 'kysely'
import { catalogueId, loadBoundaries, loadCatalogue } from '../gazetteer/index.ts'
import type { DatabaseHandle, Trx } from '../platform/database/index.ts'
import type { FileStore } from '../platform/files/index.ts'
import { loadSampleBlueprint } from './sampleBlueprint.ts'
import { peopleOf, readSample, readSampleCatalogues, type SampleCluster, type SampleUser } from './sampleCatalogue.ts'
import { loadSampleDelivery } from './sampleDelivery.ts'
import { loadSampleExchange } from './sampleExchange.ts'
import { loadSampleHoldings } from './sampleHoldings.ts'
import { loadSampleMonitoring } from './sampleMonitoring.ts'
import { coordinatorOf, readSampleParts, type SamplePart, userOfPart } from './samplePart.ts'
import { alignSamplePlans, loadSamplePlans } from './samplePlans.ts'
import { loadSampleRegisters } from './sampleRegisters.ts'
import { loadSampleSettlement } from './sampleSettlement.ts'
import { loadSampleSharing } from './sampleSharing.ts'
import { loadSampleVerification } from './sampleVerification.ts'
import { SAMPLE_PERSON, SAMPLE_USER_ID } from './session.ts'

/**
 * Fills an empty database with the sample: the Beibu Gulf cluster with its units, a user who is led on to a person for
 * each of some organizations, and two plans written for it. Each step is one transaction and is skipped where it was done, so a start that
 * was interrupted goes on where it stopped. A database in which people work on their own cluster is left alone.
 * Needs `loadGazetteer` before.
 * @param partOf a province (`450000`): only what its own units do, for a node of its own; `region`: what nobody else owns
 */
export async function loadSample(
  handle: DatabaseHandle,
  files: FileStore,
  onProgress: (step: string) => void = () => {},
  now: Date = new Date(),
  partOf?: string,
): Promise<{ loaded: boolean }> {
  if (!(await handle.asSystem(isFree))) return { loaded: false }
  if (partOf !== undefined) return loadPart(handle, files, onProgress, now, partOf)
  const cluster = readSample<SampleCluster>('organizations/cluster.json')
  const hasCluster = await handle.asSystem((trx) => exists(trx, sql`select from cluster`))
  if (!hasCluster) {
    onProgress('Loading the sample cluster')
    await handle.asSystem((trx) => loadCluster(trx, cluster, null))
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
  const sharing = await loadSampleSharing(handle, user, now)
  const holdings = await loadSampleHoldings(handle, user, now)
  const registers = await loadSampleRegisters(handle, user, now)
  const verification = await loadSampleVerification(handle, user, now)
  return {
    loaded:
      [!hasCluster, plans, delivery, alignment, blueprint, monitoring, settlement].includes(true) ||
      [exchange, sharing, holdings, registers, verification].includes(true),
  }
}

/** One node's part: the directory and the plans, which all have; of what is done, what its own units do. */
async function loadPart(
  handle: DatabaseHandle,
  files: FileStore,
  onProgress: (step: string) => void,
  now: Date,
  partOf: string,
): Promise<{ loaded: boolean }> {
  const part = readSampleParts().find(({ jurisdiction }) => jurisdiction === partOf) ?? null
  const cluster = readSample<SampleCluster>('organizations/cluster.json')
  const everybody = readSample<SampleUser>('users.json')
  const user = part ? userOfPart(everybody, part) : everybody
  const hasCluster = await handle.asSystem((trx) => exists(trx, sql`select from cluster`))
  onProgress('Loading the sample cluster')
  if (!hasCluster) await handle.asSystem((trx) => loadCluster(trx, cluster, part))
  await handle.asSystem((trx) => loadUser(trx, user))
  const plans = await loadSamplePlans(handle, files, user, onProgress, part)
  if (part) {
    if (plans) await loadSampleDelivery(handle, user, now, part)
    await loadSampleMonitoring(handle, user, onProgress, now)
    await loadSampleSettlement(handle, user, now, everybody)
    await loadSampleExchange(handle, user, now)
    await loadSampleHoldings(handle, user, now)
    await loadSampleRegisters(handle, user, now)
  } else await loadSampleBlueprint(handle, user, onProgress)
  return { loaded: !hasCluster || plans }
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

async function loadCluster(trx: Trx, cluster: SampleCluster, part: SamplePart | null): Promise<void> {
  for (const catalogue of readSampleCatalogues(cluster)) await loadCatalogue(trx, catalogue, 'sample')
  await trx
    .insertInto('cluster')
    .values({
      id: cluster.id,
      name: cluster.name,
      english_name: cluster.englishName,
      coordinating_organization_id: coordinatorOf(cluster, part),
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
