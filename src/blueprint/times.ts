import { type RawBuilder, sql } from 'kysely'

/** Which states of features are meant: in force on a day, as they were known at a moment. */
export interface Times {
  /** ISO day; absent: whenever in force. */
  asOf?: string | undefined
  /** Moment; absent: as known now. */
  knownAt?: string | undefined
}

/**
 * SQL: whether layer `l` stood on the blueprint at the moment. The revision that was its newest then says so: what follows
 * a withdrawal is a restoration.
 */
export function onBlueprint({ knownAt }: Times): RawBuilder<boolean> {
  if (!knownAt) return sql<boolean>`l.withdrawn_at is null`
  return sql<boolean>`(select r.cause from blueprint_revision r where r.layer_id = l.id and r.at <= ${knownAt}::timestamptz
    order by r.number desc limit 1) is distinct from 'withdrawal'`
}

/**
 * SQL: the rows of `f` (blueprint_feature) that are meant. What is known now uses the partial indexes of what was never
 * removed.
 */
export function meant({ asOf, knownAt }: Times): RawBuilder<boolean> {
  const moment = knownAt && new Date(knownAt).toISOString() // PostgreSQL takes fewer offsets than a moment may have
  const known = moment
    ? sql`exists (select from blueprint_revision a where a.id = f.added_in and a.at <= ${moment}::timestamptz)
        and (f.removed_in is null or exists (select from blueprint_revision r where r.id = f.removed_in
          and r.at > ${moment}::timestamptz))`
    : sql`f.removed_in is null`
  const inForce = asOf
    ? sql`f.valid_from <= ${asOf}::date and (f.valid_to is null or f.valid_to >= ${asOf}::date)`
    : sql`true`
  return sql<boolean>`(${known} and ${inForce})`
}
