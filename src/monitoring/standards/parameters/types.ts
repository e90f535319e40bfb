/** What kind of quantity it is: units of one kind convert into each other, units of two kinds never do. */
export type UnitKind =
  | 'massPerWater'
  | 'massPerAir'
  | 'count'
  | 'none'
  | 'temperature'
  | 'conductivity'
  | 'turbidity'
  | 'length'
  | 'flow'
  | 'volume'
  | 'percent'

/** Something that is measured. */
export interface Parameter {
  code: string
  zh: string
  en: string
  kind: UnitKind
  /** The unit of the standard; every value is kept in it. Empty where there is none. */
  unit: string
  /** What can be at all, in that unit. An unlikely value is flagged elsewhere; only an impossible one is refused. */
  least: string
  most: string
  /** Code of HJ 525 that automatic stations send in packets of HJ 212 (two sources). */
  hj525?: string
  /** The element that the mass is counted as: `mg/L（以N计）`. */
  countedAs?: string
  /** g/mol of what the mass is counted as; only with it can moles be converted. IUPAC 2021, abridged. */
  molarMass?: string
}
