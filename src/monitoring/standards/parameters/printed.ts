import { Exact } from '../../../platform/exact.ts'
import { monitoringRefusals } from '../../refusals.ts'
import { parameterOf } from './catalogue.ts'
import type { Parameter } from './types.ts'
import { convert } from './units.ts'

/** Why a sheet holds a mark instead of a value. A dry or frozen river is not a clean one. */
export type NoValue = 'notMeasured' | 'dry' | 'frozen'

/** What a printed value says, in the parameter's own unit. */
export interface ReadValue {
  /** Decimal text; of a value below detection, the detection limit. Null where there is none. */
  value: string | null
  belowDetection: boolean
  unit: string
  noValue: NoValue | null
}

const NO_VALUE: Readonly<Record<string, NoValue>> = {
  '': 'notMeasured',
  '-': 'notMeasured',
  '--': 'notMeasured',
  '/': 'notMeasured',
  未监测: 'notMeasured',
  未测: 'notMeasured',
  缺测: 'notMeasured',
  断流: 'dry',
  无水: 'dry',
  干涸: 'dry',
  冰冻: 'frozen',
  冰封: 'frozen',
}

const LENGTH_MOST = 64
const NUMBER = String.raw`[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3}|x10\^?[+-]?\d{1,2})?`
const BELOW = new RegExp(String.raw`^<\s*(${NUMBER})(?:\s*L(?![A-Za-z/]))?(.*)$`, 'i')
const MARKED = new RegExp(String.raw`^(${NUMBER})\s*L(?![A-Za-z/])(.*)$`, 'i')
const PLAIN = new RegExp(`^(${NUMBER})(.*)$`, 'i')
const NOT_DETECTED = /^(?:n\.?d\.?|未检出)(?:[(](.*)[)])?$/i
const THOUSANDS = /\d[,，'’]\d|\d\s+\d/
const EXPECTED = 'a number like 0.02, 1.5E-3, <0.02, 0.02L or ND, with a decimal point and without thousands marks'

const plainText = (text: string) => text.normalize('NFKC').trim().replaceAll(/[−–—]/g, '-').replaceAll('×', 'x')

/**
 * Reads a value as laboratories print it, and converts it into the parameter's own unit. `<0.02`, `0.02L` and `<0.02L`
 * are below a detection limit of 0.02; `ND` is below one that was not told, unless it is given here; `断流`, `冰冻` and
 * `-` say that there is no value. A unit behind the number counts before the unit of the column.
 * @param unit the unit of the column; empty: the parameter's own
 * @param detectionLimit of the method, in the unit of the column, for `ND`
 * @throws Refusal measured_value_unreadable, measured_value_impossible, unit_unfit, parameter_unknown
 */
export function readPrinted(
  code: string,
  printed: string | number,
  unit = '',
  detectionLimit: string | null = null,
): ReadValue {
  const parameter = parameterOf(code)
  const refused = () => monitoringRefusals.valueUnreadable(code, String(printed).slice(0, LENGTH_MOST), EXPECTED)
  const text = plainText(String(printed))
  if (text.length > LENGTH_MOST || THOUSANDS.test(text)) throw refused()

  const mark = NO_VALUE[text]
  if (mark) return { value: null, belowDetection: false, unit: parameter.unit, noValue: mark }

  const notDetected = NOT_DETECTED.exec(text)
  if (notDetected) {
    const limit = notDetected[1] ?? detectionLimit
    if (limit === null) return { value: null, belowDetection: true, unit: parameter.unit, noValue: null }
    return readPrinted(code, `<${plainText(limit).replace(/^</, '')}`, unit)
  }

  const below = BELOW.exec(text) ?? MARKED.exec(text)
  const [, number, rest] = below ?? PLAIN.exec(text) ?? []
  if (number === undefined || rest === undefined) throw refused()
  const value = convert(parameter, numberOf(number, refused), rest.trim() || unit)
  if (below && value.atMost(0)) throw refused()
  refuseImpossible(parameter, value, String(printed))
  return { value: value.toText(), belowDetection: below !== null, unit: parameter.unit, noValue: null }
}

function numberOf(text: string, refused: () => Error): Exact {
  const plain = text.replace(/x10\^?/i, 'e')
  try {
    return Exact.of(plain.replace(/\.(?=e|$)/, ''))
  } catch {
    throw refused()
  }
}

function refuseImpossible(parameter: Parameter, value: Exact, printed: string): void {
  if (value.below(parameter.least) || Exact.of(parameter.most).below(value))
    throw monitoringRefusals.valueImpossible(
      parameter.code,
      printed.slice(0, LENGTH_MOST),
      parameter.least,
      parameter.most,
      parameter.unit,
    )
}
