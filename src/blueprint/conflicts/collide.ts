import { addWkb, overlay, PolygonsBuilder, widthOf, wkbOfOverlap } from '../overlay/index.ts'
import { NOTHING_M2, type OverlapRuleCode, ruleBetween, type Side } from '../rules/conflictRules.ts'

/** A feature with its geometry, as it is sent to the thread that looks for conflicts. */
export interface Ground extends Side {
  readonly wkb: Uint8Array
}

/** What is looked through: features that came, and those that they may be in conflict with. */
export interface CollideRequest {
  readonly changed: readonly Ground[]
  readonly around: readonly Ground[]
}

/** Two features that a rule forbids to share ground, and the ground that they share. */
export interface Collision {
  readonly rule: OverlapRuleCode
  readonly left: Pick<Side, 'layerId' | 'key'>
  readonly right: Pick<Side, 'layerId' | 'key'>
  readonly areaM2: number
  readonly widthM: number
  /** A MultiPolygon; null where the overlay could not tell, so that the database must. */
  readonly wkb: Uint8Array | null
  /** The overlay was sure only on a coarser grid. */
  readonly coarser: boolean
}

/** Finds the conflicts of changed features with those around them, each pair once. Pure: it runs in a thread of its own. */
export function collide({ changed, around }: CollideRequest): Collision[] {
  const left = polygonsOf(changed)
  const right = polygonsOf(around)
  const isAsked = (one: number, other: number) => ruleBetween(changed[one] as Ground, around[other] as Ground) !== null
  const overlaps = overlay(left, right, { leastAreaM2: NOTHING_M2, isAsked })
  const found = new Map<string, Collision>()
  const coarser = new Set(pairsOf(overlaps.coarser).map(String))
  const note = (one: number, other: number, what: Pick<Collision, 'areaM2' | 'widthM' | 'wkb'>) => {
    const sides = [changed[one] as Ground, around[other] as Ground] as const
    const between = ruleBetween(...sides)
    if (!between) return
    const [first, second] = between.swapped ? [sides[1], sides[0]] : sides
    const rule = between.rule.code
    found.set(JSON.stringify([rule, first.layerId, first.key, second.layerId, second.key]), {
      rule,
      left: { layerId: first.layerId, key: first.key },
      right: { layerId: second.layerId, key: second.key },
      coarser: coarser.has(`${one},${other}`),
      ...what,
    })
  }
  for (let overlap = 0; overlap < overlaps.count; overlap++) {
    const areaM2 = overlaps.areaM2[overlap] as number
    note(overlaps.left[overlap] as number, overlaps.right[overlap] as number, {
      areaM2,
      widthM: widthOf(areaM2, overlaps.perimeterM[overlap] as number),
      wkb: wkbOfOverlap(overlaps, overlap),
    })
  }
  for (const [one, other] of pairsOf(overlaps.unsure)) note(one, other, { areaM2: 0, widthM: 0, wkb: null })
  return [...found.values()]
}

function polygonsOf(features: readonly Ground[]) {
  const builder = new PolygonsBuilder()
  for (const { wkb } of features) addWkb(builder, wkb)
  return builder.build()
}

function pairsOf(numbers: readonly number[]): [number, number][] {
  return Array.from({ length: numbers.length / 2 }, (_, pair) => [
    numbers[pair * 2] as number,
    numbers[pair * 2 + 1] as number,
  ])
}
