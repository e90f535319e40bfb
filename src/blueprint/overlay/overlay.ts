import { eachCandidate, featuresIn, type Part, WHOLE } from './candidates.ts'
import { type Overlaps, OverlapsBuilder } from './overlaps.ts'
import { PairOverlay } from './overlayPair.ts'
import type { Polygons } from './polygons.ts'
import { overlaySecondWay } from './secondWay.ts'

export interface OverlayOptions {
  /** Only the pairs that belong to this part of the map; parts that cover it have each pair once. */
  readonly part?: Part
  /** Overlaps of less are left out (m²). None by default: what is too small to matter is a rule's to say. */
  readonly leastAreaM2?: number
  /** Only these features of the layers, where they are known already. */
  readonly lefts?: ArrayLike<number>
  readonly rights?: ArrayLike<number>
  /** Pairs that nobody asks for are not looked at. */
  readonly isAsked?: (left: number, right: number) => boolean
}

/**
 * Finds all pairs of features of two layers that have ground in common, with that ground, its area and its perimeter on
 * the ellipsoid. Neighbours that only touch are no pair. Of a layer and itself each pair is found once.
 */
export function overlay(left: Polygons, right: Polygons, options: OverlayOptions = {}): Overlaps {
  return new LayerOverlay(left, right).run(options)
}

/** The same for several parts of the map one after the other, which share what was prepared of large features. */
export class LayerOverlay {
  readonly #left: Polygons
  readonly #right: Polygons
  readonly #pairs: PairOverlay
  /** Pairs whose boxes had common ground. */
  candidates = 0

  constructor(left: Polygons, right: Polygons) {
    this.#left = left
    this.#right = right
    this.#pairs = new PairOverlay(left, right)
  }

  run({ part = WHOLE, leastAreaM2 = 0, lefts, rights, isAsked }: OverlayOptions = {}): Overlaps {
    const left = this.#left
    const right = this.#right
    const overlaps = new OverlapsBuilder()
    const ones = featuresIn(left, part, lefts)
    const others = featuresIn(right, part, rights)
    eachCandidate(left, ones, right, others, part, (one, other) => {
      if (left === right && one >= other) return
      if (isAsked && !isAsked(one, other)) return
      this.candidates++
      if (this.#pairs.overlay(one, other, overlaps, leastAreaM2) === 'contradiction')
        overlaySecondWay(left, one, right, other, overlaps, leastAreaM2)
    })
    return overlaps.build()
  }
}
