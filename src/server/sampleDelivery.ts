import { sql } from 'kysely'
import { refreshLights } from '../delivery/lights/index.ts'
import { closeCycle, createCycle, openCycle, reviewReport, submitReport } from '../delivery/reporting/index.ts'
import {
  actAsOffice,
  createProgramme,
  dispatch,
  fileWorkPlan,
  markMilestone,
  previewDispatch,
  receiveMany,
  requestClose,
} from '../delivery/tasks/index.ts'
import { catalogueId } from '../gazetteer/index.ts'
import type { Actor } from '../platform/access/index.ts'
import type { DatabaseHandle } from '../platform/database/index.ts'
import { actorsOf, peopleOf, type SampleUser } from './sampleCatalogue.ts'
import { loadSampleIndicators } from './sampleIndicators.ts'
import { loadSampleMatters } from './sampleMatters.ts'
import type { SamplePart } from './samplePart.ts'
import { loadSampleProjects } from './sampleProjects.ts'
import { reportOf, type Story, storyOf } from './sampleStory.ts'
import { SAMPLE_CLERK } from './session.ts'

/** Who plays the sample, and on what. */
export interface SampleStage {
  office: Actor
  /** The sample's people by their keys. */
  people: ReadonlyMap<string, Actor>
  /** Who writes for a unit: the sample's person, else one without a sign-in. */
  unitOf(organizationId: string, name: string): Actor
  /** Tasks of the programme by their numbers. */
  tasks: ReadonlyMap<number, string>
  now: Date
}

/**
 * Plays the delivery of what is confirmed of the sample plans, through the functions that people use: a programme, its
 * tasks dispatched, received and planned, a half-year's cycle reported, consolidated and reviewed, one task signed off;
 * then the present half-year opens, so that a desk is not empty. Besides it indicators with their figures, a pool of
 * projects, a supervision notice, a matter that is raised and a meeting. Only where no programme is.
 * @param part only the tasks of one province, and nothing besides them
 * @returns true when anything was added
 */
export async function loadSampleDelivery(
  database: DatabaseHandle,
  user: SampleUser,
  now: Date = new Date(),
  part: SamplePart | null = null,
): Promise<boolean> {
  const actors = actorsOf(user)
  const office = actors.find(({ role }) => role === 'office')
  const plans = await database.asSystem(async (trx) => {
    const { rows } = await sql<{ id: string; title: string }>`
      select d.id, d.title from document d
      where d.sample and not exists (select from programme)
        and exists (select from commitment c where c.document_id = d.id and c.state = 'confirmed' and c.current)
      order by d.ordinal`.execute(trx)
    return rows
  })
  if (!office || plans.length === 0) return false
  for (const { id, title } of plans) {
    const programmeId = await sendOut(database, office, { id, title }, now, part)
    if (programmeId) await new Played(database, office, actors, programmeId, now).play()
  }
  if (part) return true
  const stage = await stageOf(database, user, office, now)
  await loadSampleIndicators(database, stage)
  await loadSampleProjects(database, stage)
  await refreshLights(database, now)
  await loadSampleMatters(database, stage)
  await refreshLights(database, now)
  return true
}

async function stageOf(database: DatabaseHandle, user: SampleUser, office: Actor, now: Date): Promise<SampleStage> {
  const actors = actorsOf(user)
  const people = new Map(peopleOf(user).flatMap(({ key }, index) => (actors[index] ? [[key, actors[index]]] : [])))
  const tasks = await database.asSystem((trx) => trx.selectFrom('task').select(['id', 'number']).execute())
  return {
    ...{ office, people, now },
    unitOf: (organizationId, name) => writerOf(actors, organizationId, name),
    tasks: new Map(tasks.map(({ id, number }) => [number, id])),
  }
}

/** Who writes for a unit: the sample's person, else one without a sign-in. */
function writerOf(actors: Iterable<Actor>, organizationId: string, organizationName: string): Actor {
  for (const one of actors)
    if (one.organizationId === organizationId && (one.role === 'department' || one.role === 'city')) return one
  const userId = `${SAMPLE_CLERK.id}${organizationId}`
  return { userId, userName: SAMPLE_CLERK.name, organizationId, organizationName, role: 'department' }
}

/** The programme with its tasks; their terms in the plan are over, so the sample gives them later ones. */
async function sendOut(
  database: DatabaseHandle,
  office: Actor,
  plan: { id: string; title: string },
  now: Date,
  part: SamplePart | null,
): Promise<string | null> {
  const { at } = lastHalfYear(now)
  const dueOn = `${now.getUTCFullYear() + 1}-12-31`
  const day = at(1, 12)
  return database
    .withClock(() => day)
    .asActor(office, async (trx) => {
      const startsOn = at(1, 1).toISOString().slice(0, 10)
      const made = await createProgramme(
        trx,
        office,
        { title: `${plan.title}台账`, documentId: plan.id, startsOn },
        day,
      )
      const { items } = await previewDispatch(trx, made)
      const ready = items.filter(({ state }) => state === 'ready' || (part?.lead && state === 'no_unit'))
      if (ready.length === 0) return null
      const sent = ready.map(({ commitmentId, revision, units }) => ({
        ...{ commitmentId, revision, dueOn },
        units: part?.lead
          ? [{ organizationId: catalogueId(part.jurisdiction, part.lead), role: 'lead' as const }]
          : units.map(({ organizationId, role }) => ({ organizationId, role })),
      }))
      await dispatch(trx, office, made, { items: sent }, { now: day })
      return made
    })
}

interface PlayedTask {
  id: string
  revision: number
  pace: 'finite' | 'ongoing'
  leads: string[]
}

interface Owed {
  id: string
  taskId: string
  unit: string
  receiver: string
  role: 'lead' | 'responsible' | 'participant'
}

/** One programme's half-year, as its units and the office played it. */
class Played {
  readonly #database: DatabaseHandle
  readonly #office: Actor
  readonly #programmeId: string
  readonly #now: Date
  readonly #people: Map<string, Actor>
  readonly #half: HalfYear

  constructor(database: DatabaseHandle, office: Actor, actors: readonly Actor[], programmeId: string, now: Date) {
    this.#database = database
    this.#office = office
    this.#programmeId = programmeId
    this.#now = now
    this.#half = lastHalfYear(now)
    const units = actors.filter(({ role }) => role === 'department' || role === 'city')
    this.#people = new Map(units.map((one) => [one.organizationId, one]))
  }

  async play(): Promise<void> {
    const { at, period } = this.#half
    const tasks = await this.#tasks()
    const stories = new Map(tasks.map(({ id }, place) => [id, storyOf(place)]))
    await this.#receive()
    for (const task of tasks) await this.#plan(task, stories.get(task.id) ?? storyOf(0))
    const cycleId = await this.#open(period, at(6, 12))
    await refreshLights(this.#database, at(6, 13))
    await this.#report(cycleId, stories)
    await this.#signOff(tasks, stories)
    await refreshLights(this.#database, at(7, 5))
    await this.#on(at(7, 6)).asActor(this.#office, (trx) => closeCycle(trx, this.#office, cycleId, true, at(7, 6)))
    await refreshLights(this.#database, at(7, 7))
    await this.#open(presentHalfYear(this.#now), this.#now)
  }

  #on(moment: Date): DatabaseHandle {
    return this.#database.withClock(() => moment)
  }

  #of(organizationId: string): Actor {
    return writerOf(this.#people.values(), organizationId, '')
  }

  async #tasks(): Promise<PlayedTask[]> {
    const { rows } = await this.#database.asSystem((trx) =>
      sql<PlayedTask & { units: { id: string; name: string }[] }>`
        select t.id, t.revision, t.pace, array(select a.organization_id from task_assignment a
            where a.task_id = t.id and a.role <> 'participant' order by a.seq) as leads,
          (select json_agg(json_build_object('id', o.id, 'name', o.name)) from task_assignment a
            join organization o on o.id = a.organization_id where a.task_id = t.id) as units
        from task t where t.programme_id = ${this.#programmeId}::uuid order by t.number`.execute(trx),
    )
    for (const { id, name } of rows.flatMap(({ units }) => units))
      this.#people.set(id, { ...this.#of(id), organizationName: this.#people.get(id)?.organizationName ?? name })
    return rows
  }

  async #receive(): Promise<void> {
    const day = this.#half.at(1, 14)
    for (const unit of this.#people.values()) {
      await this.#on(day).asActor(unit, async (trx) => {
        const { rows } = await sql<{ id: string }>`
          select t.id from task t join task_assignment a on a.task_id = t.id
          where t.programme_id = ${this.#programmeId}::uuid and a.organization_id = ${unit.organizationId}::uuid
            and a.ended_on is null and a.received_at is null order by t.number`.execute(trx)
        const ids = rows.map(({ id }) => id)
        await receiveMany(trx, unit, ids, day)
      })
    }
  }

  /** The first lead files a work plan: one milestone of the half-year, one that is still to come. */
  async #plan({ id, leads: [first] }: PlayedTask, { keptFirst }: Story): Promise<void> {
    if (!first) return
    const { at } = this.#half
    const unit = this.#of(first)
    const milestones = [
      { title: '（示例）完成方案编制', dueOn: dayOf(at(5, 20)) },
      { title: '（示例）完成年度建设任务', dueOn: `${this.#now.getUTCFullYear() + 1}-06-30` },
    ]
    const body = { text: '（示例）先调查和编制方案，再分批实施，年底前验收。', milestones }
    await this.#on(at(1, 26)).asActor(unit, (trx) => fileWorkPlan(trx, unit, id, body, { now: at(1, 26) }))
    if (!keptFirst) return
    await this.#on(at(5, 18)).asActor(unit, async (trx) => {
      const [one] = (
        await trx
          .selectFrom('milestone')
          .select(['id', 'revision'])
          .where('task_id', '=', id)
          .orderBy('position')
          .execute()
      ).slice(0, 1)
      const version = { ifMatch: `"v${one?.revision}"`, now: at(5, 18) }
      if (one) await markMilestone(trx, unit, one.id, dayOf(at(5, 18)), version)
    })
  }

  async #open(period: string, moment: Date): Promise<string> {
    return this.#on(moment).asActor(this.#office, async (trx) => {
      const made = await createCycle(trx, this.#office, this.#programmeId, period)
      await openCycle(trx, this.#office, made, moment)
      return made
    })
  }

  /** Participants report to their leads, who build on them; of the leads one is silent, and one is sent back. */
  async #report(cycleId: string, stories: ReadonlyMap<string, Story>): Promise<void> {
    const { at } = this.#half
    const owed = await this.#database.asSystem(async (trx) => {
      const { rows } = await sql<Owed>`
        select o.id, o.task_id as "taskId", o.organization_id as unit, o.reports_to as receiver, o.role
        from report_obligation o join task t on t.id = o.task_id where o.cycle_id = ${cycleId}::uuid
        order by o.role = 'participant' desc, t.number, o.id`.execute(trx)
      return rows
    })
    const toOffice = owed.filter(({ receiver }) => receiver === this.#office.organizationId)
    const silent = toOffice.at(-1)
    for (const one of owed) {
      if (one === silent) continue
      const unit = this.#of(one.unit)
      const parts = owed.filter(({ taskId, receiver }) => taskId === one.taskId && receiver === one.unit)
      const content = reportOf(
        stories.get(one.taskId) ?? storyOf(0),
        parts.map(({ id }) => id),
      )
      const send = (moment: Date) =>
        this.#on(moment).asActor(unit, (trx) => submitReport(trx, unit, { obligationId: one.id, content }, moment))
      const decide = async ({ reportId }: { reportId: string }, moment: Date, reason?: string) => {
        const decision = reason ? { decision: 'returned' as const, reason } : { decision: 'accepted' as const }
        const review = { reportId, ...decision }
        await this.#on(moment).asActor(this.#office, (trx) => reviewReport(trx, this.#office, review, moment))
      }
      const sent = await send(one.role === 'participant' ? at(6, 20) : at(6, 24))
      if (one.receiver !== this.#office.organizationId) continue
      if (one === toOffice.at(1)) {
        await decide(sent, at(6, 26), '（示例）请补充用海审批的时间安排。')
        await decide(await send(at(6, 29)), at(6, 30))
      } else await decide(sent, at(6, 29))
    }
  }

  /** What is done is signed off (销号): each lead asks, the office closes. */
  async #signOff(tasks: readonly PlayedTask[], stories: ReadonlyMap<string, Story>): Promise<void> {
    const { at } = this.#half
    for (const { id, leads, pace } of tasks) {
      if (stories.get(id)?.claim !== 'done' || pace === 'ongoing') continue
      for (const lead of leads) {
        const unit = this.#of(lead)
        await this.#on(at(7, 1)).asActor(unit, (trx) => requestClose(trx, unit, id, '（示例）已通过验收。', at(7, 1)))
      }
      await this.#on(at(7, 3)).asActor(this.#office, (trx) =>
        actAsOffice(trx, this.#office, id, 'close', { reason: '（示例）同意销号。', ifMatch: '*', now: at(7, 3) }),
      )
    }
  }
}

const dayOf = (moment: Date) => moment.toISOString().slice(0, 10)

interface HalfYear {
  period: string
  /** A day of it at ten in the morning; months count from its first, the seventh is the one after it. */
  at: (month: number, day: number) => Date
}

/** The half-year that has ended. */
function lastHalfYear(now: Date): HalfYear {
  const year = now.getUTCFullYear()
  const isFirst = now.getUTCMonth() >= 6
  const [ofYear, half, before] = isFirst ? [year, 'H1', 0] : [year - 1, 'H2', 6]
  return {
    period: `${ofYear}${half}`,
    at: (month, day) => new Date(Date.UTC(ofYear, before + month - 1, day, 2)),
  }
}

const presentHalfYear = (now: Date) => `${now.getUTCFullYear()}${now.getUTCMonth() < 6 ? 'H1' : 'H2'}`
