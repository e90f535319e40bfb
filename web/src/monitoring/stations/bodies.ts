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
