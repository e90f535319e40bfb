import { monitoringRefusals } from '../../refusals.ts'
import { AIR } from './air.ts'
import { SEA_ONLY } from './sea.ts'
import type { Parameter } from './types.ts'
import { WATER } from './water.ts'

/** Everything that is measured, each under one code. A standard's table names its rows by these codes. */
export const PARAMETERS: readonly Parameter[] = [...WATER, ...SEA_ONLY, ...AIR]

const byCode = new Map(PARAMETERS.map((parameter) => [parameter.code, parameter]))
const byHj525 = new Map(
  PARAMETERS.flatMap((parameter) => (parameter.hj525 ? [[parameter.hj525, parameter] as const] : [])),
)

/** @throws Refusal parameter_unknown */
export function parameterOf(code: string): Parameter {
  const found = byCode.get(code)
  if (!found) throw monitoringRefusals.parameterUnknown(code)
  return found
}

/** The parameter that an automatic station sends under a code of HJ 525 (`w21003`), or that is called so here. */
export function findParameter(code: string): Parameter | undefined {
  return byCode.get(code) ?? byHj525.get(code.toLowerCase())
}
