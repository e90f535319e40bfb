/**
 * The parts that formulas are built of. All of it is plain data: an agreement is stored, shown, compared between versions
 * and replayed by either side as it stands.
 */
export type Quantity =
  /** A number that the agreement prints. */
  | { kind: 'number'; value: string }
  /** A term of the agreement, perhaps another one each year. One that is still open is refused when it is needed. */
  | { kind: 'term'; name: string }
  /** What was measured or assessed, given for the period. */
  | { kind: 'input'; name: string }
  /** A field of the row at hand, within `sumOver` and `count`. */
  | { kind: 'field'; name: string }
  | { kind: 'sum'; of: readonly Quantity[] }
  | { kind: 'product'; of: readonly Quantity[] }
  | { kind: 'difference'; of: Quantity; less: Quantity }
  | { kind: 'quotient'; of: Quantity; by: Quantity }
  /** The smallest of several: a cap. */
  | { kind: 'least'; of: readonly Quantity[] }
  /** The largest of several: a floor. */
  | { kind: 'greatest'; of: readonly Quantity[] }
  /** The next whole number: started fractions. */
  | { kind: 'roundUp'; of: Quantity }
  | { kind: 'round'; of: Quantity; decimals: number }
  | { kind: 'sumOver'; rows: string; each: Quantity; where?: Condition }
  | { kind: 'count'; rows: string; where?: Condition }
  /** The first step that holds the quantity. */
  | { kind: 'steps'; of: Quantity; steps: readonly Step[]; otherwise: Quantity }
  | { kind: 'choose'; when: Condition; gives: Quantity; otherwise: Quantity }
  /** A part with the name that the statement shows. */
  | { kind: 'named'; zh: string; of: Quantity }

/** One step; every bound that is given must hold. */
export interface Step {
  above?: string
  atLeast?: string
  below?: string
  atMost?: string
  gives: Quantity
}

export type Relation = '<' | '≤' | '=' | '≥' | '>'

export type Condition =
  | { kind: 'compare'; left: Quantity; is: Relation; right: Quantity }
  | { kind: 'all'; of: readonly Condition[] }
  | { kind: 'any'; of: readonly Condition[] }
  | { kind: 'not'; of: Condition }

/** What a formula came to, down to the inputs. */
export interface Derivation {
  kind: Quantity['kind'] | Condition['kind']
  /** Decimal text, or `true` and `false` of a condition. */
  value: string
  /** Name of the part, the term, the input or the field. */
  name?: string
  /** Which step held, which row it is. */
  at?: string
  of: readonly Derivation[]
}

// What follows writes formulas shorter than the objects would be.

export const number = (value: string | number): Quantity => ({ kind: 'number', value: String(value) })
export const term = (name: string): Quantity => ({ kind: 'term', name })
export const input = (name: string): Quantity => ({ kind: 'input', name })
export const field = (name: string): Quantity => ({ kind: 'field', name })
export const sum = (...of: Quantity[]): Quantity => ({ kind: 'sum', of })
export const product = (...of: Quantity[]): Quantity => ({ kind: 'product', of })
export const difference = (of: Quantity, less: Quantity): Quantity => ({ kind: 'difference', of, less })
export const quotient = (of: Quantity, by: Quantity): Quantity => ({ kind: 'quotient', of, by })
export const named = (zh: string, of: Quantity): Quantity => ({ kind: 'named', zh, of })
export const compare = (left: Quantity, is: Relation, right: Quantity): Condition => ({
  kind: 'compare',
  left,
  is,
  right,
})
export const all = (...of: Condition[]): Condition => ({ kind: 'all', of })
export const any = (...of: Condition[]): Condition => ({ kind: 'any', of })
export const choose = (when: Condition, gives: Quantity, otherwise: Quantity): Quantity => ({
  kind: 'choose',
  when,
  gives,
  otherwise,
})

/** Held between −limit and +limit: an amount that may go either way, but not further. */
export const heldWithin = (of: Quantity, limit: Quantity): Quantity => ({
  kind: 'greatest',
  of: [{ kind: 'least', of: [of, limit] }, product(number(-1), limit)],
})

/** Share of the measured months that meet: 月均值达标率. Rows have `measured` and `meets`, 1 or 0. */
export const passRate = (rows = 'months'): Quantity =>
  named(
    '达标率',
    quotient(
      {
        kind: 'count',
        rows,
        where: all(compare(field('measured'), '=', number(1)), compare(field('meets'), '=', number(1))),
      },
      { kind: 'count', rows, where: compare(field('measured'), '=', number(1)) },
    ),
  )

/** P = k0 · Σ ki · Ci/Ci0: inputs `mean.<item>` and `base.<item>`, terms `k0` and `k.<item>`. */
export const indexP = (items: readonly string[]): Quantity =>
  named(
    '水质补偿指数P',
    product(
      term('k0'),
      sum(...items.map((item) => product(term(`k.${item}`), quotient(input(`mean.${item}`), input(`base.${item}`))))),
    ),
  )

/**
 * Unit price × (base − concentration) × volume of water, in yuan: yuan a tonne, mg/L, m³. Better than the base is above
 * zero and is paid upstream; worse is below zero and flows back.
 */
export const pricedLoad = (price: Quantity, base: Quantity, concentration: Quantity, volume: Quantity): Quantity =>
  named('通量补偿', product(price, difference(base, concentration), volume, number('0.000001')))

/** Share of the inflow of the rivers that meet both their class and their pass rate. */
export const flowShare = (rows = 'rivers'): Quantity =>
  named(
    '达标水量比例',
    quotient(
      {
        kind: 'sumOver',
        rows,
        each: field('inflow'),
        where: all(
          compare(field('class'), '≤', field('targetClass')),
          compare(field('passRate'), '≥', field('targetPassRate')),
        ),
      },
      { kind: 'sumOver', rows, each: field('inflow') },
    ),
  )

/** (C − Cs)/Cs, and what it costs: an amount for each started fraction, up to a cap for the item. Nothing below the limit. */
export const startedFractions = (multiple: Quantity, fraction: string, amount: string, cap?: string): Quantity => {
  const uncapped = product(
    { kind: 'roundUp', of: quotient({ kind: 'greatest', of: [multiple, number(0)] }, number(fraction)) },
    number(amount),
  )
  return cap === undefined ? uncapped : { kind: 'least', of: [uncapped, number(cap)] }
}
