import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { addPeople, PEOPLE, withDatabase } from '../../../test/support/index.ts'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import { addAssignment, addCycle, addObligation, addProgramme, addReport, addTask } from './evidence.testing.ts'
import { keepLights, refreshLights, registerLightInput } from './index.ts'
import { LIGHT_RULES_VERSION } from './rules/lightRules.ts'

const DEPARTMENT = PEOPLE.department.organizationId
const at = (day: string) => new Date(`${day}T02:00:00Z`)

async function lightOf(handle: DatabaseHandle, taskId: string) {
  return handle.asSystem((trx) =>
    trx
      .selectFrom('task_light')
      .select(['light', 'reasons', 'grade', 'since', 'check_on'])
      .where('task_id', '=', taskId)
      .executeTakeFirst(),
  )
}

/** Counts again from the tasks themselves, in plain SQL. */
async function recount(handle: DatabaseHandle) {
  return handle.asSystem(async (trx) => {
    const kept = await sql<{ cell: string }>`
      select concat_ws('|', programme_id, chapter, place, red, yellow, grey, green, closed, grade_none, grade_statement,
        grade_document, grade_measured, grade_verified) as cell
      from light_count where red + yellow + grey + green + closed > 0 order by 1`.execute(trx)
    const counted = await sql<{ cell: string }>`
      select concat_ws('|', t.programme_id, counted.chapter, place, count(*) filter (where light = 'red'),
        count(*) filter (where light = 'yellow'), count(*) filter (where light = 'grey'),
        count(*) filter (where light = 'green'), count(*) filter (where light = 'closed'),
        count(*) filter (where grade = 'none'), count(*) filter (where grade = 'statement'),
        count(*) filter (where grade = 'document'), count(*) filter (where grade = 'measured'),
        count(*) filter (where grade = 'verified')) as cell
      from task t join task_light l on l.task_id = t.id cross join lateral unnest(t.places) place
        cross join lateral (values (t.chapter), ('*')) counted (chapter)
      group by t.programme_id, counted.chapter, place order by 1`.execute(trx)
    const unlit = await sql<{ n: number }>`
      select count(*) as n from task t where (state <> 'retired') <>
        exists (select from task_light l where l.task_id = t.id)`.execute(trx)
    return { kept: kept.rows, counted: counted.rows, wrong: unlit.rows[0]?.n }
  })
}

describe('refreshLights', () => {
  const database = withDatabase()

  test('[DEL-320] lights follow the evidence, and time alone', async () => {
    const { handle } = database
    await handle.asSystem(addPeople)
    const { taskId, obligationId } = await handle.asSystem(async (trx) => {
      const programmeId = await addProgramme(trx)
      const taskId = await addTask(trx, programmeId)
      await addAssignment(trx, taskId, DEPARTMENT)
      const cycleId = await addCycle(trx, programmeId)
      return { taskId, obligationId: await addObligation(trx, cycleId, taskId, DEPARTMENT) }
    })
    await refreshLights(handle, at('2026-01-06'))
    expect(await lightOf(handle, taskId)).toMatchObject({ light: 'grey', grade: 'none', check_on: '2026-01-13' })
    await refreshLights(handle, at('2026-01-14'))
    expect(await lightOf(handle, taskId)).toMatchObject({ light: 'yellow', reasons: [{ rule: 'receipt_missing' }] })
    await handle.asSystem((trx) => sql`update task_assignment set received_at = now()`.execute(trx))
    await refreshLights(handle, at('2026-07-01'))
    expect(await lightOf(handle, taskId)).toMatchObject({
      light: 'yellow',
      since: '2026-01-14',
      check_on: '2026-07-15',
    })
    await refreshLights(handle, at('2026-07-15'))
    expect(await lightOf(handle, taskId)).toMatchObject({
      light: 'red',
      reasons: [{ rule: 'report_missing_long', subjects: [{ organizationId: DEPARTMENT, dueOn: '2026-06-30' }] }],
    })
    await handle.asSystem((trx) => addReport(trx, obligationId))
    await refreshLights(handle, at('2026-07-16'))
    expect(await lightOf(handle, taskId)).toMatchObject({
      light: 'green',
      grade: 'document',
      since: '2026-07-16',
      check_on: null,
    })
    const { kept, counted, wrong } = await recount(handle)
    expect(kept).toEqual(counted)
    expect(wrong).toBe(0)
  })

  test('[DEL-321] a closed cycle keeps how the lights stood', async () => {
    const { handle } = database
    await handle.asSystem((trx) => sql`update cycle set closed_at = '2026-07-15T12:00:00Z'`.execute(trx))
    await refreshLights(handle, at('2026-07-20'))
    const rows = await handle.asSystem((trx) =>
      trx.selectFrom('light_snapshot').select(['chapter', 'place', 'red', 'grey']).orderBy('chapter').execute(),
    )
    expect(rows).toEqual([
      { chapter: '*', place: '000000', red: 1, grey: 0 },
      { chapter: '1', place: '000000', red: 1, grey: 0 },
    ])
  })

  test('[DEL-321] of a cycle that was reopened and closed again the last close counts', async () => {
    const { handle } = database
    const close = (at: string | null) => handle.asSystem((trx) => sql`update cycle set closed_at = ${at}`.execute(trx))
    await close(null)
    await refreshLights(handle, at('2026-07-21'))
    await close('2026-07-22T12:00:00Z')
    await refreshLights(handle, at('2026-07-23'))
    const rows = await handle.asSystem((trx) =>
      trx.selectFrom('light_snapshot').select(['chapter', 'red', 'green']).orderBy('chapter').execute(),
    )
    expect(rows).toEqual([
      { chapter: '*', red: 0, green: 1 },
      { chapter: '1', red: 0, green: 1 },
    ])
  })

  test('[DEL-325] lights by an older table of rules are judged anew by the first who knows the newer', async () => {
    const { handle } = database
    await handle.asSystem((trx) => sql`update task_light set rules_version = 0`.execute(trx))
    const versions = () =>
      handle.asSystem((trx) => trx.selectFrom('task_light').select('rules_version').distinct().execute())
    await refreshLights(handle, at('2026-07-23'))
    expect(await versions()).toEqual([{ rules_version: 0 }])
    const restarted = { asSystem: handle.asSystem.bind(handle) } as DatabaseHandle
    await refreshLights(restarted, at('2026-07-23'))
    expect(await versions()).toEqual([{ rules_version: LIGHT_RULES_VERSION }])
  })

  test('[DEL-323] a task that cannot be judged keeps its light, and the others get theirs', async () => {
    const { handle } = database
    const broken = new Set<string>()
    registerLightInput({
      name: 'test',
      async load(_trx, taskIds) {
        if (taskIds.some((id) => broken.has(id))) throw new RangeError('0206-01-01 is not a day')
        return new Map()
      },
    })
    const { programmeId, odd } = await handle.asSystem(async (trx) => {
      const programmeId = await addProgramme(trx)
      return { programmeId, odd: await addTask(trx, programmeId) }
    })
    await refreshLights(handle, at('2026-07-23'))
    broken.add(odd)
    const other = await handle.asSystem(async (trx) => {
      await sql`update task set due_on = '2026-01-01' where id = ${odd}`.execute(trx)
      return addTask(trx, programmeId, { dueOn: '2026-01-01' })
    })
    const logged: object[] = []
    const log = { error: (facts: object) => void logged.push(facts) }
    await refreshLights(handle, at('2026-07-24'), log)
    expect(logged).toMatchObject([{ taskId: odd }])
    expect(await lightOf(handle, odd)).toMatchObject({ light: 'grey', check_on: '2026-07-25' })
    expect(await lightOf(handle, other)).toMatchObject({ light: 'red' })
    broken.clear()
    await refreshLights(handle, at('2026-07-25'), log)
    expect(await lightOf(handle, odd)).toMatchObject({ light: 'red' })
  })

  test('[DEL-324] evidence that is checked after its report counts as checked', async () => {
    const { handle } = database
    const { taskId, evidenceId } = await handle.asSystem(async (trx) => {
      const programmeId = await addProgramme(trx)
      const taskId = await addTask(trx, programmeId)
      await addAssignment(trx, taskId, DEPARTMENT, { receivedAt: '2026-01-06' })
      const cycleId = await addCycle(trx, programmeId)
      const reportId = await addReport(trx, await addObligation(trx, cycleId, taskId, DEPARTMENT))
      const evidenceId = randomUUID()
      await sql`insert into evidence (id, task_id, title, grade, user_id, user_name, organization_id, organization_name)
        values (${evidenceId}, ${taskId}, '验收意见', 'document', 'u', '韦芳', ${DEPARTMENT}, '厅')`.execute(trx)
      await sql`insert into report_evidence (report_id, evidence_id) values (${reportId}, ${evidenceId})`.execute(trx)
      return { taskId, evidenceId }
    })
    await refreshLights(handle, at('2026-07-26'))
    expect(await lightOf(handle, taskId)).toMatchObject({ light: 'green', grade: 'document' })
    await handle.asSystem((trx) =>
      sql`insert into evidence_verification (id, evidence_id, user_id, user_name, organization_id, organization_name)
        values (${randomUUID()}, ${evidenceId}, 'v', '覃', ${PEOPLE.office.organizationId}, '办')`.execute(trx),
    )
    await refreshLights(handle, at('2026-07-27'))
    expect(await lightOf(handle, taskId)).toMatchObject({ light: 'green', grade: 'verified' })
  })

  test('[DEL-323] what a person did is answered although its lights fail', async () => {
    const logged: string[] = []
    const app = {
      database: { asSystem: () => Promise.reject(new Error('gone')) },
      clock: () => at('2026-07-25'),
      log: { error: (_facts: object, message: string) => void logged.push(message) },
    }
    await keepLights(app as never)
    expect(logged).toEqual(['lights were not refreshed'])
  })

  test('[DEL-323] a day out of all calendars is refused by the database', async () => {
    const { handle } = database
    for (const day of ['9999-12-31', '0206-01-01'])
      await expect(handle.asSystem((trx) => sql`update task set due_on = ${day}`.execute(trx))).rejects.toThrow('check')
  })
})

type Step =
  | { do: 'task'; chapter: string }
  | {
      do: 'assign' | 'report' | 'return' | 'retire' | 'close' | 'reopen' | 'end'
      task: number
      unit: number
      claim: string
    }
  | { do: 'refresh'; day: number }

const UNITS = [PEOPLE.department, PEOPLE.otherDepartment, PEOPLE.city, PEOPLE.leader].map((one) => one.organizationId)

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('task' as const), chapter: fc.constantFrom('1', '2') }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom('assign', 'report', 'return', 'retire', 'close', 'reopen', 'end'),
      task: fc.nat(9),
      unit: fc.nat(3),
      claim: fc.constantFrom('on_track', 'behind', 'blocked'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('refresh' as const), day: fc.nat(400) }) },
)

/** What is asked of a task as steps that its machine allows: where each leads, and from which states. */
const MOVES = {
  retire: [['retired', ['dispatched', 'underway', 'closing']]],
  close: [
    ['underway', ['dispatched']],
    ['closing', ['underway']],
    ['closed', ['closing']],
  ],
  reopen: [['underway', ['dispatched', 'closing', 'closed', 'retired']]],
} as const

describe('light_count', () => {
  const database = withDatabase()

  async function run(handle: DatabaseHandle, steps: readonly Step[]): Promise<void> {
    let day = 0
    const ids = await handle.asSystem(async (trx) => {
      const programmeId = await addProgramme(trx)
      const cycleId = await addCycle(trx, programmeId)
      return { programmeId, cycleId, tasks: [await addTask(trx, programmeId)] }
    })
    for (const one of steps) {
      if (one.do === 'refresh') {
        day = Math.max(day, one.day)
        // Several at once, and evidence that comes in between.
        await Promise.all([
          refreshLights(handle, new Date(at('2026-01-05').getTime() + day * 86_400_000)),
          handle.asSystem(async (trx) => void ids.tasks.push(await addTask(trx, ids.programmeId))),
          refreshLights(handle, new Date(at('2026-01-05').getTime() + day * 86_400_000)),
        ])
        continue
      }
      await handle.asSystem(async (trx) => {
        if (one.do === 'task') return void ids.tasks.push(await addTask(trx, ids.programmeId, { chapter: one.chapter }))
        const task = ids.tasks[one.task % ids.tasks.length] as string
        const unit = UNITS[one.unit] as string
        if (one.do === 'assign') {
          const known = await trx
            .selectFrom('task_assignment')
            .select('seq')
            .where('task_id', '=', task)
            .where('organization_id', '=', unit)
            .where('ended_on', 'is', null)
            .executeTakeFirst()
          if (!known) await addAssignment(trx, task, unit)
        } else if (one.do === 'end') {
          await sql`update task_assignment set ended_on = '2026-02-01', ended_cause = 'amended'
            where task_id = ${task} and organization_id = ${unit} and ended_on is null`.execute(trx)
        } else if (one.do === 'report' || one.do === 'return') {
          const known = await trx
            .selectFrom('report_obligation')
            .select('id')
            .where('task_id', '=', task)
            .where('organization_id', '=', unit)
            .executeTakeFirst()
          const id = known?.id ?? (await addObligation(trx, ids.cycleId, task, unit))
          await addReport(trx, id, { claim: one.claim, state: one.do === 'return' ? 'returned' : 'accepted' })
        } else {
          for (const [state, from] of MOVES[one.do])
            await sql`update task set state = ${state}, retired_reason = ${state === 'retired' ? '撤回' : null}
              where id = ${task} and state = any (${sql.val(from)}::text[])`.execute(trx)
        }
      })
    }
  }

  test('[DEL-322] equals a recount after any order of events, refreshes at once included', {
    timeout: 300_000,
  }, async () => {
    const { handle } = database
    await handle.asSystem(addPeople)
    await handle.asSystem(async (trx) => {
      await sql`insert into jurisdiction (code, level, parent_code, name, short_name, source)
        values ('000000', 'nation', null, '全国', '全国', 'test'), ('450000', 'province', '000000', '广西', '广西', 'test'),
          ('440000', 'province', '000000', '广东', '广东', 'test'), ('450500', 'city', '450000', '北海', '北海', 'test')
        on conflict do nothing`.execute(trx)
      await sql`update organization set jurisdiction_code = case when id = ${UNITS[2] as string} then '450500'
        when id = ${UNITS[1] as string} then '440000' else '450000' end`.execute(trx)
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        await run(handle, steps)
        await refreshLights(handle, at('2027-03-01'))
        const { kept, counted, wrong } = await recount(handle)
        expect(kept).toEqual(counted)
        expect(wrong).toBe(0)
      }),
      { numRuns: 25, endOnFailure: true },
    )
  })
})
