import { sql } from 'kysely'
import { appendAudit } from '../../platform/audit/index.ts'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { eachAlone, type Job, type JobLog } from '../../platform/jobs/index.ts'
import { notify } from '../../platform/notices/index.ts'
import { refreshLights } from '../lights/index.ts'
import { recordEvents } from './timeline.ts'

interface Fallen {
  id: string
  title: string
  reason: string
}

/**
 * Retires the programmes whose plan was withdrawn, or superseded by another: their open tasks are retired with the
 * reason and owe nothing more; what was reported stays. What it finds done it leaves.
 * @returns how many programmes
 */
export async function retireFallenPlans(database: DatabaseHandle, now: Date, log?: JobLog): Promise<number> {
  const programmes = await database.asSystem((trx) => fallenProgrammes(trx))
  let fallen = 0
  const retireOne = async ({ id }: Fallen) => {
    fallen += await database.asSystem(async (trx) => {
      const [programme] = await fallenProgrammes(trx, id) // locked now, unless somebody was quicker
      if (programme) await retire(trx, programme, now)
      return programme ? 1 : 0
    })
  }
  await eachAlone(programmes, retireOne, log)
  if (fallen > 0) await refreshLights(database, now, log)
  return fallen
}

async function fallenProgrammes(trx: Trx, id?: string): Promise<Fallen[]> {
  const { rows } = await sql<Fallen>`
    select p.id, p.title, case when d.withdrawn_at is not null then '文件已撤回：' || d.withdrawn_reason
      else '文件已由《' || newer.title || '》取代' end as reason
    from programme p
      join document d on d.id = p.document_id
      left join lateral (select n.title from document_relation r join document n on n.id = r.from_id
        where r.to_id = d.id and r.kind = 'supersedes' and n.withdrawn_at is null order by r.recorded_at limit 1) newer on true
    where p.retired_at is null and (d.withdrawn_at is not null or newer.title is not null)
      ${id ? sql`and p.id = ${id}::uuid for update of p` : sql``}`.execute(trx)
  return rows
}

async function retire(trx: Trx, { id, title, reason }: Fallen, now: Date): Promise<void> {
  const { rows: tasks } = await sql<{ id: string; units: string[] }>`
    with retired as (
      update task set state = 'retired', retired_reason = ${reason}, revision = revision + 1, updated_at = ${now}
      where programme_id = ${id}::uuid and state in ('draft', 'dispatched', 'underway', 'closing') returning id
    )
    select retired.id, array(select a.organization_id from task_assignment a
      where a.task_id = retired.id and a.ended_on is null) as units from retired`.execute(trx)
  await sql`
    update report_obligation set state = 'waived', waived_reason = ${reason}, revision = revision + 1
    where programme_id = ${id}::uuid and state in ('due', 'returned')`.execute(trx)
  await trx
    .updateTable('programme')
    .set({ retired_at: now, retired_reason: reason, updated_at: now, revision: sql`revision + 1` })
    .where('id', '=', id)
    .execute()
  await recordEvents(
    trx,
    null,
    tasks.map((task) => ({ taskId: task.id, kind: 'retired', facts: { reason } })),
  )
  const facts = { programmeId: id, reason, tasks: tasks.length }
  await appendAudit(trx, { action: 'delivery.retire_programme', subjectKind: 'programme', subjectId: id, after: facts })
  await announce(trx, 'delivery.programme_retired', facts)
  await notify(
    trx,
    [...new Set(tasks.flatMap(({ units }) => units))].map((organizationId) => ({
      organizationId,
      kind: 'delivery.programme_retired',
      title: `台账终止：${title}（${reason}）`,
      titleEn: `Programme retired: ${title} (${reason})`,
      link: `/tasks?programme=${id}`,
      key: `programme_retired:${id}`,
    })),
  )
}

export const retirementJob: Job = {
  name: 'delivery.retirement',
  every: 60,
  run: ({ database, clock, log }) => retireFallenPlans(database, clock(), log),
}
