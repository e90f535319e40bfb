import {
  decideRequest,
  type Geometry,
  linkProjectTask,
  listRequests,
  type NewProject,
  type NewRequest,
  proposeProject,
  reportProgress,
  requestChange,
} from '../delivery/projects/index.ts'
import type { Actor } from '../platform/access/index.ts'
import type { DatabaseHandle, Trx } from '../platform/database/index.ts'
import { todayInChina } from '../platform/time.ts'
import { readSample } from './sampleCatalogue.ts'
import type { SampleStage } from './sampleDelivery.ts'

interface SampleProject {
  name: string
  /** Which of the sample's people answers for it. */
  unit: string
  class: 'proposed' | 'reserve' | 'preparing' | 'starting' | 'continuing'
  code: string | null
  place: string
  industry: string
  content: string
  builder: string
  totalWan: number
  plannedWan: number | null
  /** Since 1 January, up to the first month of the year and to the last; null: nothing was reported. */
  investedWan: [number, number] | null
  stage: string
  elements: NonNullable<NewProject['elements']>
  geometry: Geometry
  /** The number of the task that it carries out. */
  task: number | null
}

const REASON = '（示例）城市群重大项目'
const EVIDENCE = '（示例）施工许可证'
const SOURCE = '示例数据，非统计结果'

/**
 * Plays a small pool of made-up projects, through the functions that people use: each is proposed by the unit that
 * answers for it and decided by the office, but the last one waits; those at work are on the running year's list.
 */
export async function loadSampleProjects(database: DatabaseHandle, stage: SampleStage): Promise<void> {
  for (const wanted of readSample<SampleProject[]>('projects.json')) {
    const unit = stage.people.get(wanted.unit)
    if (unit) await new PlayedProject(database, stage, unit, wanted).play()
  }
}

class PlayedProject {
  readonly #database: DatabaseHandle
  readonly #stage: SampleStage
  readonly #unit: Actor
  readonly #wanted: SampleProject
  readonly #today: string

  constructor(database: DatabaseHandle, stage: SampleStage, unit: Actor, wanted: SampleProject) {
    this.#database = database
    this.#stage = stage
    this.#unit = unit
    this.#wanted = wanted
    this.#today = todayInChina(stage.now)
  }

  async play(): Promise<void> {
    const { task } = this.#wanted
    const id = await this.#propose()
    if (this.#wanted.class === 'proposed') return
    await this.#decide(id)
    await this.#list(id)
    await this.#report(id)
    const { office, tasks } = this.#stage
    const taskId = task === null ? undefined : tasks.get(task)
    if (taskId) await this.#database.asActor(office, (trx) => linkProjectTask(trx, office, id, taskId, true))
  }

  /** Works that are to start this year began in its March, or last October where that has not come. */
  get #startedOn(): string {
    const year = Number(this.#today.slice(0, 4))
    if (this.#wanted.class === 'continuing') return `${year - 1}-04-10`
    const march = `${year}-03-05`
    return march <= this.#today ? march : `${year - 1}-10-12`
  }

  #propose(): Promise<string> {
    const { name, class: wanted, code, place, industry, content, builder, elements, geometry } = this.#wanted
    const atWork = wanted === 'starting' || wanted === 'continuing'
    const year = Number(this.#startedOn.slice(0, 4))
    const body: NewProject = {
      ...{ name, code, place, industry, content, builder, elements, geometry, reason: REASON },
      ownerOrganizationId: this.#stage.office.organizationId,
      investmentTotalWan: this.#wanted.totalWan,
      ...(wanted === 'proposed' ? {} : { toClass: wanted }),
      ...(atWork ? { happenedOn: this.#startedOn, evidence: EVIDENCE } : {}),
      ...(atWork ? { startPlanned: this.#startedOn.slice(0, 7), finishPlanned: `${year + 2}-12` } : {}),
    }
    return this.#asUnit((trx) => proposeProject(trx, this.#unit, body, this.#today))
  }

  /** The office approves what waits about it. */
  async #decide(id: string): Promise<void> {
    const { office } = this.#stage
    await this.#database.asActor(office, async (trx) => {
      const { items } = await listRequests(trx, { state: 'proposed' })
      for (const one of items.filter(({ project }) => project.id === id))
        await decideRequest(trx, office, one.id, { decision: 'approve' }, `"v${one.revision}"`, this.#today)
    })
  }

  /** Onto the list of the running year, where it stands on one. */
  async #list(id: string): Promise<void> {
    const { class: wanted, plannedWan } = this.#wanted
    if (wanted === 'reserve' || wanted === 'proposed') return
    const year = Number(this.#today.slice(0, 4))
    const before = Number(this.#startedOn.slice(0, 4)) < year
    const toClass = wanted === 'preparing' ? wanted : before ? 'continuing' : 'starting'
    const body: NewRequest = { kind: 'enter_year', year, toClass, plannedWan, reason: REASON }
    await this.#asUnit((trx) => requestChange(trx, this.#unit, id, body, this.#today))
    await this.#decide(id)
  }

  /** What was invested up to the first month and to the last that is over: in January nothing yet. */
  async #report(id: string): Promise<void> {
    const { investedWan, stage } = this.#wanted
    const year = this.#today.slice(0, 4)
    const over = Number(this.#today.slice(5, 7)) - 1
    if (!investedWan || over < 1) return
    const months = over === 1 ? [1] : [1, over]
    for (const [index, month] of months.entries()) {
      const body = {
        ...{ month: `${year}-${String(month).padStart(2, '0')}`, investedWan: investedWan[index] ?? 0, stage },
        ...{ grade: 'document' as const, source: SOURCE },
      }
      await this.#asUnit((trx) => reportProgress(trx, this.#unit, id, body, this.#today))
    }
  }

  #asUnit<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
    return this.#database.asActor(this.#unit, work)
  }
}
