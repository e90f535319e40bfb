import type { KeptValue } from '../../assessments/rules/month.ts'
import { type NearShoreGrade, nearShoreGrade, seaSharesOf } from '../../standards/sea/nearShore.ts'
import { assessSeaPoint, type SeaPointAssessment } from '../../standards/sea/point.ts'
import { SEA_CLASSES, type SeaClass } from '../../standards/sea/table.ts'
import type { TargetClass } from '../../tables.ts'
import { valuesOver } from './period.ts'

/** A point of the sea with what was measured there in each month of a period in which something was. */
export interface MeasuredPoint {
  id: string
  code: string
  name: string
  place: string
  targetClass: TargetClass | null
  months: readonly { values: Readonly<Record<string, KeptValue>> }[]
}

export interface SeaOfPeriod {
  points: readonly { point: MeasuredPoint; assessment: SeaPointAssessment }[]
  counts: Readonly<Record<SeaClass, number>>
  /** By points: areas are not known here. Null where no point has a class. */
  grade: NearShoreGrade | null
}

/** Points of the sea by single factor after GB 3097 (MON-20), and the grade of the near-shore sea by their number (MON-21). */
export function judgeSea(measured: readonly MeasuredPoint[]): SeaOfPeriod {
  const points = measured.map((point) => {
    const values = valuesOver(point.months)
    // GB 3097 knows four classes: a target of class V is one of another water.
    const { targetClass } = point
    return {
      point,
      assessment: assessSeaPoint({ values, ...(targetClass && targetClass !== 'V' ? { targetClass } : {}) }),
    }
  })
  const counts = Object.fromEntries(
    SEA_CLASSES.map((one) => [one, points.filter(({ assessment }) => assessment.class === one).length]),
  ) as Record<SeaClass, number>
  const any = points.some(({ assessment }) => assessment.class !== null)
  return { points, counts, grade: any ? nearShoreGrade(seaSharesOf('points', counts)) : null }
}
