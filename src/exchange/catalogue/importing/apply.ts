import { randomUUID } from 'node:crypto'
import type { Actor } from '../../../platform/access/index.ts'
import { appendAudit } from '../../../platform/audit/index.ts'
import type { Trx } from '../../../platform/database/index.ts'
import { holdKey } from '../../../platform/http/index.ts'
import { addResource, addVersion, enterCreditCode, publishDraft, saveDraft } from '../acts.ts'
import { catalogueRefusals as refusals } from '../refusals.ts'
import type { ResourceContent } from '../rules/content.ts'
import type { ResourcesImported } from '../schemas.ts'
import { type PlannedResource, prepareInventory } from './prepare.ts'
import type { Inventory } from './take.ts'

/**
 * Imports an inventory, all of it or nothing: new resources become drafts, changed ones get a draft of what they say now,
 * the others are left alone; where that is wished, they are published. The same file again changes nothing.
 * @throws Refusal resource_rows_unfit, credit_code_taken
 */
export async function applyInventory(
  trx: Trx,
  actor: Actor,
  inventory: Inventory,
  today: string,
): Promise<ResourcesImported> {
  // Two files that bring the same resource at once: the second finds what the first has brought.
  await holdKey(trx, 'resource import')
  const { planned, faults, creditCodes } = await prepareInventory(trx, actor, inventory, today)
  if (faults.length > 0) throw refusals.rowsUnfit(inventory.file, faults)
  const counts = { added: 0, changed: 0, unchanged: 0, published: 0 }
  const written: Written[] = []
  for (const plan of planned) {
    const one = await write(trx, actor, plan)
    counts[one.outcome]++
    if (inventory.publish && one.isDraft) {
      one.published = await publishDraft(trx, one.id)
      counts.published++
    }
    written.push(one)
  }
  // One line for all of it, at the end: the log is held from its first line to the commit.
  await appendAudit(trx, {
    action: 'exchange.import_resources',
    subjectKind: 'resource_import',
    subjectId: randomUUID(),
    after: {
      ...{ file: inventory.file, sha256: inventory.sha256, ...counts },
      resources: written.filter(({ outcome, published }) => outcome !== 'unchanged' || published),
    },
  })
  for (const [organizationId, creditCode] of creditCodes) {
    const { credit_code } = await trx
      .selectFrom('resource_provider')
      .select('credit_code')
      .where('organization_id', '=', organizationId)
      .executeTakeFirstOrThrow()
    if (credit_code !== creditCode) await enterCreditCode(trx, organizationId, creditCode)
  }
  return counts
}

/** What was done of one resource of the file, as the audit log keeps it. */
interface Written {
  id: string
  name: string
  outcome: 'added' | 'changed' | 'unchanged'
  before?: Record<string, unknown>
  after?: Record<string, unknown>
  /** Whether a draft of it stands now. */
  isDraft: boolean
  published?: { version: number; code: string | null }
}

async function write(trx: Trx, actor: Actor, plan: PlannedResource): Promise<Written> {
  const { entry, organizationId, known, content, changes } = plan
  const { name } = content
  if (!known) {
    const id = randomUUID()
    await addResource(trx, actor, { id, organizationId, ownCode: entry.code || null, content })
    return { id, name, outcome: 'added', isDraft: true }
  }
  const { id, number, state, code, ownCode } = known
  // Told again by its name: from now on by its own code as well.
  if (entry.code !== '' && entry.code !== code && ownCode === null)
    await trx.updateTable('resource').set({ own_code: entry.code }).where('id', '=', id).execute()
  if (changes.length === 0) return { id, name, outcome: 'unchanged', isDraft: state === 'draft' }
  if (state === 'draft') await saveDraft(trx, id, number, content)
  else await addVersion(trx, actor, id, number + 1, content)
  const of = (which: ResourceContent) => Object.fromEntries(changes.map((field) => [field, which[field]]))
  return { id, name, outcome: 'changed', before: of(known.content), after: of(content), isDraft: true }
}
