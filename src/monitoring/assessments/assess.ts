import { sql } from 'kysely'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import type { JobLog } from '../../platform/jobs/index.ts'
import { assessAirDays } from './assessAir.ts'
import {
  attestedOf,
  keyOf,
  type MonthSource,
  observationNames,
  type SectionMonthKey,
  type Standing,
  sourcesOf,
  standingsOf,
} from './inputs.ts'
import { judgeMonth, type KeptValue } from './rules/month.ts'
import { judgeYear, type MonthOfYear } from './rules/year.ts'
import { type Judged, type Saved, saveJudged } from './save.ts'

/** Station-months that are assessed in one transaction. */
const PORTION = 600
/** Section-months that are read and judged at once. */
const AT_ONCE = 300

interface Due {
  station: string
  month: string
  late: boolean
  kind: string
}

/**
 * Assesses every month that changed since it was last assessed, and the years that stand on them, in portions of one
 * transaction each. What is marked meanwhile is taken the next time.
 * @returns how many assessments were kept
 */
export async function assessDue(database: DatabaseHandle, log?: JobLog): Promise<number> {
  const { rows } = await database.asSystem((trx) =>
    sql<{ left: number }>`select count(*)::integer as left from assessment_due`.execute(trx),
  )
  let kept = 0
  for (let left = rows[0]?.left ?? 0; left > 0; ) {
    const done = await database.asSystem((trx) => assessPortion(trx, log))
    if (done.taken === 0) break
    left -= done.taken
    kept += done.kept
  }
  return kept
}

async function assessPortion(trx: Trx, log: JobLog | undefined): Promise<{ taken: number; kept: number }> {
  // The mark is taken away before anything is read: what is written meanwhile puts it back.
  const { rows: due } = await sql<Due>`
    delete from assessment_due a using station s
    where s.id = a.station_id and (a.station_id, a.month) in (
      select station_id, month from assessment_due order by since, station_id, month limit ${PORTION} for update skip locked)
    returning a.station_id as station, a.month::text as month, a.late, s.kind`.execute(trx)
  if (due.length === 0) return { taken: 0, kept: 0 }
  const air = due.filter(({ kind }) => kind === 'air')
  // A judgement is a pure function: what cannot be judged could not be the next time either, until its data change.
  const failed = (item: object, error: unknown) => {
    if (!log) throw error
    log.error({ err: error, item }, 'what was measured could not be assessed')
  }
  const days = await assessAirDays(trx, air, failed)
  const keys = await sectionMonths(
    trx,
    due.filter(({ kind }) => kind !== 'air'),
  )
  const saved = await assessMonths(trx, keys, failed)
  if (saved.length > 0)
    await announce(trx, 'monitoring.assessed', {
      ids: saved.map(({ id }) => id),
      sections: [...new Set(saved.map(({ section }) => section))],
    })
  return { taken: due.length, kept: saved.length + days }
}

type Asked = SectionMonthKey & { late: boolean }

/** Sections at which these stations ever stood: one that has moved away is missing where it stood before. */
async function sectionMonths(trx: Trx, due: readonly Due[]): Promise<Asked[]> {
  if (due.length === 0) return []
  const { rows } = await sql<Asked>`
    select p.section_id as section, a.month::text as month, bool_or(a.late) as late
    from unnest(${due.map(({ station }) => station)}::uuid[], ${due.map(({ month }) => month)}::date[],
        ${due.map(({ late }) => late)}::boolean[]) as a (station_id, month, late)
      join station_place p on p.station_id = a.station_id and p.section_id is not null
      join section c on c.id = p.section_id and c.water <> 'sea'
    group by p.section_id, a.month order by p.section_id, a.month`.execute(trx)
  return rows
}

/** Assesses these months and the years that they lie in. A month that cannot be judged is told and keeps what stood. */
export async function assessMonths(
  trx: Trx,
  asked: readonly Asked[],
  failed: (key: Asked, error: unknown) => void,
): Promise<Saved[]> {
  const saved: Saved[] = []
  for (let start = 0; start < asked.length; start += AT_ONCE) {
    const keys = asked.slice(start, start + AT_ONCE)
    const ground = await groundOf(trx, keys)
    const judged = keys.flatMap((key) => {
      try {
        return judgedMonth(key, ground) ?? []
      } catch (error) {
        failed(key, error)
        return []
      }
    })
    saved.push(...(await saveJudged(trx, judged)))
  }
  const years = new Map<string, { section: string; begins: string; late: boolean }>()
  const late = new Set(asked.filter((key) => key.late).map(keyOf))
  for (const { section, begins } of saved) {
    const key = { section, begins: `${begins.slice(0, 4)}-01-01` }
    const known = years.get(`${section} ${key.begins}`)
    years.set(`${section} ${key.begins}`, { ...key, late: (known?.late ?? false) || late.has(`${section} ${begins}`) })
  }
  saved.push(...(await assessYears(trx, [...years.values()])))
  return saved
}

async function groundOf(trx: Trx, keys: readonly SectionMonthKey[]) {
  const standings = await standingsOf(
    trx,
    'month',
    keys.map(({ section, month }) => ({ section, begins: month })),
  )
  const sources = await sourcesOf(trx, keys)
  const names = await observationNames(trx, sources)
  const attested = await attestedOf(trx, keys)
  return {
    standings: new Map(standings.map((one) => [`${one.section} ${one.begins}`, one])),
    sources: Map.groupBy(sources, keyOf),
    names,
    attested: Map.groupBy(attested, keyOf),
  }
}

function judgedMonth(key: Asked, ground: Awaited<ReturnType<typeof groundOf>>): Judged | undefined {
  const standing = ground.standings.get(keyOf(key))
  if (!standing) return undefined
  const sources = ground.sources.get(keyOf(key)) ?? []
  const attested = ground.attested.get(keyOf(key)) ?? []
  const { targetClass } = standing
  const water = standing.water === 'lake' ? 'lake' : 'river'
  const { assessment, trophic, values, aside, pending } = judgeMonth({ water, targetClass, sources, attested })
  return {
    ...{ standing, period: 'month', class: assessment.class, meets: assessment.target?.meets ?? null },
    ...{ decidedBy: assessment.decidedBy, measured: assessment.items.length, met: null, withTarget: null },
    ...{ valid: assessment.class !== null, late: key.late, values },
    derivation: { ...assessment, water, trophic, aside, pending },
    behind: {
      sources: sources.map((source) => behindOf(source, ground.names.get(source) ?? null)),
      attestations: attested.map(({ id }) => id),
    },
  }
}

/** What leads back to the observations: their ids, or the span of a dense series with the sum that was judged. */
const behindOf = (source: MonthSource, observations: string[] | null) => {
  const { datastream, station, parameter, origin, first, last, count, below, flagged, without, sum } = source
  return { datastream, station, parameter, origin, first, last, count, below, flagged, without, sum, observations }
}

/** The years of sections from their standing months. */
export async function assessYears(
  trx: Trx,
  asked: readonly { section: string; begins: string; late: boolean }[],
): Promise<Saved[]> {
  if (asked.length === 0) return []
  const standings = await standingsOf(trx, 'year', asked)
  const found = new Map(standings.map((one) => [`${one.section} ${one.begins}`, one]))
  const { rows } = await sql<MonthOfYear & { section: string; year: string }>`
    select m.section_id as section, a.begins::text as year, m.id, extract(month from m.begins)::integer as month,
      m.class, m.meets, m."values"
    from unnest(${asked.map(({ section }) => section)}::uuid[], ${asked.map(({ begins }) => begins)}::date[])
        as a (section_id, begins)
      join section_assessment m on m.section_id = a.section_id and m.period = 'month' and m.superseded_at is null
        and m.begins >= a.begins and m.begins < a.begins + interval '1 year'
    order by m.begins`.execute(trx)
  const months = Map.groupBy(rows, ({ section, year }) => `${section} ${year}`)
  const judged = asked.flatMap(({ section, begins, late }): Judged[] => {
    const standing = found.get(`${section} ${begins}`)
    return standing ? [judgedYear(standing, late, months.get(`${section} ${begins}`) ?? [])] : []
  })
  return saveJudged(trx, judged)
}

function judgedYear(standing: Standing, late: boolean, months: readonly MonthOfYear[]): Judged {
  const water = standing.water === 'lake' ? 'lake' : 'river'
  const year = judgeYear(water, standing.targetClass, months)
  const { assessment, values, measured, withTarget, met, passRate, valid, short } = year
  return {
    ...{ standing, period: 'year', class: assessment.class, meets: assessment.target?.meets ?? null, late },
    ...{ decidedBy: assessment.decidedBy, measured, met, withTarget, valid },
    values: values satisfies Readonly<Record<string, KeptValue>>,
    derivation: { ...assessment, water, passRate, measured, withTarget, met, short },
    behind: { assessments: months.map(({ id, month, class: found, meets }) => ({ id, month, class: found, meets })) },
  }
}
