import { isDeepStrictEqual } from 'node:util'
import type { FastifyInstance } from 'fastify'
import { addDays } from '../../platform/calendar/index.ts'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import type { JobLog } from '../../platform/jobs/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { loadFindings } from './inputs.ts'
import { judge } from './rules/judge.ts'
import { LIGHT_RULES_VERSION } from './rules/lightRules.ts'
import {
  addLightChanges,
  addToCounts,
  type CountDifference,
  type DueTask,
  judgeAnew,
  type LightChange,
  loadDueTasks,
  loadLights,
  lockLights,
  noDifference,
  putOff,
  removeLights,
  type StandingLight,
  saveLights,
  snapshotClosedCycles,
  takeDue,
} from './store.ts'
import { ALL_CHAPTERS } from './types.ts'

const NO_LOG: JobLog = { error() {} }

/** Tasks in one transaction: others that wait for the lock do not wait long. */
const BATCH = 2000

export interface Refreshed {
  /** How many tasks were judged, and how many lights or reasons became others. */
  judged: number
  changed: number
}

interface Queue {
  running: Promise<Refreshed>
  next?: Promise<Refreshed>
}
const queues = new WeakMap<DatabaseHandle, Queue>()
/** Where this process has made sure that every light is by the rules that it knows. */
const judgedAnew = new WeakSet<DatabaseHandle>()

/**
 * Judges the tasks whose evidence changed, or whose day has come, and brings task_light, light_change and light_count up
 * to date. What was committed before the call is judged when it answers: call it after a transaction that touched
 * evidence, never inside of one. Calls that come while it runs share the next run. A task that cannot be judged is logged
 * and keeps its light; it stops no other.
 */
export function refreshLights(
  database: DatabaseHandle,
  now: Date = new Date(),
  log: JobLog = NO_LOG,
): Promise<Refreshed> {
  const queue = queues.get(database)
  if (!queue) return start(database, now, log)
  queue.next ??= queue.running.then(
    () => start(database, now, log),
    () => start(database, now, log),
  )
  return queue.next
}

/**
 * Refreshes after what a person did was committed: it is done whatever becomes of the lights, so that a failure is
 * logged, and the job that comes every few seconds makes up for it.
 */
export async function keepLights(
  { database, clock, log }: Pick<FastifyInstance, 'database' | 'clock' | 'log'>,
  now: Date = clock(),
): Promise<void> {
  try {
    await refreshLights(database, now, log)
  } catch (error) {
    log.error({ err: error }, 'lights were not refreshed')
  }
}

function start(database: DatabaseHandle, now: Date, log: JobLog): Promise<Refreshed> {
  const queue: Queue = { running: drain(database, now, log) }
  queues.set(database, queue)
  const done = () => {
    if (!queue.next) queues.delete(database)
  }
  queue.running.then(done, done)
  return queue.running
}

async function drain(database: DatabaseHandle, now: Date, log: JobLog): Promise<Refreshed> {
  const total: Refreshed = { judged: 0, changed: 0 }
  if (!judgedAnew.has(database)) {
    await database.asSystem((trx) => judgeAnew(trx, LIGHT_RULES_VERSION))
    judgedAnew.add(database)
  }
  while (true) {
    const { judged, changed } = await database.asSystem((trx) => refreshBatch(trx, now, log))
    total.judged += judged
    total.changed += changed
    if (judged === 0) return total
  }
}

async function refreshBatch(trx: Trx, now: Date, log: JobLog): Promise<Refreshed> {
  const today = todayInChina(now)
  await lockLights(trx)
  const ids = await takeDue(trx, today, BATCH)
  if (ids.length === 0) {
    await snapshotClosedCycles(trx)
    return { judged: 0, changed: 0 }
  }
  const tasks = await loadDueTasks(trx, ids)
  const { findings, failed } = await loadFindings(trx, ids, today)
  const standing = await loadLights(trx, ids)

  const counts = new Differences()
  const changes: LightChange[] = []
  const saved: ({ taskId: string } & StandingLight)[] = []
  const removed: string[] = []
  const kept: string[] = []
  for (const task of tasks) {
    const before = standing.get(task.taskId)
    let after: StandingLight | null
    try {
      if (failed.has(task.taskId)) throw failed.get(task.taskId)
      after = lightOf(task, findings.get(task.taskId) ?? [], before, today)
    } catch (error) {
      log.error({ err: error, taskId: task.taskId }, 'a task could not be judged')
      kept.push(task.taskId)
      continue
    }
    if (before && after && isDeepStrictEqual(before, after)) continue
    if (before) counts.add(task.chapterLabel, before, -1)
    if (after) {
      counts.add(task.chapterLabel, after, 1)
      saved.push({ taskId: task.taskId, ...after })
    } else if (before) removed.push(task.taskId)
    if (before?.light === after?.light && isDeepStrictEqual(before?.reasons, after?.reasons)) continue
    changes.push({
      taskId: task.taskId,
      light: after?.light ?? 'none',
      reasons: after?.reasons ?? [],
      rulesVersion: LIGHT_RULES_VERSION,
    })
  }
  await saveLights(trx, saved, now)
  await removeLights(trx, removed)
  await putOff(trx, kept, addDays(today, 1))
  await addLightChanges(trx, changes, now)
  await addToCounts(trx, counts.list())
  return { judged: ids.length, changed: changes.length }
}

function lightOf(
  { evidence, programmeId, chapter, places, visibility, owner, assigned }: DueTask,
  findings: NonNullable<DueTask['evidence']>['findings'],
  before: StandingLight | undefined,
  today: string,
): StandingLight | null {
  if (!evidence) return null
  const { light, reasons, severity, grade, checkOn } = judge({ ...evidence, findings }, today)
  return {
    light,
    reasons: JSON.parse(JSON.stringify(reasons)), // as it comes back from the table
    severity,
    grade,
    rulesVersion: LIGHT_RULES_VERSION,
    since: before?.light === light ? before.since : today,
    checkOn,
    programmeId,
    chapter,
    places,
    visibility,
    owner,
    assigned,
  }
}

/** Sums what changes in each cell of light_count. */
class Differences {
  readonly #cells = new Map<string, CountDifference>()

  add(
    chapterLabel: string,
    {
      programmeId,
      chapter,
      places,
      light,
      grade,
    }: Pick<StandingLight, 'programmeId' | 'chapter' | 'places' | 'light' | 'grade'>,
    by: 1 | -1,
  ): void {
    for (const place of places) {
      for (const counted of [
        { chapter, chapterLabel },
        { chapter: ALL_CHAPTERS, chapterLabel: '' },
      ]) {
        const key = JSON.stringify([programmeId, counted.chapter, place])
        const cell = this.#cells.get(key) ?? noDifference({ programmeId, ...counted, place })
        this.#cells.set(key, cell)
        cell[light] += by
        cell[`grade_${grade}`] += by
      }
    }
  }

  list(): CountDifference[] {
    return [...this.#cells.values()]
  }
}
