import { limitsFor, waterLimitOf, waterProvenance } from '../standards/surfaceWater/table.ts'
import type { Parameter } from './schemas.ts'

/** The limits of a parameter by class of surface water, with their row; null where the standard has none. */
export function limitsOf(code: string): Parameter['limits'] {
  const limit = waterLimitOf(code)
  if (!limit) return null
  const of = (body: 'river' | 'lake') => {
    const limits = limitsFor(limit, body)
    return limits ? [...limits] : null
  }
  const { standard, place } = waterProvenance(limit)
  const lower = limit.lowerLimits ? [...limit.lowerLimits] : null
  return { rule: limit.rule, river: of('river'), lake: of('lake'), lower, standard, place, inClass: limit.inClass }
}
