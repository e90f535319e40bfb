import { Exact } from '../../../platform/exact.ts'
import { monitoringRefusals } from '../../refusals.ts'
import type { Parameter, UnitKind } from './types.ts'

/**
 * Litres of one mole of gas at 298.15 K and 1013.25 hPa, the state to which GB 3095 refers gases since the amendment of
 * 2018 (confidence own; GB 3095-2026 keeps it). R·T/p with R = 8.314462618 J/(mol·K).
 */
const MOLAR_VOLUME_L = '24.465'

/** How a unit becomes the base unit of its kind: value · factor + offset. */
interface Unit {
  factor: string
  offset?: string
  /** Amount of substance: the molar mass of the parameter comes into it. */
  molar?: 'perLitre' | 'ofGas'
}

/** Units as people write them; the first of each kind is its base. Names are compared as `unitKey` makes them. */
const UNITS: Record<UnitKind, Record<string, Unit>> = {
  massPerWater: {
    'mg/L': { factor: '1' },
    'g/L': { factor: '1000' },
    'µg/L': { factor: '0.001' },
    'ng/L': { factor: '0.000001' },
    'kg/m³': { factor: '1000' },
    'g/m³': { factor: '1' },
    'mg/m³': { factor: '0.001' },
    'µg/m³': { factor: '0.000001' },
    'mol/L': { factor: '1000', molar: 'perLitre' },
    'mmol/L': { factor: '1', molar: 'perLitre' },
    'µmol/L': { factor: '0.001', molar: 'perLitre' },
    'nmol/L': { factor: '0.000001', molar: 'perLitre' },
  },
  massPerAir: {
    'µg/m³': { factor: '1' },
    'g/m³': { factor: '1000000' },
    'mg/m³': { factor: '1000' },
    'ng/m³': { factor: '0.001' },
    ppm: { factor: '1000', molar: 'ofGas' },
    ppb: { factor: '1', molar: 'ofGas' },
  },
  count: {
    '个/L': { factor: '1' },
    'MPN/L': { factor: '1' },
    'CFU/L': { factor: '1' },
    '个/100mL': { factor: '10' },
    'MPN/100mL': { factor: '10' },
    'CFU/100mL': { factor: '10' },
    '个/mL': { factor: '1000' },
    'CFU/mL': { factor: '1000' },
  },
  none: { '': { factor: '1' }, 无量纲: { factor: '1' }, pH: { factor: '1' } },
  temperature: { '℃': { factor: '1' }, 度: { factor: '1' }, K: { factor: '1', offset: '-273.15' } },
  conductivity: {
    'µS/cm': { factor: '1' },
    'mS/cm': { factor: '1000' },
    'mS/m': { factor: '10' },
    'S/m': { factor: '10000' },
    'dS/m': { factor: '1000' },
  },
  turbidity: { NTU: { factor: '1' } },
  length: { m: { factor: '1' }, 米: { factor: '1' }, cm: { factor: '0.01' }, mm: { factor: '0.001' } },
  flow: {
    'm³/s': { factor: '1' },
    'L/s': { factor: '0.001' },
    'm³/h': { factor: '1/3600' },
    'm³/d': { factor: '1/86400' },
  },
  volume: { 'm³': { factor: '1' }, '万m³': { factor: '10000' }, '亿m³': { factor: '100000000' } },
  percent: { '%': { factor: '1' } },
}

/** One spelling for the many ways of a unit: `μg/L`, `ug/l`, `㎍／Ｌ`, `微克/升`, `µg·L⁻¹` are the same. */
function unitKey(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s^*]/g, '')
    .replaceAll('毫克', 'mg')
    .replaceAll('微克', 'ug')
    .replaceAll('纳克', 'ng')
    .replaceAll('立方米', 'm3')
    .replaceAll('毫升', 'ml')
    .replaceAll('升', 'l')
    .replaceAll('μ', 'u')
    .replaceAll(/[−–]/g, '-')
    .replace(/^°c$/, '℃')
    .replace(/[·.]?l-1$/, '/l')
    .replace(/[·.]?m-3$/, '/m3')
}

const keyed = Object.fromEntries(
  Object.entries(UNITS).map(([kind, units]) => [
    kind,
    new Map(Object.entries(units).map(([name, unit]) => [unitKey(name), unit])),
  ]),
) as Record<UnitKind, Map<string, Unit>>

const COUNTED_AS = /[(（]?以([A-Za-z0-9]+)-?计[)）]?$/

const fraction = (text: string) => {
  const [above = '1', under = '1'] = text.split('/')
  return Exact.of(above).over(under)
}

/** The names of the units in which a parameter can be given. */
export function unitsOf(parameter: Parameter): string[] {
  return Object.entries(UNITS[parameter.kind])
    .filter(([, unit]) => !unit.molar || parameter.molarMass)
    .map(([name]) => name)
    .filter((name) => name !== '')
}

/** Whether the printed unit is one in which the parameter can be given. An empty one is taken as the parameter's own. */
function unitOf(parameter: Parameter, printed: string): Unit {
  const refused = () => monitoringRefusals.unitUnfit(parameter.code, printed, unitsOf(parameter))
  const countedAs = COUNTED_AS.exec(printed.normalize('NFKC').trim())
  if (countedAs && countedAs[1]?.toLowerCase() !== parameter.countedAs?.toLowerCase()) throw refused()
  const key = unitKey(printed.normalize('NFKC').trim().replace(COUNTED_AS, ''))
  const found = keyed[parameter.kind].get(key === '' ? unitKey(parameter.unit) : key)
  if (!found || (found.molar && !parameter.molarMass)) throw refused()
  return found
}

function toBase(value: Exact, unit: Unit, parameter: Parameter): Exact {
  let factor = fraction(unit.factor)
  if (unit.molar === 'perLitre') factor = factor.times(parameter.molarMass ?? '1')
  if (unit.molar === 'ofGas') factor = factor.times(parameter.molarMass ?? '1').over(MOLAR_VOLUME_L)
  return value.times(factor).plus(unit.offset ?? '0')
}

/**
 * A value in the parameter's own unit. Moles become mass by the molar mass of what the parameter is counted as (14.007
 * for nitrogen as N); parts of a gas become mass at 298.15 K and 1013.25 hPa.
 * @throws Refusal unit_unfit, with the units that fit
 */
export function convert(parameter: Parameter, value: Exact, printedUnit: string): Exact {
  const own = unitOf(parameter, parameter.unit)
  const base = toBase(value, unitOf(parameter, printedUnit), parameter)
  return base.minus(own.offset ?? '0').over(fraction(own.factor))
}
