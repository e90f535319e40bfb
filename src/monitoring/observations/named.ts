import { type RawBuilder, sql } from 'kysely'
import { momentText, type Trx } from '../../platform/database/index.ts'
import { findSection } from '../stations/store.ts'
import { flagsIn, qualifierOf } from './read.ts'
import type { NamedObservation, SectionSamplesQuery } from './schemas.ts'

/** SQL: an observation o of a datastream d with all that leads back to who measured, sent and corrected it. */
export const NAMED = sql`d.id || '_' || round(extract(epoch from o.time) * 1000)::bigint as id, d.id as datastream,
  json_build_object('id', s.id, 'name', s.name) as station, d.parameter, d.origin, d.method,
  (select g.name from organization g where g.id = d.organization_id) as laboratory,
  ${momentText('o.time')} as time, o.value, ${qualifierOf(sql`o.qualifier`)} as qualifier,
  ${flagsIn(sql`coalesce(o.flag, 0)`)} as flags, o.batch_id as "batchId", b.organization_name as by,
  coalesce((select json_agg(json_build_object('value', k.value, 'qualifier', ${qualifierOf(sql`k.qualifier`)},
      'at', ${momentText('k.at')}, 'reason', coalesce(r.reason, ''), 'by', r.organization_name) order by k.id desc)
    from observation_correction k left join observation_batch r on r.id = k.corrected_in
    where k.datastream_id = o.datastream_id and k.time = o.time), '[]') as corrections`
/** SQL: what `NAMED` tells of beside the datastream. */
export const AROUND = sql`join station s on s.id = d.station_id left join observation_batch b on b.id = o.batch_id`
const rowsOf = async (trx: Trx, query: RawBuilder<NamedObservation>) => (await query.execute(trx)).rows

/** These observations by their names (`7_1767225600000`), those that the actor sees, by parameter and time. */
export const observationsNamed = (trx: Trx, names: readonly string[]): Promise<NamedObservation[]> =>
  rowsOf(
    trx,
    sql<NamedObservation>`
      select ${NAMED} from unnest(${names.map((name) => Number(name.split('_')[0]))}::integer[],
          ${names.map((name) => Number(name.split('_')[1]))}::bigint[]) as a (stream, moment)
        join datastream d on d.id = a.stream
        join observation o on o.datastream_id = d.id and o.time = to_timestamp(a.moment::numeric / 1000)
        ${AROUND}
      order by d.parameter, o.time, d.id`,
  )

const MOST_SAMPLES = 500

/**
 * What stations measured of a parameter on the days on which they stood at a section: what two laboratories say of one
 * sample is chosen from it. @throws Refusal section_not_found
 */
export async function samplesAt(
  trx: Trx,
  sectionId: string,
  { parameter, from, to }: SectionSamplesQuery,
): Promise<NamedObservation[]> {
  await findSection(trx, sectionId)
  return rowsOf(
    trx,
    sql<NamedObservation>`
      select ${NAMED} from station_place p join datastream d on d.station_id = p.station_id and d.parameter = ${parameter}
        join observation o on o.datastream_id = d.id
          and o.time >= (greatest(p.valid_from, ${from}::date)::text || ' 00:00+08')::timestamptz
          and o.time < ((least(p.valid_to, ${to}::date) + 1)::text || ' 00:00+08')::timestamptz
        ${AROUND}
      where p.section_id = ${sectionId}::uuid order by o.time, d.id limit ${MOST_SAMPLES}`,
  )
}
