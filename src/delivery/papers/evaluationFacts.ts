import type { Trx } from '../../platform/database/index.ts'
import { todayInChina } from '../../platform/time.ts'
import type { Indicator } from '../indicators/schemas.ts'
import type { ProgrammeScores } from '../scores/index.ts'
import {
  contradictionsOf,
  type EscalationFact,
  escalationsOf,
  indicatorsOf,
  type LightFact,
  lightsAt,
  momentOf,
  type NoticeFact,
  noticesOf,
  type ObligationFact,
  obligationsOf,
  type ProgrammeFacts,
  placeNames,
  programmeOf,
  type TaskFact,
  tasksOf,
} from './facts.ts'
import { type ProjectFact, projectFactsOf } from './projectFacts.ts'
import { paperRefusals } from './refusals.ts'

export type EvaluationKind = 'annual' | 'midterm'

/** Everything that an evaluation says, before it is said. */
export interface EvaluationFacts {
  kind: EvaluationKind
  programme: ProgrammeFacts
  year: number
  /** The first year told of: the year itself, or the programme's first. */
  from: number
  today: string
  /** The day of the lights. */
  asOf: string
  /** The day that the lights are compared with; null: nothing is known of then. */
  comparedWith: string | null
  tasks: TaskFact[]
  obligations: ObligationFact[]
  lights: Map<string, LightFact>
  before: Map<string, LightFact> | null
  indicators: Indicator[]
  escalations: EscalationFact[]
  notices: NoticeFact[]
  contradictions: number
  places: Map<string, string>
  projects: ProjectFact[]
  /** Of the year, under the rule that counts for it; null: there is no rule. */
  scores: ProgrammeScores | null
}

/** Scores are counted as the system sees the reports, hence apart from what the actor may read. */
export type ReadFacts = Omit<EvaluationFacts, 'scores'>

/** @throws Refusal paper_programme_not_found, paper_year_outside */
export async function evaluationFacts(
  trx: Trx,
  kind: EvaluationKind,
  programmeId: string,
  wantedYear: number | undefined,
  now: Date,
): Promise<ReadFacts> {
  const programme = await programmeOf(trx, programmeId)
  const today = todayInChina(now)
  const thisYear = Number(today.slice(0, 4))
  const first = Number(programme.startsOn.slice(0, 4))
  const year = wantedYear ?? Math.max(thisYear, first)
  if (year < first || year > thisYear) throw paperRefusals.yearOutside(year, first, thisYear)
  const from = kind === 'annual' ? year : first
  const moment = await momentOf(trx, programmeId, year, now)
  const asOf = todayInChina(moment)
  // The turn of a year is the end of its last day.
  const lightDay = moment < now && asOf > `${year}-12-31` && isTurn(moment) ? `${year}-12-31` : asOf
  const earlier = new Date(`${from}-01-01T00:00:00+08:00`)
  const before = await lightsAt(trx, programmeId, earlier)
  const ended = (day: string | null) => day !== null && day <= `${year}-12-31`
  const tasks = (await tasksOf(trx, programmeId)).filter(({ dispatchedOn }) => ended(dispatchedOn))
  // Figures of a year are owed by the middle of the next: a year that is over is judged by them.
  const judged = year < thisYear && today < `${year + 1}-07-01` ? today : year < thisYear ? `${year + 1}-07-01` : today
  const indicators = (await indicatorsOf(trx, programme, judged)).map((one) => ({
    ...one,
    figures: one.figures.filter(({ period }) => Number(period.slice(0, 4)) <= year),
  }))
  return {
    kind,
    programme,
    year,
    from,
    today,
    asOf: lightDay,
    comparedWith: before.size > 0 ? `${from - 1}-12-31` : null,
    tasks,
    obligations: await obligationsOf(trx, programmeId, from, year),
    lights: await lightsAt(trx, programmeId, moment),
    before: before.size > 0 ? before : null,
    indicators,
    escalations: await escalationsOf(trx, programmeId, from, year),
    notices: await noticesOf(trx, programmeId, from, year),
    contradictions: await contradictionsOf(trx, programmeId, from, year),
    places: await placeNames(trx),
    projects: await projectFactsOf(trx, programme, from, year),
  }
}

function isTurn(moment: Date): boolean {
  return new Date(moment.getTime() + 8 * 3_600_000).toISOString().endsWith('-01-01T00:00:00.000Z')
}
