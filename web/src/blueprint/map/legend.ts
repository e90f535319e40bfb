import { CHANGE_COLOURS, LIGHT_COLOURS } from './notes.ts'
import type { Drawing } from './types.ts'

/** Each kind of thing that is drawn over the layers, in the colour that stands for it. */
const NOTES = {
  conflict_open: '#c2261b',
  conflict_accepted: '#5b6b76',
  conflict_sliver: '#8a6d1f',
  ...prefixed('difference', CHANGE_COLOURS),
  project: '#cf7a2b',
  ...prefixed('light', LIGHT_COLOURS),
  measure: '#1d4f63',
} as const
export type Note = keyof typeof NOTES

function prefixed<Prefix extends string, Colours extends Record<string, string>>(prefix: Prefix, colours: Colours) {
  return Object.fromEntries(Object.entries(colours).map(([name, color]) => [`${prefix}_${name}`, color])) as {
    [Name in keyof Colours & string as `${Prefix}_${Name}`]: string
  }
}

/** What is drawn over the layers, for a legend: only what is there. */
export function notesOf(drawing: Drawing): { note: Note; color: string }[] {
  const { conflicts, difference, projects, lights, measure } = drawing
  const said = (name: string) => (one: { properties: object | null }) =>
    String((one.properties as Record<string, unknown> | null)?.[name])
  const drawn = new Set<string>([
    ...(conflicts?.features.map((one) =>
      said('sliver')(one) === 'true' ? 'conflict_sliver' : `conflict_${said('state')(one)}`,
    ) ?? []),
    ...(difference?.features.map((one) => `difference_${said('change')(one)}`) ?? []),
    ...(projects?.features.length ? ['project'] : []),
    ...(lights?.features.map((one) => `light_${said('light')(one)}`) ?? []),
    ...(measure?.features.length ? ['measure'] : []),
  ])
  return (Object.keys(NOTES) as Note[]).flatMap((note) => (drawn.has(note) ? [{ note, color: NOTES[note] }] : []))
}
