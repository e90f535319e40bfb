import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { actorOf, addPeople, PEOPLE, withDatabase } from '../../../test/support/index.ts'
import { type Actor, roleMay } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/refusal.ts'
import { closeCycle, openCycle } from './cycles.ts'
import { dropDraft, saveDraft } from './drafts.ts'
import { reviewReport, waiveReport } from './review.ts'
import {
  OBLIGATION_MACHINE,
  OBLIGATION_STATES,
  type ObligationEvent,
  type ObligationState,
} from './rules/obligation.ts'
import { submitReport } from './submit.ts'
import { aReport, makeCycle, makeProgramme, obligationsOf } from './testing/world.ts'

/** QUNCE_ACTIONS=10000 for the long run. */
const ACTIONS = Number(process.env.QUNCE_ACTIONS) || 200
const CHECK_ALL_EVERY = ACTIONS > 1000 ? 100 : 20

const NOW = new Date('2026-06-24T02:00:00Z')
const office = actorOf('office')
/** An office as well, of another cluster: it may dispatch and review, but not here. */
const stranger: Actor = { ...actorOf('leader'), role: 'office', userId: 'user-5' }
const ACTORS: readonly Actor[] = [
  office,
  actorOf('department'),
  actorOf('otherDepartment'),
  actorOf('city'),
  actorOf('leader'),
  actorOf('administrator'),
  stranger,
]

interface Owed {
  id: string
  taskId: string
  cycle: number
  organizationId: string
  reportsTo: string
  state: ObligationState
  /** Every report ever sent, oldest first. */
  reports: { id: string; writer: string; text: string }[]
  draft: { text: string; revision: number } | null
}

const action = fc.record({
  kind: fc.constantFrom(
    ...([
      'draft',
      'draft',
      'submit',
      'submit',
      'submit',
      'review',
      'review',
      'review',
      'waive',
      'demand',
      'drop',
    ] as const),
    ...(['close', 'reopen', 'open', 'look', 'force', 'forge', 'steal'] as const),
  ),
  actor: fc.nat(ACTORS.length - 1),
  /** Half of the time whoever is entitled acts, so that the machine moves at all. */
  entitled: fc.boolean(),
  owed: fc.nat(1000),
  other: fc.nat(1000),
  state: fc.constantFrom(...OBLIGATION_STATES),
  accept: fc.boolean(),
  stale: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
})
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never

describe('any sequence of actions by anybody', () => {
  const database = withDatabase()
  beforeAll(() => database.handle.asSystem(addPeople), 120_000)

  test(
    `[DEL-240] ${ACTIONS} random actions reach no state outside of the machine, lose no report, show nobody another’s draft`,
    async () => {
      const outcomes = new Map<string, number>()
      await fc.assert(
        fc.asyncProperty(fc.array(action, { minLength: ACTIONS, maxLength: ACTIONS }), async (actions) => {
          const world = await makeWorld()
          for (const [index, one] of [...begun(world), ...actions].entries()) {
            const outcome = await perform(world, one)
            outcomes.set(`${one.kind} ${outcome}`, (outcomes.get(`${one.kind} ${outcome}`) ?? 0) + 1)
            if (index % CHECK_ALL_EVERY === 0 || index === actions.length + 2) await checkAll(world)
          }
        }),
        { numRuns: 1, endOnFailure: true },
      )
      if (process.env.QUNCE_ACTIONS) console.log(Object.fromEntries([...outcomes].sort()))
      // The run must have done something, and must have been refused something.
      for (const kind of ['draft', 'submit', 'review']) {
        expect([kind, (outcomes.get(`${kind} done`) ?? 0) > 0]).toEqual([kind, true])
        expect([kind, (outcomes.get(`${kind} refused`) ?? 0) > 0]).toEqual([kind, true])
      }
    },
    ACTIONS * 300 + 60_000,
  )

  /** A report that is written, sent and decided on: chance alone may leave one of these out. */
  function begun(world: World): Action[] {
    const owed = world.owed.findIndex(({ organizationId }) => organizationId !== office.organizationId)
    const rest = { actor: 0, entitled: true, owed, other: 0, state: 'due', stale: false } as const
    return (['draft', 'submit', 'review'] as const).map((kind) => ({ ...rest, kind, accept: kind === 'review' }))
  }

  async function makeWorld() {
    const [lead, other, city] = [PEOPLE.department, PEOPLE.otherDepartment, PEOPLE.city].map(
      (one) => one.organizationId,
    ) as [string, string, string]
    const { programmeId } = await makeProgramme(database.handle, {
      owner: office.organizationId,
      tasks: [
        { leads: [lead], participants: [city, other] },
        { leads: [other], participants: [city] },
        { leads: [lead, other], participants: [city] },
        { responsible: [city, office.organizationId] },
      ],
    })
    const cycles = [
      await makeCycle(database.handle, programmeId),
      await makeCycle(database.handle, programmeId, {
        period: '2025H2',
        startsOn: '2025-07-01',
        endsOn: '2025-12-31',
        opensOn: '2025-12-11',
        dueOn: '2025-12-31',
      }),
    ]
    const owed: Owed[] = []
    for (const [cycle, id] of cycles.entries()) {
      await database.handle.asActor(office, (trx) => openCycle(trx, office, id, NOW))
      for (const row of await obligationsOf(database.handle, id))
        owed.push({
          ...{ id: row.id, taskId: row.task_id, cycle, organizationId: row.organization_id, reportsTo: row.reports_to },
          ...{ state: 'due', reports: [], draft: null },
        })
    }
    return { cycles, closed: cycles.map(() => false), owed, count: 0 }
  }
  type World = Awaited<ReturnType<typeof makeWorld>>

  /** Does it, and holds the outcome against what the model says. */
  async function perform(world: World, one: Action): Promise<'done' | 'refused'> {
    const owed = world.owed[one.owed % world.owed.length]
    if (!owed) throw new Error('nothing is owed')
    world.count += 1
    const text = `话${world.count}`
    const actor = one.entitled ? entitledTo(one.kind, owed) : (ACTORS[one.actor] as Actor)
    const { may, work, after } = plan(world, one, owed, actor, text)
    const outcome = await database.handle.asActor(actor, work).then(
      () => 'done' as const,
      (error: unknown) => {
        const isRefusal = error instanceof Refusal || (error as { code?: string }).code === '42501'
        if (!isRefusal) throw error
        return 'refused' as const
      },
    )
    const told = { ...one, actor: actor.userName, organization: actor.organizationName, state: owed.state }
    expect([told, outcome]).toEqual([told, may === null ? outcome : may ? 'done' : 'refused'])
    if (outcome === 'done') after?.()
    const { rows } = await database.handle.asSystem((trx) =>
      sql<{
        state: string
        reports: number
      }>`select state, (select count(*) from report r where r.obligation_id = o.id) as reports
        from report_obligation o where id = ${owed.id}`.execute(trx),
    )
    expect([told, rows[0]]).toEqual([told, { state: owed.state, reports: owed.reports.length }])
    return outcome
  }

  function entitledTo(kind: Action['kind'], owed: Owed): Actor {
    const of = (id: string) =>
      ACTORS.find(({ organizationId, role }) => organizationId === id && roleMay(role, 'delivery.report')) ?? office
    if (['draft', 'submit', 'drop'].includes(kind)) return of(owed.organizationId)
    return kind === 'review' ? of(owed.reportsTo) : office
  }

  interface Plan {
    /** What the model says; null: it may be either, and changes nothing. */
    may: boolean | null
    work: (trx: Trx) => Promise<unknown>
    after?: () => void
  }

  function plan(world: World, one: Action, owed: Owed, actor: Actor, text: string): Plan {
    const me = actor.organizationId
    const reports = roleMay(actor.role, 'delivery.report')
    const isMine = owed.organizationId === me && reports
    const isOwner = me === office.organizationId && roleMay(actor.role, 'delivery.review')
    const allows = (event: ObligationEvent) => OBLIGATION_MACHINE[owed.state][event] !== null
    const step = (event: ObligationEvent) => () => {
      owed.state = OBLIGATION_MACHINE[owed.state][event] ?? owed.state
    }
    const content = aReport({ progress: text })
    switch (one.kind) {
      case 'draft': {
        const revision = one.stale ? 7 : (owed.draft?.revision ?? 0)
        let saved = 0
        return {
          may: isMine && allows('submit') && revision === (owed.draft?.revision ?? 0),
          work: async (trx) => {
            saved = (await saveDraft(trx, actor, owed.id, content, revision, NOW)).revision
          },
          after: () => {
            owed.draft = { text, revision: saved }
          },
        }
      }
      case 'drop': {
        const revision = one.stale ? 7 : (owed.draft?.revision ?? 0)
        return {
          may: isMine && (owed.draft === null || revision === owed.draft.revision),
          work: (trx) => dropDraft(trx, actor, owed.id, revision),
          after: () => {
            owed.draft = null
          },
        }
      }
      case 'submit': {
        const part = world.owed[one.other % world.owed.length]
        const uses =
          one.accept && part ? [part] : world.owed.filter((other) => isPartOf(other, owed) && isUsable(other))
        const fits = uses.every((other) => isPartOf(other, owed) && isUsable(other))
        const isTrouble = one.stale // a claim without the words it needs
        const submission = {
          obligationId: owed.id,
          content: aReport({
            progress: text,
            consolidates: uses.map(({ id }) => id),
            ...(isTrouble ? { claim: 'blocked' as const } : {}),
          }),
        }
        let reportId = ''
        return {
          may: isMine && allows('submit') && fits && !isTrouble && !world.closed[owed.cycle],
          work: async (trx) => {
            reportId = (await submitReport(trx, actor, submission, NOW)).reportId
          },
          after: () => {
            owed.state = 'submitted'
            owed.draft = null
            owed.reports.push({ id: reportId, writer: actor.userId, text })
            for (const other of uses) other.state = 'accepted'
          },
        }
      }
      case 'review': {
        const report = one.stale ? owed.reports[0] : owed.reports.at(-1)
        const isLatest = report === owed.reports.at(-1)
        const isReceiver = (owed.reportsTo === me && reports) || isOwner
        const isOwn = owed.organizationId === me // nobody of these has a colleague in the same office
        return {
          may: report !== undefined && isReceiver && !isOwn && isLatest && allows(one.accept ? 'accept' : 'return'),
          work: (trx) =>
            reviewReport(
              trx,
              actor,
              { reportId: report?.id ?? owed.id, decision: one.accept ? 'accepted' : 'returned', reason: text },
              NOW,
            ),
          after: step(one.accept ? 'accept' : 'return'),
        }
      }
      case 'waive':
      case 'demand': {
        const event = one.kind
        return {
          may: isOwner && allows(event),
          work: (trx) => waiveReport(trx, actor, { obligationId: owed.id, event, reason: text }),
          after: step(event),
        }
      }
      case 'close':
      case 'reopen': {
        const wanted = one.kind === 'close'
        return {
          may: isOwner && world.closed[owed.cycle] !== wanted,
          work: (trx) => closeCycle(trx, actor, world.cycles[owed.cycle] ?? '', wanted, NOW),
          after: () => {
            world.closed[owed.cycle] = wanted
          },
        }
      }
      case 'open':
        return {
          may: isOwner && !world.closed[owed.cycle],
          work: (trx) => openCycle(trx, actor, world.cycles[owed.cycle] ?? '', NOW),
        }
      case 'look':
        return { may: true, work: (trx) => look(trx, world, actor) }
      case 'force': {
        // The only steps that need no paper beside them are the office's own.
        const isOfficeStep =
          isOwner && ((one.state === 'waived' && allows('waive')) || (one.state === 'due' && allows('demand')))
        return {
          may: null,
          work: (trx) => sql`update report_obligation set state = ${one.state} where id = ${owed.id}`.execute(trx),
          after: () => {
            if (isOfficeStep) owed.state = one.state
          },
        }
      }
      case 'forge':
        return {
          may: null,
          work: async (trx) => {
            const { numAffectedRows } =
              await sql`insert into report (home_jurisdiction, id, obligation_id, number, task_id, cycle_id,
                organization_id, reports_to, owner_organization_id, content, claim, grade, user_id, user_name, organization_name)
              select home_jurisdiction, gen_random_uuid(), id, 1000 + ${world.count}, task_id, cycle_id, organization_id, reports_to,
                owner_organization_id, '{}', 'done', 'verified', ${actor.userId}, 'x', 'x' from report_obligation
              where id = ${owed.id} and organization_id <> ${me}`.execute(trx)
            expect(numAffectedRows ?? 0n).toBe(0n)
          },
        }
      case 'steal':
        return {
          may: null,
          work: async (trx) => {
            const { numAffectedRows } =
              await sql`update report_draft set organization_id = ${me}, user_id = ${actor.userId}
              where organization_id <> ${me}`.execute(trx)
            expect(numAffectedRows ?? 0n).toBe(0n)
          },
        }
    }
  }

  const isUsable = ({ state }: Owed) => state === 'submitted' || state === 'accepted'
  const isPartOf = (part: Owed, whole: Owed) =>
    part !== whole &&
    part.taskId === whole.taskId &&
    part.cycle === whole.cycle &&
    part.reportsTo === whole.organizationId

  /** Everything that the actor can see of drafts and reports is what the model says. */
  async function look(trx: Trx, world: World, actor: Actor): Promise<void> {
    const ids = world.owed.map(({ id }) => id)
    const drafts = await sql<{ id: string; text: string }>`select obligation_id as id, content ->> 'progress' as text
      from report_draft where obligation_id = any(${ids}::uuid[])`.execute(trx)
    const own = world.owed.filter(
      ({ organizationId, draft }) =>
        draft && organizationId === actor.organizationId && roleMay(actor.role, 'delivery.report'),
    )
    expect(sorted(drafts.rows)).toEqual(sorted(own.map(({ id, draft }) => ({ id, text: draft?.text ?? '' }))))
    const seen = await sql<{ id: string; text: string }>`select id, content ->> 'progress' as text from report
      where obligation_id = any(${ids}::uuid[])`.execute(trx)
    const visible = world.owed.flatMap((owed) =>
      owed.reports.filter((report) => {
        if (!roleMay(actor.role, 'delivery.read')) return false
        const isNear = [owed.organizationId, owed.reportsTo, office.organizationId].includes(actor.organizationId)
        return isNear || (owed.state === 'accepted' && report === owed.reports.at(-1))
      }),
    )
    expect(sorted(seen.rows)).toEqual(sorted(visible.map(({ id, text }) => ({ id, text }))))
  }

  async function checkAll(world: World): Promise<void> {
    for (const actor of ACTORS) await database.handle.asActor(actor, (trx) => look(trx, world, actor))
    const ids = world.owed.map(({ id }) => id)
    await database.handle.asSystem(async (trx) => {
      const states = await sql<{
        id: string
        text: string
      }>`select id, state as text from report_obligation where id = any(${ids}::uuid[])`.execute(trx)
      expect(sorted(states.rows)).toEqual(sorted(world.owed.map(({ id, state }) => ({ id, text: state }))))
      const kept = await sql<{
        id: string
        text: string
      }>`select id, content ->> 'progress' as text from report where obligation_id = any(${ids}::uuid[])`.execute(trx)
      expect(sorted(kept.rows)).toEqual(
        sorted(world.owed.flatMap(({ reports }) => reports.map(({ id, text }) => ({ id, text })))),
      )
    })
  }

  const sorted = (rows: readonly { id: string; text: string }[]) => rows.map(({ id, text }) => `${id} ${text}`).sort()
})
