import type pg from 'pg'

/** Ten parameters, hourly, of so many stations that the rows come to the number that is asked for. */
export interface Grid {
  streams: number
  hours: number
  rows: number
  /** Moment of the first hour, ms. */
  start: number
  /** First days of the months that are touched. */
  months: string[]
}

/** In which order rows come: the history of one datastream after the other, or one round of all after the other. */
export type Shape = 'stations' | 'hours'

const PARAMETERS = [
  ['dissolvedOxygen', '溶解氧'],
  ['permanganateIndex', '高锰酸盐指数'],
  ['cod', '化学需氧量'],
  ['bod5', '五日生化需氧量'],
  ['ammoniaNitrogen', '氨氮'],
  ['totalPhosphorus', '总磷'],
  ['totalNitrogen', '总氮'],
  ['copper', '铜'],
  ['zinc', '锌'],
  ['fluoride', '氟化物'],
] as const
const HOUR = 3_600_000
const EIGHT_HOURS = 8 * HOUR

export function gridOf(rows: number, streams: number, from = '2024-01-01'): Grid {
  const hours = Math.max(1, Math.floor(rows / streams))
  const start = Date.parse(`${from}T00:00:00+08:00`)
  const months = new Set<string>()
  for (let hour = 0; hour < hours; hour += 24) months.add(`${textOf(start + hour * HOUR).slice(0, 7)}-01`)
  months.add(`${textOf(start + (hours - 1) * HOUR).slice(0, 7)}-01`)
  return { streams, hours, rows: hours * streams, start, months: [...months] }
}

const textOf = (time: number) => new Date(time + EIGHT_HOURS).toISOString().slice(0, 19).replace('T', ' ')

/** Rows from one number to another, the same in every run. */
export function* rowsOf(
  { streams, hours, rows, start }: Grid,
  shape: Shape,
  begin: number,
  end: number,
): Generator<{ stream: number; code: string; parameter: string; time: string; value: string }> {
  for (let row = begin; row < Math.min(end, rows); row++) {
    const [stream, hour] =
      shape === 'stations' ? [Math.floor(row / hours), row % hours] : [row % streams, Math.floor(row / streams)]
    const wave = Math.sin(hour / 24 + stream) * 200 + ((stream * 7919 + hour * 104_729) % 97)
    yield {
      stream,
      code: `BENCH-${Math.floor(stream / PARAMETERS.length)}`,
      parameter: PARAMETERS[stream % PARAMETERS.length]?.[1] ?? '',
      time: textOf(start + hour * HOUR),
      value: (0.5 + wave / 1000).toFixed(3),
    }
  }
}

/** Enters the stations and datastreams where they are missing. @returns the ids of the datastreams, in their order */
export async function tellStations(client: pg.Client, organizationId: string, { streams }: Grid): Promise<number[]> {
  const stations = Math.ceil(streams / PARAMETERS.length)
  await client.query(
    `insert into station (id, code, name, kind, jurisdiction_code, organization_id)
     select gen_random_uuid(), 'BENCH-' || n, 'BENCH-' || n, 'surface_water', '450000', $2::uuid
     from generate_series(0, $1::integer - 1) n on conflict (code) do nothing`,
    [stations, organizationId],
  )
  await client.query(
    `insert into datastream (station_id, parameter, origin, organization_id)
     select s.id, p.code, 'automatic', $2::uuid from unnest($1::text[]) p (code) cross join station s
     where s.code like 'BENCH-%' on conflict do nothing`,
    [PARAMETERS.map(([code]) => code), organizationId],
  )
  const { rows } = await client.query(
    `select d.id from datastream d join station s on s.id = d.station_id
       join unnest($1::text[]) with ordinality p (code, place) on p.code = d.parameter
     where s.code like 'BENCH-%' order by substr(s.code, 7)::integer, p.place`,
    [PARAMETERS.map(([code]) => code)],
  )
  await client.query('analyze station; analyze datastream')
  return rows.map(({ id }) => Number(id))
}
