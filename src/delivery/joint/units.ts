import { type RawBuilder, sql } from 'kysely'

/** An organization as pages show it, built in SQL from a row of `organization`. */
export const unitOf = (alias: string): RawBuilder<unknown> => {
  const row = sql.ref(alias)
  return sql`json_build_object('id', ${row}.id, 'name', ${row}.name, 'shortName', ${row}.short_name)`
}

/** The organizations of an array of ids, in its order. */
export const unitsOf = (column: string): RawBuilder<unknown> =>
  sql`(select coalesce(json_agg(json_build_object('id', u.id, 'name', u.name, 'shortName', u.short_name) order by listed.place), '[]')
    from unnest(${sql.ref(column)}) with ordinality as listed (id, place) join organization u on u.id = listed.id)`
