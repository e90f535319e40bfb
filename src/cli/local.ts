import { basename } from 'node:path'
import type { Actor } from '../platform/access/index.ts'
import type { Trx } from '../platform/database/index.ts'
import { problemOf, refusalOf } from '../platform/http/index.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Destination, IngestOptions } from './ingest.ts'

/** Opens the installation on this machine and acts for one of its users: who may open its files owns it anyway. */
export async function openLocal(options: IngestOptions, onProgress: (step: string) => void): Promise<Destination> {
  const [{ openInstallation }, { ingestOne }, { openSources }] = await Promise.all([
    import('../server/index.ts'),
    import('../plan/index.ts'),
    import('../plan/reading/index.ts'),
  ])
  const installation = await openInstallation({
    dataFolder: options.data,
    databaseUrl: options.database,
    mustExist: true,
    onProgress,
  }).catch((error) => {
    throw error instanceof Refusal && error.code === 'data_folder_in_use' ? sayServer(error) : error
  })
  try {
    const actor = await installation.database.asSystem((trx) => actorFor(trx, options.user))
    const { visibility, versionOf } = options
    return {
      async ingest({ name, bytes }) {
        const results = []
        for await (const source of openSources(bytes, basename(name))) {
          if ('refusal' in source) {
            results.push({ file: source.name, outcome: 'refused' as const, problem: problemIn(source.refusal) })
          } else {
            const upload = { bytes: source.bytes, fileName: source.name, visibility, versionOf }
            results.push(await ingestOne(installation, actor, upload, problemIn))
          }
        }
        return results
      },
      close: () => installation.close(),
    }
  } catch (error) {
    await installation.close()
    throw error
  }
}

function problemIn(error: unknown) {
  const refusal = refusalOf(error)
  if (!refusal) throw error
  const { code, title, detail, facts } = problemOf(refusal, '')
  return { code, title, detail, facts }
}

function sayServer(refusal: Refusal): Refusal {
  const { kind, code, message, facts } = refusal
  return new Refusal(
    kind,
    code,
    `${message} Or send the files to it: qunce ingest --server ADDRESS --email YOU FILES…`,
    facts,
  )
}

/** The user with that e-mail address, or the first who acts for a cluster office. */
async function actorFor(trx: Trx, email: string | undefined): Promise<Actor> {
  const row = await trx
    .selectFrom('membership as m')
    .innerJoin('auth_user as u', 'u.id', 'm.user_id')
    .innerJoin('organization as o', 'o.id', 'm.organization_id')
    .select(['u.id', 'u.name', 'o.id as organization_id', 'o.name as organization_name', 'm.role'])
    .where('m.revoked_at', 'is', null)
    .where('u.disabled_at', 'is', null)
    .where('m.role', 'in', ['office', 'department', 'city'])
    .$if(email !== undefined, (query) => query.where('u.email', '=', email ?? ''))
    .$if(email === undefined, (query) => query.where('m.role', '=', 'office'))
    .orderBy((eb) => eb.case().when('m.role', '=', 'office').then(0).else(1).end())
    .orderBy('m.granted_at')
    .executeTakeFirst()
  if (!row) {
    throw new Refusal(
      'not_found',
      'no_actor',
      email
        ? `No user ${email} of this installation may ingest documents.`
        : 'Nobody of this installation acts for a cluster office yet. Start it once (qunce serve) and invite a user, or name one with --user.',
      email ? { email } : {},
    )
  }
  return {
    userId: row.id,
    userName: row.name,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    role: row.role,
  }
}
