/** What forms hold before it is sent: words, of which the empty ones say nothing. */
export type Words = Readonly<Record<string, unknown>>

/** Only what was filled in, without the blanks around it. */
export function saidOf<Values extends object>(values: Values): Partial<Values> {
  const entries = Object.entries(values)
    .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
  return Object.fromEntries(entries) as Partial<Values>
}

/** Degrees are typed as text, and sent as numbers. */
export function withPosition<Values extends { longitude?: string; latitude?: string }>(values: Values) {
  const { longitude, latitude, ...rest } = saidOf(values)
  return {
    ...rest,
    ...(longitude === undefined ? {} : { longitude: Number(longitude) }),
    ...(latitude === undefined ? {} : { latitude: Number(latitude) }),
  }
}

/** What can be corrected of a station or a section, as its form holds it. */
export interface EditValues {
  name?: string
  water?: string
  longitude?: string
  latitude?: string
  description?: string
  /** Last day on which it was measured; empty: it is. */
  closedOn?: string
}

/** A station or section as the form of its corrections begins. */
export function editValues(one: {
  name: string
  description: string
  closedOn: string | null
  water?: string
  longitude?: number | null
  latitude?: number | null
}): EditValues {
  const degrees = (value: number | null | undefined) => (value == null ? '' : String(value))
  return {
    ...{ name: one.name, description: one.description, closedOn: one.closedOn ?? '' },
    ...(one.water === undefined
      ? {}
      : { water: one.water, longitude: degrees(one.longitude), latitude: degrees(one.latitude) }),
  }
}

/** Only what was changed: a day that was taken away opens again, a place or a name that was emptied stays. */
export function editOf(before: EditValues, after: EditValues): Record<string, string | number | null> {
  const changed: Record<string, string | number | null> = {}
  for (const name of Object.keys(before) as (keyof EditValues)[]) {
    const is = (after[name] ?? '').trim()
    if (is === (before[name] ?? '')) continue
    if (is !== '') changed[name] = name === 'longitude' || name === 'latitude' ? Number(is) : is
    else if (name === 'closedOn') changed.closedOn = null
    else if (name === 'description') changed.description = ''
  }
  return changed
}
