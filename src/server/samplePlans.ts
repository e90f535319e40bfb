import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { alignPair } from '../alignment/index.ts'
import { confirmMany, ingestDocument, listCommitments } from '../plan/index.ts'
import type { Actor } from '../platform/access/index.ts'
import type { DatabaseHandle } from '../platform/database/index.ts'
import type { FileStore } from '../platform/files/index.ts'
import { actorsOf, SAMPLE_FOLDER, type SampleUser } from './sampleCatalogue.ts'
import type { SamplePart } from './samplePart.ts'

interface SamplePlan {
  file: string
  /** The provision whose tasks the plan's writers vouch for. */
  confirmed: string | null
}

/** In this order, because the second carries out the first. */
const PLANS: readonly SamplePlan[] = [
  { file: '北部湾蓝色海湾城市群协同发展规划(示例).html', confirmed: null },
  { file: '北部湾蓝色海湾城市群协同发展规划广西实施方案(示例).md', confirmed: '二/(三)' },
]

/** Of the cluster's own plan, what provinces without a plan of their own hand out: to keep the bay clean together. */
const COMMON = '第六章/第二节'

const REASON = '示例文件由编写者核对'

/**
 * Takes the sample plans into the register as the cluster office, and confirms the tasks of one section, which those
 * who wrote the plan have checked. Each plan is one transaction, and so is the confirmation.
 * @returns true when anything was added
 */
export async function loadSamplePlans(
  database: DatabaseHandle,
  files: FileStore,
  user: SampleUser,
  onProgress: (step: string) => void,
  part: SamplePart | null = null,
): Promise<boolean> {
  const before = await database.asSystem(async (trx) => {
    const { rows } = await sql<{ samples: number; others: number; changed: boolean }>`
      select count(*) filter (where sample) as samples, count(*) filter (where not sample) as others,
        exists (select from commitment_change) as changed from document`.execute(trx)
    return rows[0]
  })
  // Once people work with it, nothing is put back that they took away.
  if (!before || before.others > 0 || before.changed) return false
  const actor = officeOf(user)
  for (const { file, confirmed } of PLANS) {
    onProgress(`Reading the sample plan ${file}`)
    const bytes = await readFile(new URL(`plans/${encodeURIComponent(file)}`, SAMPLE_FOLDER))
    const { document } = await ingestDocument({ database, files }, actor, { bytes, fileName: file, sample: true })
    const chapter = part?.lead ? (confirmed === null ? COMMON : null) : confirmed
    if (chapter !== null) await confirmTasks(database, actor, document.id, chapter)
  }
  return true
}

/**
 * Aligns the sample plans with each other, also those of a sample from before there was alignment.
 * @returns true when they were aligned now
 */
export async function alignSamplePlans(
  database: DatabaseHandle,
  user: SampleUser,
  onProgress: (step: string) => void,
): Promise<boolean> {
  const plans = await database.asSystem(async (trx) => {
    const { rows } = await sql<{ id: string }>`select id from document where sample and not withdrawn
      and not exists (select from alignment) order by ordinal`.execute(trx)
    return rows
  })
  const [upper, lower] = plans
  if (!upper || !lower) return false
  onProgress('Aligning the sample plans')
  await alignPair(database, officeOf(user), upper.id, lower.id)
  return true
}

async function confirmTasks(database: DatabaseHandle, actor: Actor, document: string, chapter: string): Promise<void> {
  await database.asActor(actor, async (trx) => {
    const { items } = await listCommitments(trx, { document, chapter, kind: 'task', limit: 200 })
    if (items.length === 0) return
    const chosen = items.map(({ id, revision }) => ({ id, revision }))
    await confirmMany(trx, actor, { items: chosen, reason: REASON }, {})
  })
}

function officeOf(user: SampleUser): Actor {
  const office = actorsOf(user).find(({ role }) => role === 'office')
  if (!office) throw new Error('The sample has nobody at the cluster office.')
  return office
}
