import type { Kind } from './kinds.ts'
import { LOOKS } from './kinds.ts'

/** Classes of a kind that the map tells apart, in the order of its legend. */
export const classesOf = (kind: Kind): string[] => Object.keys(LOOKS[kind].classes ?? {})
