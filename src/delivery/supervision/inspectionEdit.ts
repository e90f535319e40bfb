import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { CLOCK_NOW, type Trx } from '../../platform/database/index.ts'
import { expectVersion, httpRefusals, whyUnwritten } from '../../platform/http/index.ts'
import { expectNoDuplicate, findInspection } from './inspectionStore.ts'
import { supervisionRefusals as refusals } from './refusals.ts'
import type { InspectionEdit, InspectorList } from './schemas.ts'

/**
 * Changes the plan of an inspection before it begins: its words, ways, inspectors and time. Tasks and units stay as they
 * were planned.
 * @throws Refusal inspection_not_found, inspection_cannot, inspection_duplicate, version_outdated with what stands now
 */
export async function editInspection(
  trx: Trx,
  actor: Actor,
  id: string,
  body: InspectionEdit,
  ifMatch: string | undefined,
): Promise<void> {
  const before = await findInspection(trx, id, actor)
  expectVersion(ifMatch, before.revision, before)
  if (before.state !== 'planned') throw refusals.inspectionCannot(before.state, 'edit')
  if (body.endsOn < body.startsOn) throw httpRefusals.schemaMismatch('body', 'endsOn', 'a day after it begins')
  const plan = {
    ...{ startsOn: body.startsOn, endsOn: body.endsOn, taskIds: before.taskList.map((task) => task.id) },
    organizationIds: before.units.map(({ unit }) => unit.id),
  }
  await expectNoDuplicate(trx, plan, id)
  const changed = await trx
    .updateTable('inspection')
    .set({
      title: body.title.trim(),
      basis: body.basis.trim(),
      content: body.content.trim(),
      scope: body.scope.trim(),
      ways: body.ways,
      inspectors: body.inspectors,
      inspector_ids: body.inspectorIds,
      starts_on: body.startsOn,
      ends_on: body.endsOn,
      revision: before.revision + 1,
      updated_at: CLOCK_NOW,
    })
    .where('id', '=', id)
    .where('revision', '=', before.revision)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw await whyUnwritten(trx, 'inspection', id, before.revision)
  const { title, basis, content, scope, ways, inspectors, startsOn, endsOn } = before
  await appendAudit(trx, {
    action: 'delivery.inspection_edit',
    subjectKind: 'inspection',
    subjectId: id,
    before: { title, basis, content, scope, ways, inspectors, startsOn, endsOn },
    after: body,
  })
}

/** People who may be sent to inspect, by their name or their unit's; the own unit's first. */
export async function findInspectors(trx: Trx, actor: Actor, q: string): Promise<InspectorList['items']> {
  const { rows } = await sql<InspectorList['items'][number]>`
    select id, name, organization, organization_id as "organizationId"
    from people_to_inspect(${q.trim()}, ${actor.organizationId}::uuid, 30)`.execute(trx)
  return rows
}
