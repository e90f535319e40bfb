import { type GroupMember, meansOver } from './group.ts'
import { assessSection, type SectionAssessment } from './section.ts'
import type { WaterClass } from './table.ts'
import { type TrophicState, trophicState } from './trophic.ts'

/** What the method says of a lake or reservoir. */
export interface LakeAssessment {
  points: number
  /** With the limits of total phosphorus for lakes; total nitrogen stands in `apart`. */
  quality: SectionAssessment
  trophic: TrophicState
}

/**
 * A lake of several points: the mean of each item over the points, each point being its own mean over time already;
 * then single factor with the limits for lakes, and the trophic state apart (own; a reservoir of river type is judged
 * as a river by `assessSection`).
 */
export function assessLake(points: readonly GroupMember[], targetClass?: WaterClass): LakeAssessment {
  const values = meansOver(points)
  return {
    points: points.length,
    quality: assessSection({ waterBody: 'lake', values, ...(targetClass ? { targetClass } : {}) }),
    trophic: trophicState(values),
  }
}
